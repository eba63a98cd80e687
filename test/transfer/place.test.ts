/** Places: which are here, which are on a host, and what of them is shown. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
	placeBelow,
	shownPlace,
	type TransferPlace,
	transferPlace,
} from '../../server/src/transfer/place.ts';

suite('places', () => {
	const places: readonly (readonly ['rsync' | 'rclone', string, TransferPlace])[] = [
		['rsync', '/srv/www', { kind: 'local', path: '/srv/www' }],
		['rclone', '/srv/www', { kind: 'local', path: '/srv/www' }],
		['rsync', 'host:/srv', { kind: 'ssh', host: 'host', path: '/srv' }],
		['rsync', 'me@host:srv', { kind: 'ssh', host: 'host', path: 'srv' }],
		['rsync', 'me@[::1]:/srv', { kind: 'ssh', host: '::1', path: '/srv' }],
		['rsync', 'host::module/x', { kind: 'remote' }],
		['rsync', 'rsync://host/module', { kind: 'remote' }],
		['rclone', 'b2:bucket/x', { kind: 'remote' }],
	];
	for (const [program, text, place] of places)
		test(`${program} ${text}`, () => assert.deepEqual(transferPlace(program, text), place));

	const shown: readonly (readonly [string, string])[] = [
		['b2:bucket/x', 'b2:bucket/x'],
		[':s3,access_key_id=a,secret_access_key=b:bucket', ':s3,…:bucket'],
		['remote,password=x:y', 'remote,…:y'],
		['rsync://me:secret@host/module', 'rsync://me:…@host/module'],
		['me@host:/srv,x/a:b', 'me@host:/srv,x/a:b'],
	];
	for (const [text, plain] of shown) test(`shows ${plain}`, () => assert.equal(shownPlace(text), plain));

	test('names below a place', () => {
		assert.equal(placeBelow('b2:bucket', 'a/b'), 'b2:bucket/a/b');
		assert.equal(placeBelow('b2:', 'a'), 'b2:a');
		assert.equal(placeBelow('/srv/', ''), '/srv/');
	});
});
