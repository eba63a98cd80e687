/** The disk keeps the promises of the file system port: names, missing paths, replacement, removal. */
import assert from 'node:assert/strict';
import {
	chmodSync,
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
import { after, before, suite, test } from 'node:test';
import { FileError, type FileFailure } from '../../server/src/base/fileSystem.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';

const files = openFileSystem();
let top = '';

before(() => {
	top = mkdtempSync(join(tmpdir(), 'files-'));
});

after(() => rmSync(top, { recursive: true, force: true }));

function fails(failure: FileFailure) {
	return (error: unknown): boolean => error instanceof FileError && error.failure === failure;
}

suite('names', () => {
	test('are in byte order', async () => {
		const directory = join(top, 'names');
		mkdirSync(directory);
		const names = ['B', 'a', 'a b', "a'b", 'a\nb', '-rf', 'é', '😀', '\ufffd'];
		for (const name of names) writeFileSync(join(directory, name), '');
		const raw = Buffer.concat([Buffer.from(`${directory}/`), Buffer.of(0x66, 0xff, 0x80)]);
		writeFileSync(raw, 'bytes');
		const listed = (await files.list(directory)) ?? [];
		assert.deepEqual(
			listed.map(({ name }) => name),
			['-rf', 'B', 'a', 'a\nb', 'a b', "a'b", 'f\udcff\udc80', 'é', '\ufffd', '😀'],
		);
	});

	test('that are not UTF-8 lead to their file, there and back', async () => {
		const path = `${top}/x\udcff`;
		await files.replace(path, Buffer.from('content'));
		assert.deepEqual(
			readFileSync(Buffer.concat([Buffer.from(`${top}/x`), Buffer.of(0xff)]), 'utf8'),
			'content',
		);
		assert.equal(Buffer.from((await files.read(path)) ?? '').toString(), 'content');
		await files.link(path, `${top}/to\udcff`);
		assert.equal(await files.readLink(`${top}/to\udcff`), path);
		assert.equal(await files.realPath(`${top}/to\udcff`), path);
		await files.remove(`${top}/to\udcff`);
		assert.equal((await files.status(path))?.size, 7);
	});

	test('of 255 bytes work, longer ones are reported as too long', async () => {
		await files.replace(join(top, 'n'.repeat(230)), new Uint8Array());
		writeFileSync(join(top, 'm'.repeat(255)), 'x');
		assert.equal((await files.status(join(top, 'm'.repeat(255))))?.size, 1);
		await assert.rejects(files.status(join(top, 'l'.repeat(256))), fails('name-too-long'));
	});
});

suite('missing files', () => {
	for (const path of ['nowhere', 'nowhere/below', 'file/below']) {
		test(path, async () => {
			writeFileSync(join(top, 'file'), '');
			const full = join(top, path);
			assert.equal(await files.list(full), undefined);
			assert.equal(await files.status(full), undefined);
			assert.equal(await files.read(full), undefined);
			assert.equal(await files.readLink(full), undefined);
			assert.equal(await files.realPath(full), undefined);
			await assert.rejects(files.remove(full), FileError);
		});
	}

	test('a dangling link itself exists', async () => {
		symlinkSync('gone', join(top, 'dangling'));
		assert.equal(await files.status(join(top, 'dangling')), undefined);
		assert.equal((await files.linkStatus(join(top, 'dangling')))?.kind, 'link');
	});

	test('links that lead in a circle', async () => {
		symlinkSync('round', join(top, 'round'));
		await assert.rejects(files.status(join(top, 'round')), fails('loop'));
	});
});

suite('replacing', () => {
	test('keeps permissions, and leaves no temporary file', async () => {
		const directory = join(top, 'replace');
		mkdirSync(directory);
		const path = join(directory, 'a');
		writeFileSync(path, 'old');
		chmodSync(path, 0o640);
		await files.replace(path, Buffer.from('new'));
		assert.equal(readFileSync(path, 'utf8'), 'new');
		assert.equal(lstatSync(path).mode & 0o777, 0o640);
		assert.deepEqual(readdirSync(directory), ['a']);
	});

	test('replaces a link, not what it leads to', async () => {
		writeFileSync(join(top, 'target'), 'precious');
		symlinkSync('target', join(top, 'to-target'));
		await files.replace(join(top, 'to-target'), Buffer.from('new'));
		assert.equal(readFileSync(join(top, 'target'), 'utf8'), 'precious');
		assert.equal(lstatSync(join(top, 'to-target')).isFile(), true);
	});

	test('leaves no temporary file on failure', async () => {
		const directory = join(top, 'taken');
		mkdirSync(join(directory, 'a'), { recursive: true });
		await assert.rejects(files.replace(join(directory, 'a'), Buffer.from('new')), FileError);
		assert.deepEqual(readdirSync(directory), ['a']);
	});
});

suite('removing', () => {
	test('a tree is removed without the targets of its links', async () => {
		mkdirSync(join(top, 'tree/deep'), { recursive: true });
		mkdirSync(join(top, 'kept'));
		writeFileSync(join(top, 'kept/x'), '');
		symlinkSync('../kept', join(top, 'tree/out'));
		await files.removeTree(join(top, 'tree'));
		assert.equal(await files.status(join(top, 'tree')), undefined);
		assert.notEqual(await files.status(join(top, 'kept/x')), undefined);
	});

	test('a link is not removed as a tree, nor a tree as a file', async () => {
		symlinkSync('kept', join(top, 'to-kept'));
		await assert.rejects(files.removeTree(join(top, 'to-kept')), fails('not-a-directory'));
		await assert.rejects(files.remove(join(top, 'kept')), FileError);
		assert.notEqual(await files.status(join(top, 'kept/x')), undefined);
	});
});
