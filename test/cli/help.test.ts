/** What help says, kept word by word in test/golden/help. `UPDATE_GOLDEN=1` writes it anew. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { commands } from '../../server/src/cli/commands/index.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const folder = join(import.meta.dirname, '../golden/help');
const updates = process.env.UPDATE_GOLDEN === '1';
const remedy = 'UPDATE_GOLDEN=1 node --test test/cli/help.test.ts';

/** The line that asks for help, by the name of the file that holds it. */
const lines = new Map<string, readonly string[]>([
	['buildrepo.txt', ['--help']],
	...[...commands.keys()].map((name) => [`${name}.txt`, [name, '--help']] as const),
]);

function call(argv: readonly string[]): Promise<Outcome> {
	return buildrepo(argv, { files: createMemoryFileSystem() });
}

suite('help, word by word', () => {
	for (const [file, argv] of lines) {
		test(argv.join(' '), async () => {
			const { status, stdout, stderr } = await call(argv);
			assert.deepEqual([status, stderr], [0, '']);
			const path = join(folder, file);
			if (updates) {
				mkdirSync(folder, { recursive: true });
				writeFileSync(path, stdout);
			}
			assert.ok(existsSync(path), `test/golden/help/${file} is missing: make it with ${remedy}`);
			assert.equal(stdout, readFileSync(path, 'utf8'), `if that is meant: ${remedy}`);
		});
	}

	test('nothing is kept of commands that are gone', () => {
		const gone = readdirSync(folder).filter((file) => !lines.has(file));
		if (updates) for (const file of gone) rmSync(join(folder, file));
		else assert.deepEqual(gone, [], remedy);
	});
});

suite('every way of asking gives the same', () => {
	const command = 'forecast';
	for (const argv of [
		['help', command],
		[command, '-h'],
		['--help', command],
	]) {
		test(argv.join(' '), async () => assert.deepEqual(await call(argv), await call([command, '--help'])));
	}
	test('help', async () => assert.deepEqual(await call(['help']), await call(['-h'])));
});

suite('what help says can be read', () => {
	for (const { name, summary, details, options } of commands.values()) {
		test(name, () => {
			for (const line of [summary, ...options.map((option) => option.summary)]) {
				assert.doesNotMatch(line, /\.$|\n/, 'a summary is one line without a full stop');
			}
			for (const text of details) assert.doesNotMatch(text, /\n/, 'a paragraph has no line ends of its own');
		});
	}
});
