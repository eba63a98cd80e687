/** What help says, kept word by word in test/golden/help. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { commands } from '../../server/src/cli/commands/index.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';
import { assertWholeText } from '../support/wholeText.ts';

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
		test(argv.join(' '), async (t) => {
			const { status, stdout, stderr } = await call(argv);
			assert.deepEqual([status, stderr], [0, '']);
			assertWholeText(t, stdout, `test/golden/help/${file}`);
		});
	}

	test('no help is left of removed commands', () => {
		const kept = readdirSync(join(import.meta.dirname, '../golden/help'));
		assert.deepEqual(
			kept.filter((file) => !lines.has(file)),
			[],
		);
	});
});

suite('every way to request help prints the same', () => {
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

suite('summaries and paragraphs of the help', () => {
	for (const { name, summary, details, options } of commands.values()) {
		test(name, () => {
			for (const line of [summary, ...options.map((option) => option.summary)]) {
				assert.doesNotMatch(line, /\.$|\n/, 'a summary is one line without a full stop');
			}
			for (const text of details) assert.doesNotMatch(text, /\n/, 'a paragraph has no line ends of its own');
		});
	}
});
