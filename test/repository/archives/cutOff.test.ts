/** Whether an .xz archive is cut off, from its two ends. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { programOnPath } from '../../../scripts/vscode/processes.ts';
import { isCutOffXz, whyCutOff } from '../../../server/src/repository/archives/cutOff.ts';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';

/** What `xz` makes of one line. */
const whole = Buffer.from(
	'/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAGc3RhZ2UzCgAAD5UPXbOR/L4AAR8HFi64cx+2830BAAAAAARZWg==',
	'base64',
);
const other = Buffer.from('x');
const padding = (length: number): Buffer => Buffer.alloc(length);

const isCutOff = (content: Uint8Array): boolean =>
	isCutOffXz(content.subarray(0, 6), content.subarray(Math.max(0, content.length - 4096)));

suite('an .xz file', () => {
	const files: readonly (readonly [string, Uint8Array, boolean])[] = [
		['whole', whole, false],
		['of two streams', Buffer.concat([whole, whole]), false],
		['with padding', Buffer.concat([whole, padding(4)]), false],
		['with padding between streams', Buffer.concat([whole, padding(8), whole, padding(512)]), false],
		['with more padding than is looked at', Buffer.concat([whole, padding(8192)]), false],
		['that is empty', Buffer.alloc(0), true],
		['that another stream begins after', Buffer.concat([whole, whole.subarray(0, 40)]), true],
		['with something else at its end', Buffer.concat([whole, other]), true],
		[
			'whose footer has another checksum',
			Buffer.concat([whole.subarray(0, -12), Buffer.alloc(10, 1), Buffer.from('YZ')]),
			true,
		],
		['that is none', Buffer.from('no archive at all'), false],
		['that is none, and short', other, false],
	];
	for (const [name, content, expected] of files)
		test(`${name}: ${expected ? 'cut off' : 'nothing shows that it is cut off'}`, () =>
			assert.equal(isCutOff(content), expected));

	test('cut off anywhere', () => {
		for (let length = 0; length < whole.length; length++)
			assert.ok(isCutOff(whole.subarray(0, length)), `after ${length} bytes`);
	});

	const skip = programOnPath(['xz']) === undefined ? 'xz is missing' : false;
	test('as xz makes them, with any check and any number of blocks', { skip }, () => {
		const input = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));
		for (const words of [
			['-0'],
			['-9e'],
			['-C', 'none'],
			['-C', 'crc32'],
			['-C', 'sha256'],
			['-T2', '--block-size=65536'],
		]) {
			const made = spawnSync('xz', ['-c', ...words], { input });
			assert.equal(made.status, 0, String(made.stderr));
			assert.ok(!isCutOff(made.stdout), words.join(' '));
			for (const length of [
				5,
				12,
				100,
				made.stdout.length >> 1,
				made.stdout.length - 12,
				made.stdout.length - 1,
			])
				assert.ok(isCutOff(made.stdout.subarray(0, length)), `${words.join(' ')} after ${length} bytes`);
		}
	});
});

test('reads the two ends of a file that is named as one', async () => {
	const files = createMemoryFileSystem();
	const cases: readonly (readonly [string, Uint8Array, boolean])[] = [
		['/a.tar.xz', whole, false],
		['/b.tar.xz', whole.subarray(0, 60), true],
		['/b.txz', whole.subarray(0, 60), true],
		['/b.tar.gz', whole.subarray(0, 60), false],
	];
	for (const [path, content, isCut] of cases) {
		files.put(path, content);
		const reason = await whyCutOff(path, files);
		assert.equal(reason !== undefined, isCut, path);
	}
	assert.equal(await whyCutOff('/gone.tar.xz', files), undefined);
});
