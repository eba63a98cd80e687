/** A file that is saved over another one is replaced whole, or stays as it was. */
import assert from 'node:assert/strict';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { replaceFile } from '../../client/src/ui/replaceFile.ts';

function folder(t: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'metro-replace-'));
	t.after(() => rmSync(path, { recursive: true }));
	return path;
}

test('who has opened the old file still reads all of it', async (t) => {
	const path = join(folder(t), 'health.csv');
	writeFileSync(path, 'the old text');
	const reader = await open(path);
	t.after(() => reader.close());
	await replaceFile(path, 'new');
	assert.equal(await reader.readFile('utf8'), 'the old text');
	assert.equal(readFileSync(path, 'utf8'), 'new');
});

test('permissions and links stay', async (t) => {
	const place = folder(t);
	writeFileSync(join(place, 'real.csv'), 'old');
	chmodSync(join(place, 'real.csv'), 0o604);
	symlinkSync('real.csv', join(place, 'link.csv'));
	await replaceFile(join(place, 'link.csv'), 'new');
	assert.ok(lstatSync(join(place, 'link.csv')).isSymbolicLink());
	assert.equal(readFileSync(join(place, 'real.csv'), 'utf8'), 'new');
	assert.equal(statSync(join(place, 'real.csv')).mode & 0o777, 0o604);
	assert.deepEqual(readdirSync(place).sort(), ['link.csv', 'real.csv']);
});

test('what cannot be replaced stays, and nothing is left beside it', async (t) => {
	const place = folder(t);
	mkdirSync(join(place, 'health.csv'));
	await assert.rejects(replaceFile(join(place, 'health.csv'), 'new'));
	assert.deepEqual(readdirSync(place), ['health.csv']);
});
