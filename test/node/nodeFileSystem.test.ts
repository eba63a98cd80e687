/** The disk adapter on deceptive paths: pipes, devices, archives under small files' names, links. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	type PathLike,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { FileError } from '../../server/src/base/fileSystem.ts';
import { toFileError } from '../../server/src/node/nodeError.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { openHasher } from '../../server/src/node/nodeHasher.ts';
import { bytes } from '../support/evilMirror.ts';
import { evilNames } from '../support/evilNames.ts';

const files = openFileSystem();

function folder(t: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'metro-disk-'));
	t.after(() => rmSync(path, { recursive: true, force: true }));
	return path;
}

suite('files that cannot be read whole are refused at once', () => {
	const strange: readonly (readonly [string, (path: string) => void, RegExp])[] = [
		['a pipe that nobody writes to', (path) => spawnSync('mkfifo', [path]), /not a regular file/],
		['a device without end', (path) => symlinkSync('/dev/zero', path), /not a regular file/],
		[
			'an archive of 10 GB',
			(path) => {
				writeFileSync(path, '');
				truncateSync(path, 10 * 2 ** 30);
			},
			/too large to be read whole/,
		],
	];
	for (const [what, make, message] of strange) {
		test(what, { timeout: 10_000 }, async (t) => {
			const path = join(folder(t), 'file');
			make(path);
			await assert.rejects(
				files.read(path),
				(error) => error instanceof FileError && message.test(error.message),
			);
		});
	}

	test('a pipe is not hashed', { timeout: 10_000 }, async (t) => {
		const path = join(folder(t), 'archive.tar.xz');
		spawnSync('mkfifo', [path]);
		await assert.rejects(openHasher().sha256(path, neverAborted), /not a regular file/);
	});
});

suite('nothing is changed through a link', () => {
	const ways: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
		['replace', (path) => files.replace(`${path}/file`, new Uint8Array())],
		['remove', (path) => files.remove(`${path}/file`)],
		['removeTree', (path) => files.removeTree(`${path}/tree`)],
		['link', (path) => files.link('target', `${path}/link`)],
		['makeDirectory', (path) => files.makeDirectory(`${path}/new`)],
		['changeOwner', (path) => files.changeOwner(`${path}/file`, 0, 0)],
	];
	for (const [name, change] of ways) {
		for (const deeper of ['', '/deeper']) {
			test(`${name}: ${deeper === '' ? 'right before' : 'farther up'}`, async (t) => {
				const top = folder(t);
				mkdirSync(`${top}/real/deeper/tree/below`, { recursive: true });
				mkdirSync(`${top}/real/tree/below`, { recursive: true });
				writeFileSync(`${top}/real/file`, 'kept');
				writeFileSync(`${top}/real/deeper/file`, 'kept');
				symlinkSync('real', `${top}/linked`);
				const before = readdirSync(`${top}/real`, { recursive: true }).sort();
				await assert.rejects(change(`${top}/linked${deeper}`), FileError);
				assert.deepEqual(readdirSync(`${top}/real`, { recursive: true }).sort(), before);
				assert.equal(readFileSync(`${top}/real${deeper}/file`, 'utf8'), 'kept');
				// By its real path it can be done.
				if (process.getuid?.() === 0 || name !== 'changeOwner') await change(`${top}/real${deeper}`);
			});
		}
	}
});

suite('a tree is removed with all its contents', () => {
	test('links in it are removed, their targets stay', async (t) => {
		const top = folder(t);
		mkdirSync(`${top}/outside/directory`, { recursive: true });
		writeFileSync(`${top}/outside/directory/file`, '');
		mkdirSync(`${top}/tree/a/b/c`, { recursive: true });
		symlinkSync('../../outside/directory', `${top}/tree/a/directory`);
		symlinkSync('../../outside/directory/file', `${top}/tree/a/file`);
		symlinkSync('..', `${top}/tree/a/b/loop`);
		spawnSync('mkfifo', [`${top}/tree/a/b/pipe`]);
		await files.removeTree(`${top}/tree`);
		assert.deepEqual(readdirSync(top), ['outside']);
		assert.ok(existsSync(`${top}/outside/directory/file`));
	});

	test('names of any bytes are removed', async (t) => {
		const top = folder(t);
		for (const name of evilNames) {
			mkdirSync(bytes(`${top}/tree/${name}/${name}`), { recursive: true });
			writeFileSync(bytes(`${top}/tree/${name}/${name}/${name}`), '');
		}
		await files.removeTree(`${top}/tree`);
		assert.deepEqual(readdirSync(top), []);
	});

	test('two hundred deep', async (t) => {
		const top = folder(t);
		mkdirSync(`${top}/tree/${'d/'.repeat(200)}`, { recursive: true });
		await files.removeTree(`${top}/tree`);
		assert.deepEqual(readdirSync(top), []);
	});

	test('a file or a link in its place stays', async (t) => {
		const top = folder(t);
		mkdirSync(`${top}/real`);
		writeFileSync(`${top}/file`, '');
		symlinkSync('real', `${top}/link`);
		for (const name of ['file', 'link']) await assert.rejects(files.removeTree(`${top}/${name}`), FileError);
		assert.deepEqual(readdirSync(top).sort(), ['file', 'link', 'real']);
	});
});

test('a file is replaced whole, with owner and mode that it had; a link by a file', async (t) => {
	const top = folder(t);
	writeFileSync(`${top}/file`, 'old');
	chmodSync(`${top}/file`, 0o2664);
	const isRoot = process.getuid?.() === 0;
	if (isRoot) chownSync(`${top}/file`, 1234, 5678);
	symlinkSync('file', `${top}/link`);
	await files.replace(`${top}/file`, new TextEncoder().encode('new'));
	await files.replace(`${top}/link`, new TextEncoder().encode('other'));
	assert.equal(readFileSync(`${top}/file`, 'utf8'), 'new');
	const { mode, uid, gid } = statSync(`${top}/file`);
	assert.equal(mode & 0o7777, 0o2664);
	if (isRoot) assert.deepEqual([uid, gid], [1234, 5678]);
	assert.equal(readFileSync(`${top}/link`, 'utf8'), 'other');
	assert.throws(() => readlinkSync(`${top}/link`));
	assert.deepEqual(readdirSync(top).sort(), ['file', 'link']);
});

suite('a server of NFS loses its answer, and the repeated request fails', () => {
	/** Calls do what they are for, then fail as if done before. */
	function losing(t: TestContext, name: 'link' | 'rename', code: string): void {
		const real = promises[name];
		promises[name] = async (from: PathLike, to: PathLike) => {
			await real(from, to);
			throw Object.assign(new Error(code), { code });
		};
		syncBuiltinESMExports();
		t.after(() => {
			promises[name] = real;
			syncBuiltinESMExports();
		});
	}

	test('a file that was linked was created', async (t) => {
		const path = join(folder(t), 'lock');
		losing(t, 'link', 'EEXIST');
		await files.create(path, bytes('mine'));
		assert.equal(readFileSync(path, 'utf8'), 'mine');
		assert.equal(readdirSync(join(path, '..')).length, 1, 'nothing else is left');
		await assert.rejects(files.create(path, bytes('theirs')), /exists/);
		assert.equal(readFileSync(path, 'utf8'), 'mine');
	});

	test('a file that was moved aside was removed', async (t) => {
		const path = join(folder(t), 'lock');
		writeFileSync(path, 'stale');
		losing(t, 'rename', 'ENOENT');
		assert.equal(await files.removeIf(path, () => true), true);
		assert.deepEqual(readdirSync(join(path, '..')), []);
	});
});

test('a stale handle of NFS is a failure that is said, not a missing file', () => {
	const { failure, message } = toFileError(Object.assign(new Error(), { code: 'ESTALE' }), '/mirror/lock');
	assert.deepEqual([failure, message], ['other', '/mirror/lock: stale mount (NFS): mount it again']);
});

test('files are read to the last byte; what is missing is undefined, a directory a failure', async (t) => {
	const top = folder(t);
	for (const size of [0, 1, 5000, 3_000_000]) {
		const content = Buffer.alloc(size, 'ab');
		writeFileSync(`${top}/file`, content);
		const read = await files.read(`${top}/file`);
		assert.ok(read !== undefined && content.equals(read), `${size} bytes`);
	}
	assert.equal(await files.read(`${top}/nothing`), undefined);
	assert.equal(await files.read(`${top}/file/below`), undefined);
	await assert.rejects(
		files.read(top),
		(error) => error instanceof FileError && error.failure === 'is-a-directory',
	);
});
