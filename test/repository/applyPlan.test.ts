import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { FileError } from '../../server/src/base/fileSystem.ts';
import { applyChange, type Change, openChangeRoot } from '../../server/src/repository/index.ts';
import { machine } from '../support/machine.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

const reason = 'a test';

async function apply(files: MemoryFileSystem, change: Change, mirror = '/m', alive = false): Promise<string> {
	const ground = await openChangeRoot(mirror, {
		files,
		...machine(alive ? [77] : []),
		signal: neverAborted,
	});
	assert.ok(ground);
	const outcome = await applyChange(ground, change);
	return 'reason' in outcome ? `${outcome.kind}: ${outcome.reason}` : outcome.kind;
}

function mirror(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/m/b/a/s/2015-02-01/stage3.tar.xz', 'x');
	files.put('/outside/precious', 'x');
	files.putLink('/m/linked', '/outside');
	files.putLink('/m/b/inside', 'a');
	return files;
}

suite('removing', () => {
	test('a directory is removed with its contents; links in it, not their targets', async () => {
		const files = mirror();
		files.putLink('/m/b/a/s/2015-02-01/out', '/outside');
		assert.equal(
			await apply(files, { kind: 'remove-directory', path: '/m/b/a/s/2015-02-01', reason }),
			'done',
		);
		assert.equal(await files.status('/m/b/a/s/2015-02-01'), undefined);
		assert.notEqual(await files.status('/outside/precious'), undefined);
	});

	const refused: readonly (readonly [string, Change, RegExp])[] = [
		['outside', { kind: 'remove-file', path: '/outside/precious', reason }, /is not in the repository/],
		[
			'by dots',
			{ kind: 'remove-file', path: '/m/b/../../outside/precious', reason },
			/is not in the repository/,
		],
		['the mirror itself', { kind: 'remove-directory', path: '/m', reason }, /is not in the repository/],
		['a namesake of the mirror', { kind: 'remove-file', path: '/mm/x', reason }, /is not in the repository/],
		[
			'through a link out',
			{ kind: 'remove-file', path: '/m/linked/precious', reason },
			/leads through a link/,
		],
		[
			'through a link inside',
			{ kind: 'remove-directory', path: '/m/b/inside/s', reason },
			/leads through a link/,
		],
		[
			'a link as a directory',
			{ kind: 'remove-directory', path: '/m/linked', reason },
			/has become something other than a directory/,
		],
		['a directory as a file', { kind: 'remove-file', path: '/m/b', reason }, /has become a directory/],
	];
	for (const [name, change, why] of refused) {
		test(`${name} is refused`, async () => {
			const files = mirror();
			const before = files.dump('/');
			assert.match(await apply(files, change), new RegExp(`^refused: .*${why.source}`));
			assert.deepEqual(files.dump('/'), before);
		});
	}

	test('a file that is already gone is not an error', async () => {
		assert.equal(await apply(mirror(), { kind: 'remove-file', path: '/m/b/x', reason }), 'gone');
		assert.equal(await apply(mirror(), { kind: 'remove-directory', path: '/m/x/y', reason }), 'gone');
	});

	test('the directory stays if a build began meanwhile', async () => {
		const files = mirror();
		files.put('/m/b/a/s/.control/.multi_progress', '77');
		const change: Change = {
			kind: 'remove-directory',
			path: '/m/b/a/s/2015-02-01',
			reason,
			unlessLocked: '/m/b/a/s/.control/.multi_progress',
		};
		assert.match(await apply(files, change, '/m', true), /^refused: .*a build is in progress/);
		assert.equal(await apply(files, change, '/m', false), 'done');
	});

	test('a read-only mirror is a failure that names the path', async () => {
		const files = mirror();
		files.makeReadOnly();
		assert.match(
			await apply(files, { kind: 'remove-directory', path: '/m/b/a/s/2015-02-01', reason }),
			/^failed: \/m\/b\/a\/s\/2015-02-01: read-only/,
		);
	});
});

