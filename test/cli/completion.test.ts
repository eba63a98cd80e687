/** Completion scripts: what each shell offers at the end of a line, asked of the real shells where they are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { optionsAnywhere } from '../../server/src/cli/arguments/general.ts';
import { commands } from '../../server/src/cli/commands/index.ts';
import { argumentOf } from '../../server/src/cli/completion/completed.ts';
import { type Shell, shells } from '../../server/src/cli/completion/completion.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

const scripts = new Map<Shell, string>();
for (const shell of shells) {
	const { stdout } = await buildrepo(['completion', shell], { files: createMemoryFileSystem() });
	scripts.set(shell, stdout);
}

/** A directory with names that a shell could take amiss. */
const directory = mkdtempSync(join(tmpdir(), 'completion-'));
after(() => rmSync(directory, { recursive: true }));
mkdirSync(join(directory, 'mirror of builds'));
for (const name of ['metro.conf', 'my *.conf', 'clean']) writeFileSync(join(directory, name), '');

const all = [...commands.keys()];
const files = ['clean', 'metro.conf', 'mirror of builds', 'my *.conf'];
const anywhere = optionsAnywhere.map(({ name }) => `--${name}`);

/** The words of a line, the last one incomplete, and what is offered for it. */
const offers: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
	[[''], all],
	[['ind'], ['index.xml']],
	[['zap', 'fa'], ['fails']],
	[['--json', 'ver'], ['verify']],
	[['--'], anywhere],
	[
		['zap', '--'],
		[...anywhere, '--only', '--events'],
	],
	[['forecast', '--nu'], ['--number']],
	[['forecast', '--number', ''], []],
	[
		['--dialect', ''],
		['2015', '2019', '2024', 'auto'],
	],
	[['--dialect', 'a'], ['auto']],
	[['--mirror', ''], ['mirror of builds']],
	[['--config', ''], files],
	[['--config', 'my'], ['my *.conf']],
	[['clean', '--expect', ''], []],
	[['help', 'conf'], ['config']],
	[['completion', ''], [...shells]],
	[['check', 'metro.conf', ''], files],
	[['compress', ''], ['mirror of builds']],
	[['status', ''], []],
];

/** Fish knows only which commands are on the line, not which one the cursor is after. */
const offersBehindTheLast: typeof offers = [
	[['zap', 'fails', '--o'], []],
	[['cmd', 'me'], ['metro.conf']],
	[['cmd', 'metro.conf', 'metro'], []],
	[['cmd', 'metro.conf', 'fai'], ['fails']],
];

function scriptOf(shell: Shell): string {
	return scripts.get(shell) ?? '';
}

/** Runs a program in the directory; what it prints. */
function run(program: string, argv: readonly string[]): string {
	const { status, stdout, stderr } = spawnSync(program, argv, { cwd: directory, encoding: 'utf8' });
	assert.deepEqual([status, stderr], [0, '']);
	return stdout;
}

/** The lines that a program prints, sorted. */
function ask(program: string, argv: readonly string[]): readonly string[] {
	return linesOf(run(program, argv));
}

function linesOf(text: string): readonly string[] {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.sort();
}

function missing(shell: Shell): string | false {
	return spawnSync(shell, ['-c', ':']).error === undefined ? false : `there is no ${shell} here`;
}

test('shells know every placeholder of the table', () => {
	const known = new Map(all.map((name) => [name, argumentOf(commands.get(name) ?? assert.fail())]));
	const usages = [...commands.values()].filter(({ usage }) => usage !== '' && !usage.startsWith('[-'));
	for (const { name, usage } of usages) assert.notEqual(known.get(name), undefined, `${name} ${usage}`);
	assert.ok(usages.length > 4);
});

for (const shell of shells) {
	suite(shell, () => {
		test('every command and option is in the script', () => {
			const script = scriptOf(shell);
			const options = [...commands.values()].flatMap((command) => command.options);
			for (const name of all) assert.ok(script.includes(name), name);
			for (const { name } of [...optionsAnywhere, ...options]) {
				assert.match(script, new RegExp(shell === 'fish' ? `-l ${name}\\b` : `--${name}\\b`));
			}
		});

		test('the shell accepts the script', { skip: missing(shell) }, (t) => {
			const elsewhere = mkdtempSync(join(tmpdir(), 'script-'));
			t.after(() => rmSync(elsewhere, { recursive: true }));
			const path = join(elsewhere, `completion.${shell}`);
			writeFileSync(path, scriptOf(shell));
			assert.deepEqual(ask(shell, ['-n', path]), []);
			writeFileSync(path, `${scriptOf(shell)}if (`);
			assert.notEqual(spawnSync(shell, ['-n', path]).status, 0, 'it would not find a mistake either');
		});
	});
}

suite('what bash offers', { skip: missing('bash') }, () => {
	// Outside of a completion compopt is not to be had.
	const asked = `${scriptOf('bash')}
		compopt() { :; }
		COMP_WORDS=(buildrepo "$@") COMP_CWORD=$#
		_buildrepo
		printf '%s\\n' "\${COMPREPLY[@]}"`;
	const bash = (words: readonly string[]): readonly string[] => ask('bash', ['-c', asked, 'bash', ...words]);
	for (const [words, offered] of [...offers, ...offersBehindTheLast]) {
		test(`buildrepo ${words.join(' ')}`, () => assert.deepEqual(bash(words), [...offered].sort()));
	}
	test('completion works after an equals sign, where bash splits words', () => {
		assert.deepEqual(bash(['--dialect', '=']), ['2015', '2019', '2024', 'auto']);
		assert.deepEqual(bash(['--dialect', '=', '201']), ['2015', '2019']);
	});
	test('for the program and nothing else', () => {
		assert.deepEqual(ask('bash', ['-c', `complete -r\n${scriptOf('bash')}\ncomplete -p`]), [
			'complete -F _buildrepo buildrepo',
		]);
	});
});

suite('what fish offers', { skip: missing('fish') }, () => {
	// All lines in one fish, which takes a second to start.
	let answers: readonly string[] = [];
	before(() => {
		const asked = offers.map(([words]) => {
			const line = ['buildrepo', ...words].join(' ');
			return `complete -C ${JSON.stringify(line)}\nprintf '\\0'`;
		});
		const script = [scriptOf('fish'), ...asked].join('\n');
		answers = run('fish', ['--no-config', '-c', script]).split('\0');
	});
	for (const [index, [words, offered]] of offers.entries()) {
		test(`buildrepo ${words.join(' ')}`, () => {
			// Each with a description; names of files are quoted, directories end in a slash.
			const named = linesOf(answers[index] ?? '').map((offer) =>
				offer.replace(/\t.*/, '').replaceAll(/\\(.)/g, '$1').replace(/\/$/, ''),
			);
			assert.deepEqual(named, [...offered].sort());
		});
	}
});
