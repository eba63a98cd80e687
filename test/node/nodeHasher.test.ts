import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { FileError } from '../../server/src/base/fileSystem.ts';
import { openHasher } from '../../server/src/node/nodeHasher.ts';

const hasher = openHasher();
let top = '';

before(() => {
	top = mkdtempSync(join(tmpdir(), 'hashes-'));
});

after(() => rmSync(top, { recursive: true, force: true }));

test('files of all sizes, several at a time', async () => {
	const sizes = [0, 1, 1 << 20, (1 << 20) + 1, 5_000_000];
	const wanted = sizes.map((size, i) => {
		const content = Buffer.alloc(size, i + 1);
		writeFileSync(join(top, String(size)), content);
		return createHash('sha256').update(content).digest('hex');
	});
	const got = await Promise.all(sizes.map((size) => hasher.sha256(join(top, String(size)), neverAborted)));
	assert.deepEqual(got, wanted);
	assert.ok(hasher.parallelism >= 1);
});

test('a name that is not UTF-8', async () => {
	writeFileSync(Buffer.concat([Buffer.from(`${top}/x`), Buffer.of(0xff)]), '');
	const digest = await hasher.sha256(`${top}/x\udcff`, neverAborted);
	assert.equal(digest, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('a missing file is undefined, a directory is an error', async () => {
	assert.equal(await hasher.sha256(join(top, 'nowhere'), neverAborted), undefined);
	mkdirSync(join(top, 'directory'));
	await assert.rejects(hasher.sha256(join(top, 'directory'), neverAborted), FileError);
});

test('cancelling ends a hash, and the hasher goes on working', async () => {
	writeFileSync(join(top, 'big'), Buffer.alloc(300_000_000));
	const abort = new AbortController();
	const hashing = hasher.sha256(join(top, 'big'), abort.signal);
	abort.abort();
	await assert.rejects(hashing, { name: 'AbortError' });
	rmSync(join(top, 'big'));
	writeFileSync(join(top, 'small'), 'x');
	const digest = await hasher.sha256(join(top, 'small'), neverAborted);
	assert.equal(digest, createHash('sha256').update('x').digest('hex'));
});