suite('a mirror that is a link', () => {
	for (const written of ['/way', '/way/', '/m//']) {
		test(`written as ${written}`, async () => {
			const files = mirror();
			files.putLink('/way', '/m');
			const path = `${written}/b/a/s/2015-02-01`;
			assert.equal(await apply(files, { kind: 'remove-directory', path, reason }, written), 'done');
			const out = `${written}/linked/precious`;
			assert.match(await apply(files, { kind: 'remove-file', path: out, reason }, written), /^refused/);
		});
	}

	test('that does not exist is refused', async () => {
		const world = { files: mirror(), ...machine(), signal: neverAborted };
		assert.equal(await openChangeRoot('/nowhere', world), undefined);
	});
});

suite('writing', () => {
	const content = new TextEncoder().encode('new');

	test('a file is replaced; a link in its place is not followed', async () => {
		const files = mirror();
		files.putLink('/m/index.xml', '/outside/precious');
		assert.equal(await apply(files, { kind: 'write-file', path: '/m/index.xml', content, reason }), 'done');
		assert.equal((await files.linkStatus('/m/index.xml'))?.kind, 'file');
		assert.equal(files.dump('/outside').get('precious'), `file ${Buffer.from('x').toString('base64')}`);
	});

	test('index.xml is written where its link leads, also where nothing is yet; other links stay in the mirror', async () => {
		const cases: readonly (readonly [target: string, throughLink: boolean, written: string])[] = [
			['/outside/precious', true, '/outside/precious'],
			['../outside/new', true, '/outside/new'],
			['/nowhere/new', true, '/m/index.xml'],
			['/outside', true, '/m/index.xml'],
			['/outside/new', false, '/m/index.xml'],
			['b/a/s/2015-02-01/stage3.tar.xz', false, '/m/b/a/s/2015-02-01/stage3.tar.xz'],
		];
		for (const [target, throughLink, written] of cases) {
			const files = mirror();
			files.putLink('/m/index.xml', target);
			const change: Change = { kind: 'write-file', path: '/m/index.xml', content, reason };
			assert.equal(await apply(files, throughLink ? { ...change, throughLink } : change), 'done');
			const isThrough = written !== '/m/index.xml';
			assert.equal((await files.linkStatus('/m/index.xml'))?.kind, isThrough ? 'link' : 'file', target);
			assert.deepEqual(await files.read(written), content, target);
		}
	});

	test('nothing is written outside, nor through a link', async () => {
		const files = mirror();
		for (const path of ['/outside/new', '/m/linked/new', '/m/b/inside/new']) {
			assert.match(await apply(files, { kind: 'write-file', path, content, reason }), /^refused/);
		}
		assert.equal(await files.status('/outside/new'), undefined);
	});

	test('a link replaces a link, never a directory', async () => {
		const files = mirror();
		assert.equal(await apply(files, { kind: 'make-link', path: '/m/linked', target: 'b', reason }), 'done');
		assert.equal(await files.readLink('/m/linked'), 'b');
		assert.match(await apply(files, { kind: 'make-link', path: '/m/b', target: 'x', reason }), /^failed/);
	});
});

test('a cancelled change does not start', async () => {
	const files = mirror();
	const ground = await openChangeRoot('/m', { files, ...machine(), signal: AbortSignal.abort() });
	assert.ok(ground);
	const change: Change = { kind: 'remove-directory', path: '/m/b/a/s/2015-02-01', reason };
	await assert.rejects(applyChange(ground, change), { name: 'AbortError' });
	assert.notEqual(await files.status('/m/b/a/s/2015-02-01'), undefined);
});

suite('making a directory', () => {
	const change: Change = { kind: 'make-directory', path: '/m/b/a/s/.control', reason };

	test('one that is there is left as it is; something else is not taken for one', async () => {
		const files = mirror();
		assert.equal(await apply(files, change), 'done');
		assert.equal(await apply(files, change), 'done');
		files.putLink('/m/b/a/t', '/nowhere');
		assert.match(await apply(files, { ...change, path: '/m/b/a/t' }), /exists and is not a directory/);
	});

	test('one that another machine has just made may not be seen here yet', async () => {
		const files = mirror();
		files.makeDirectory = (path) => Promise.reject(new FileError('exists', path, `${path}: exists already`));
		assert.equal(await apply(files, change), 'done');
	});
});
