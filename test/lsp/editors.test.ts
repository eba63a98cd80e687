/** The server in other editors, configured as docs/editors.md says: Neovim and Emacs, where they are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { programOnPath, runQuietly } from '../../scripts/vscode/processes.ts';
import { type ServerOptions, serverCommands } from '../../server/src/protocol/index.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { serverProgram } from '../support/programs.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');

interface Editor {
	readonly name: string;
	readonly program: string;
	/** What has to be installed on Debian. */
	readonly packages: string;
	/** Arguments with which the program ends well only if it is new enough and has its client. */
	readonly probe: readonly string[];
	/** Where docs/editors.md has the configuration of this very version: the first block in `fence` below each heading. */
	headings(program: string): readonly string[];
	readonly fence: string;
	arguments(init: string): readonly string[];
}

const editors: readonly Editor[] = [
	{
		name: 'Neovim',
		program: 'nvim',
		packages: 'neovim',
		probe: neovimProbe('0.7'),
		headings: (program) => [
			'## Neovim',
			endsWell(program, neovimProbe('0.11')) ? '### Neovim 0.11 and later' : '### Neovim 0.7 to 0.10',
		],
		fence: 'lua',
		arguments: (init) => ['--headless', '-i', 'NONE', '-u', init, '-c', `luafile ${script('neovim.lua')}`],
	},
	{
		name: 'Emacs with Eglot',
		program: 'emacs',
		packages: 'emacs-nox elpa-eglot',
		probe: ['--batch', '--eval', "(progn (require 'package) (package-initialize) (require 'eglot))"],
		headings: () => ['## Emacs with Eglot'],
		fence: 'elisp',
		arguments: () => ['--batch', '-l', script('emacs.el')],
	},
];

/** What an editor shows of a file, as its script writes it. */
interface Report {
	readonly language: string;
	readonly diagnostics: readonly string[];
	/** What is offered at the place. */
	readonly completion: readonly string[];
	readonly hover: string;
	/** Zero-based lines. */
	readonly definitions: readonly number[];
	readonly symbols: readonly string[];
	/** The titles of all fixes, and the text after the first that is an edit. */
	readonly fixes: readonly string[];
	readonly edited: string;
}

/** A file with the place to ask at. */
interface Question {
	readonly file: string;
	readonly content: string;
	readonly line: number;
	readonly character: number;
}

for (const editor of editors) {
	const program = programOnPath([editor.program]);
	if (program === undefined || !endsWell(program, editor.probe)) {
		const message = `${editor.name} is not here (Debian: apt-get install ${editor.packages})`;
		if (process.env.CI === 'true') test(editor.name, () => assert.fail(message));
		else console.log(`not run: ${message}`);
		continue;
	}

	test(`${editor.name}: Metro's configuration`, async (t) => {
		const report = await show(t, editor, program, {
			file: 'etc/builds/funtoo-current/build.conf',
			content: [
				'[section path]',
				'tmp: /var/tmp/metro',
				'work: $[path/tmp]/work',
				'cache:forgotten space',
				'',
			].join('\n'),
			line: 2,
			character: 'work: $[pat'.length,
		});
		assert.equal(report.language, 'metro');
		assert.match(report.diagnostics.join('\n'), /cache: forgotten space/);
		assert.ok(report.completion.includes('path/tmp'), report.completion.join(' '));
		assert.match(report.hover, /^\*\*path\/tmp\*\*/);
		assert.deepEqual(report.definitions, [1]);
		for (const name of ['path', 'tmp', 'work']) assert.ok(report.symbols.includes(name), name);
	});

	test(`${editor.name}: .buildbot`, async (t) => {
		const report = await show(t, editor, program, {
			file: '.buildbot',
			content: [
				'boards = ("corei7", "corei7")',
				'builds = ("funtoo-current",)',
				'arches = ("x86-64bit",)',
				'subarches = boards',
				'stale_days = "3"',
				'',
			].join('\n'),
			line: 3,
			character: 'subarches = boa'.length,
		});
		assert.equal(report.language, 'metro-buildbot');
		assert.match(report.diagnostics.join('\n'), /stale_days/);
		assert.deepEqual(report.definitions, [0]);
		assert.ok(report.symbols.includes('subarches'), report.symbols.join(' '));
		assert.ok(report.fixes.length > 0);
		assert.match(report.edited, /^boards = \("corei7",\)$/m, `${report.fixes.join(', ')}: ${report.edited}`);
	});
}

test('the page lists every option and every command of the server', () => {
	const options: Record<keyof ServerOptions, true> = {
		home: true,
		dialect: true,
		evaluateAs: true,
		inlayHints: true,
		codeLenses: true,
		python: true,
		hosts: true,
		shellcheck: true,
		recordHistory: true,
	};
	const firstColumn = (heading: string): string[] =>
		[...section(heading).matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? '');
	assert.deepEqual(firstColumn('## Settings'), Object.keys(options));
	assert.deepEqual(firstColumn('## Commands'), Object.values(serverCommands));
});

test('JSON on the page is valid', () => {
	const blocks = [...page.matchAll(/^```json\n(.*?)^```$/gms)];
	assert.ok(blocks.length >= 3);
	for (const [, block = ''] of blocks) JSON.parse(block);
});

/** Opens the file in an editor that is configured as the page says with our bundle linked as `metro-language-server`. */
async function show(t: TestContext, editor: Editor, program: string, question: Question): Promise<Report> {
	const { home, write } = await makeMetroHome(t);
	await write(question.file, question.content);
	const init = join(home, 'config', `init.${editor.fence}`);
	await mkdir(join(home, 'config'));
	await writeFile(init, configuration(editor, program));
	const bin = join(home, 'bin');
	await mkdir(bin);
	await symlink(serverProgram, join(bin, 'metro-language-server'));
	const report = join(home, 'report.json');
	await runQuietly(program, editor.arguments(init), {
		cwd: home,
		timeout: 90_000,
		env: {
			...process.env,
			HOME: home,
			XDG_CONFIG_HOME: join(home, 'config'),
			PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
			METRO_INIT: init,
			METRO_REPORT: report,
			METRO_FILE: join(home, question.file),
			METRO_LINE: String(question.line),
			METRO_CHARACTER: String(question.character),
		},
	});
	return JSON.parse(await readFile(report, 'utf8'));
}

function neovimProbe(version: string): readonly string[] {
	const ask = `if has("nvim-${version}") | qa | else | cquit | endif`;
	return ['--headless', '-u', 'NONE', '-i', 'NONE', '-c', ask];
}

function endsWell(program: string, probe: readonly string[]): boolean {
	return spawnSync(program, probe, { timeout: 30_000 }).status === 0;
}

function configuration({ headings, fence }: Editor, program: string): string {
	const block = new RegExp(`^\`\`\`${fence}\n(.*?)^\`\`\`$`, 'ms');
	const blocks = headings(program).map((heading) => {
		const [, text] = block.exec(section(heading)) ?? [];
		assert.ok(text, `docs/editors.md has no configuration below "${heading}"`);
		return text;
	});
	return blocks.join('\n');
}

/** The text of the page from a heading to the next. */
function section(heading: string): string {
	const start = page.indexOf(`\n${heading}\n`);
	assert.notEqual(start, -1, heading);
	const end = page.indexOf('\n##', start + 1);
	return page.slice(start, end < 0 ? undefined : end);
}

function script(name: string): string {
	return join(import.meta.dirname, 'editors', name);
}
