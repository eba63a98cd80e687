/** Removing a directory: it stops at mount points, leaves nothing that looks whole, and keeps what others put in its way. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { FileError } from '../../server/src/base/fileSystem.ts';
import { isRemovalName } from '../../server/src/base/temporaryName.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';

const adapter = join(import.meta.dirname, '../../server/src/node/nodeFileSystem.ts');
const files = openFileSystem();

function folder(t: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'metro-remove-'));
	t.after(() => rmSync(path, { recursive: true, force: true }));
	return path;
}

/** Removes `path` in a separate process, after `prepare` ran in a separate mount namespace. */
function removeMounted(prepare: string, path: string) {
	const script = `const { openFileSystem } = await import(${JSON.stringify(adapter)});
try { await openFileSystem().removeTree(${JSON.stringify(path)}); console.log('removed'); }
catch (error) { console.log(error.failure, error.message); }`;
	const shell = `${prepare} && exec "$0" --input-type=module -e "$1"`;
	return spawnSync(
		'unshare',
		['-m', '--propagation', 'private', 'sh', '-ec', shell, process.execPath, script],
		{
			encoding: 'utf8',
		},
	);
}

function canMount(): boolean {
	return process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
}

suite('a directory in which something is mounted stays as it is', {
	skip: canMount() ? false : 'only root may mount',
}, () => {
	const ways: readonly (readonly [what: string, mount: (top: string) => string])[] = [
		['a directory', (top) => `mount --bind '${top}/outside' '${top}/tree/a/b'`],
		['a file', (top) => `mount --bind '${top}/outside/file' '${top}/tree/a/file'`],
		['the directory itself', (top) => `mount --bind '${top}/outside' '${top}/tree'`],
		['another file system', (top) => `mount -t tmpfs none '${top}/tree/a/b'`],
		['under a name with a space', (top) => `mount --bind '${top}/outside' '${top}/tree/a/sp ace'`],
	];
	for (const [what, mount] of ways) {
		test(what, (t) => {
			const top = folder(t);
			mkdirSync(`${top}/outside`);
			mkdirSync(`${top}/tree/a/b`, { recursive: true });
			mkdirSync(`${top}/tree/a/sp ace`);
			for (const path of ['outside/file', 'tree/a/file', 'tree/first']) writeFileSync(`${top}/${path}`, 'x');
			const before = readdirSync(top, { recursive: true }).sort();
			const { stdout, stderr } = removeMounted(mount(top), `${top}/tree`);
			assert.match(stdout, /^mounted .*\/tree: something is mounted at .*: unmount it first\n$/, stderr);
			assert.deepEqual(readdirSync(top, { recursive: true }).sort(), before);
		});
	}

	test('a mount beside it makes no difference', (t) => {
		const top = folder(t);
		for (const name of ['outside', 'tree', 'tree2']) mkdirSync(`${top}/${name}`);
		const { stdout } = removeMounted(`mount --bind '${top}/outside' '${top}/tree2'`, `${top}/tree`);
		assert.equal(stdout, 'removed\n');
		assert.deepEqual(readdirSync(top).sort(), ['outside', 'tree2']);
	});
});

test('a killed removal leaves nothing under the old name, and is finished later', async (t) => {
	const top = folder(t);
	mkdirSync(`${top}/2015-02-01`);
	writeFileSync(`${top}/2015-02-01/status`, 'ok');
	for (let i = 0; i < 2000; i++) writeFileSync(`${top}/2015-02-01/file${i}`, '');
	// The process ends as soon as the first file is gone.
	const script = `const fs = await import('node:fs/promises');
const { openFileSystem } = await import(${JSON.stringify(adapter)});
setInterval(() => {
	const [name] = process.getBuiltinModule('fs').readdirSync(${JSON.stringify(top)});
	if (name !== '2015-02-01') process.kill(process.pid, 'SIGKILL');
}, 0);
await openFileSystem().removeTree(${JSON.stringify(`${top}/2015-02-01`)});`;
	spawnSync(process.execPath, ['--input-type=module', '-e', script]);
	const left = readdirSync(top);
	assert.ok(left.length === 0 || (left.length === 1 && isRemovalName(left[0] ?? '')), left.join());
	for (const name of left) await files.removeTree(`${top}/${name}`);
	assert.deepEqual(readdirSync(top), []);
});

