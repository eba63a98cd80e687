import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowAddress } from '../../client/src/view/rowAddress.ts';
import { rowItem } from '../../client/src/view/rowItem.ts';
import type { Row, RowStatus } from '../../server/src/protocol/index.ts';

const subarch: Row = {
	id: 'funtoo-current/x86-64bit/corei7',
	kind: 'subarch',
	status: 'failing',
	label: 'corei7',
	description: 'stale, 4 days ago',
	tooltip: '**corei7**',
	accessibleLabel: 'corei7, 1 of 3 failures',
	expandable: true,
	tags: ['subarch', 'local', 'failing'],
	path: '/mirror/funtoo-current/x86-64bit/corei7',
};

test('a row is drawn as the server says', () => {
	assert.deepEqual(rowItem(subarch), {
		label: 'corei7',
		description: 'stale, 4 days ago',
		tooltip: '**corei7**',
		accessibleLabel: 'corei7, 1 of 3 failures',
		icon: { name: 'warning', color: 'list.warningForeground' },
		expandable: true,
		contextValue: ',subarch,local,failing,path,',
		opens: false,
	});
});

test('menus find whole words only', () => {
	const dated = rowItem({ ...subarch, kind: 'dated-build', tags: ['incomplete'] }).contextValue;
	assert.match(dated, /,dated-build,/);
	assert.doesNotMatch(dated, /,build,/);
	const { path: _, ...pathless } = subarch;
	assert.doesNotMatch(rowItem(pathless).contextValue, /,path,/);
});

test('a build in progress is ours only if this window runs it', () => {
	const running = { ...subarch, tags: ['running'] };
	assert.match(rowItem(running, true).contextValue, /,running,ours,/);
	assert.match(rowItem(running).contextValue, /,running,others,/);
	assert.doesNotMatch(rowItem({ ...subarch, tags: ['idle'] }, true).contextValue, /ours|others/);
});

test('every status of a subarch has its own shape', () => {
	const statuses: Readonly<Record<RowStatus, true>> = {
		fresh: true,
		stale: true,
		'never-built': true,
		failing: true,
		'out-of-rotation': true,
		unreadable: true,
		running: true,
		incomplete: true,
		remote: true,
		'no-directory': true,
		plain: true,
	};
	const names = Object.keys(statuses).map(
		(status) => rowItem({ ...subarch, status: status as RowStatus }).icon.name,
	);
	assert.equal(new Set(names).size, names.length, names.join(' '));
});

test('groups keep their own shape', () => {
	assert.deepEqual(rowItem({ ...subarch, kind: 'build' }).icon, { name: 'package' });
	assert.deepEqual(rowItem({ ...subarch, kind: 'arch' }).icon, { name: 'circuit-board' });
});

test('a click opens files with text, and no archives', () => {
	assert.equal(rowItem({ ...subarch, kind: 'file', tags: ['text', 'log'] }).opens, true);
	assert.equal(rowItem({ ...subarch, kind: 'file', tags: ['archive'] }).opens, false);
	const { path: _, ...nowhere } = subarch;
	assert.equal(rowItem({ ...nowhere, kind: 'file', tags: ['text'] }).opens, false);
});

test('a name stays on one line and shows its special characters', () => {
	const item = rowItem({ ...subarch, label: 'a\nb\r\nc', accessibleLabel: 'a\u2028b\u202e\udc80' });
	assert.equal(item.label, String.raw`a\x0ab\x0d\x0ac`);
	assert.equal(item.accessibleLabel, String.raw`a\u2028b\u202e\udc80`);
});

test('every row of every home has an address of its own, whatever its name', () => {
	const ids = ['a/b', 'a\udcff', 'a\udcfe', 'a\\dcff', 'a\\', 'a\n', '', 'a?b', 'a#b', '//a'];
	const addresses = ids.map((id) => JSON.stringify(rowAddress('/home', id)));
	assert.equal(new Set(addresses).size, ids.length);
	assert.notDeepEqual(rowAddress('/home', 'a'), rowAddress('/other', 'a'));
	for (const id of ids) {
		const { path } = rowAddress('/home', id);
		assert.ok(path.isWellFormed() && path.startsWith('/'), JSON.stringify(id));
		assert.doesNotThrow(() => encodeURIComponent(path));
	}
	assert.match(rowAddress('/home', 'x/stage3.tar.xz').path, /\/stage3\.tar\.xz$/);
});