test('two removals of the same deep tree at once leave nothing, and free each byte once', async (t) => {
	const top = folder(t);
	for (let round = 0; round < 12; round++) {
		const tree = `${top}/.buildrepo-removing-${round}`;
		const levels = Array.from({ length: 40 }, (_, level) => `d${level}`);
		for (const branch of ['a', 'b']) {
			mkdirSync(join(tree, branch, ...levels), { recursive: true });
			for (const [level] of levels.entries())
				writeFileSync(join(tree, branch, ...levels.slice(0, level), 'file'), 'x');
		}
		const use = [tree, ...readdirSync(tree, { recursive: true }).map((name) => join(tree, String(name)))]
			.map((path) => lstatSync(path).blocks * 512)
			.reduce((sum, bytes) => sum + bytes, 0);
		// The slower one may find nothing any more, whichever that is.
		const removals = [1, 2].map(() => files.removeTree(tree).catch(noneIfMissing));
		const freed = await Promise.all(removals);
		assert.deepEqual(readdirSync(top), []);
		assert.equal(
			freed.reduce((sum, bytes) => sum + bytes, 0),
			use,
		);
	}
});

function noneIfMissing(error: unknown): number {
	if (error instanceof FileError && error.failure === 'missing') return 0;
	throw error;
}

test('a directory that another process fills without end is given up', async (t) => {
	const top = folder(t);
	const tree = `${top}/.buildrepo-removing-0a`;
	mkdirSync(tree);
	writeFileSync(`${tree}/file`, 'x');
	const script = `const { writeFileSync } = process.getBuiltinModule('fs');
for (let i = 0; ; i++) try { writeFileSync(${JSON.stringify(tree)} + '/again' + i, ''); } catch { break; }`;
	const writer = spawn(process.execPath, ['--input-type=module', '-e', script]);
	t.after(() => writer.kill('SIGKILL'));
	// It may win between two files; that it ends is what counts.
	await files.removeTree(tree).catch((error: unknown) => assert.ok(error instanceof FileError));
});

suite('removing a file only if it is unchanged', () => {
	const textIs = (expected: string) => (content: Uint8Array) => Buffer.from(content).toString() === expected;

	test('an unchanged file is removed, any other stays', async (t) => {
		const path = `${folder(t)}/lock`;
		writeFileSync(path, 'stale');
		assert.equal(await files.removeIf(path, textIs('other')), false);
		assert.equal(readFileSync(path, 'utf8'), 'stale');
		assert.equal(await files.removeIf(path, textIs('stale')), true);
		assert.deepEqual(readdirSync(join(path, '..')), []);
	});

	const replacements: readonly (readonly [what: string, put: (path: string) => void])[] = [
		['a pipe', (path) => execFileSync('mkfifo', [path])],
		['a directory', (path) => mkdirSync(path)],
		['a link to nothing', (path) => symlinkSync('/nowhere', path)],
	];
	for (const [what, put] of replacements) {
		test(`what becomes ${what} between the checks stays where it is`, { timeout: 20_000 }, async (t) => {
			const path = `${folder(t)}/lock`;
			writeFileSync(path, 'stale');
			const mayGo = (): boolean => {
				rmSync(path);
				put(path);
				return true;
			};
			await assert.rejects(files.removeIf(path, mayGo), FileError);
			assert.deepEqual(readdirSync(join(path, '..')), ['lock']);
			await assert.rejects(
				files.removeIf(path, () => true),
				FileError,
			);
			assert.deepEqual(readdirSync(join(path, '..')), ['lock']);
		});
	}

	test('a file that another process creates between the checks is put back, hundreds of times', async (t) => {
		const path = `${folder(t)}/lock`;
		for (let round = 0; round < 300; round++) {
			writeFileSync(path, 'stale');
			let looks = 0;
			const mayGo = (content: Uint8Array): boolean => {
				const isStale = textIs('stale')(content);
				// The other process starts right after the first look.
				if (++looks === 1) {
					rmSync(path);
					writeFileSync(path, `live ${round}`);
				}
				return isStale;
			};
			assert.equal(await files.removeIf(path, mayGo), false);
			assert.equal(readFileSync(path, 'utf8'), `live ${round}`);
		}
		assert.deepEqual(readdirSync(join(path, '..')), ['lock']);
	});
});
