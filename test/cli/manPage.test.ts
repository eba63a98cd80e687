/** The manual page: everything of the command table is in it, and troff has nothing to complain about. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { generalOptions, helpOption } from '../../server/src/cli/arguments/general.ts';
import type { Command } from '../../server/src/cli/command.ts';
import { commands } from '../../server/src/cli/commands/index.ts';
import { manPage } from '../../server/src/cli/help/manPage.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

const { stdout: page } = await buildrepo(['man'], { files: createMemoryFileSystem() });
const lines = page.trimEnd().split('\n');
const groff = spawnSync('groff', ['--version']).error === undefined ? false : 'there is no groff here';

/** Text as troff gives it back. */
function typed(text: string): string {
	return text
		.replaceAll('\\-', '-')
		.replaceAll('\\(ti', '~')
		.replaceAll(/\\f[BIR]|\\&/g, '')
		.replaceAll('\\e', '\\');
}

/** The page as a terminal shows it, on lines so wide that none is broken. */
function shown(source: string): { readonly text: string; readonly complaints: string } {
	const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tascii', '-P-c', '-P-bou', '-rLL=2000n'], {
		input: source,
		encoding: 'utf8',
	});
	return { text: stdout, complaints: stderr };
}

suite('manual page', () => {
	test('is of section 1, its sections in the order of manual pages', () => {
		assert.match(lines[0] ?? '', /^\.TH BUILDREPO 1 /);
		const headings = lines.filter((line) => line.startsWith('.SH ')).map((line) => line.slice(4));
		assert.deepEqual(headings, [
			'NAME',
			'SYNOPSIS',
			'DESCRIPTION',
			`"METRO'S OWN COMMANDS"`,
			'"FURTHER COMMANDS"',
			'OPTIONS',
			'"EXIT STATUS"',
			'ENVIRONMENT',
			'FILES',
		]);
		assert.match(lines[2] ?? '', /^buildrepo \\- /);
	});

	test('uses few requests, closes its indents, and has no empty line', () => {
		const known = new Set(['TH', 'SH', 'TP', 'IP', 'B', 'RS', 'RE']);
		const requests = lines.flatMap((line) => /^[.'](\S*)/.exec(line)?.[1] ?? []);
		assert.deepEqual(
			requests.filter((request) => !known.has(request)),
			[],
		);
		const count = (name: string): number => requests.filter((request) => request === name).length;
		assert.equal(count('RS'), count('RE'));
		assert.ok(lines.every((line) => line.trim() !== ''));
	});

	test('has every command, option and paragraph of the table', () => {
		const texts = new Set(lines.map(typed));
		const options = [...generalOptions, helpOption];
		for (const command of commands.values()) {
			assert.ok(texts.has(`${command.name} ${command.usage}`.trim()), command.name);
			for (const text of command.details) assert.ok(texts.has(text), text);
			options.push(...command.options);
		}
		for (const { name, value = '' } of options) {
			assert.ok(
				[...texts].some((text) => text.endsWith(`--${name} ${value}`.trim())),
				name,
			);
		}
	});

	test('is formatted without a warning', { skip: groff }, () => {
		const { text, complaints } = shown(page);
		assert.equal(complaints, '');
		assert.match(text, /buildrepo - maintain a repository of Metro builds/);
		assert.match(text, /Reads ~\/\.metro and ~\/\.buildbot/);
	});

	test('returns any text unchanged', { skip: groff }, () => {
		const odd = String.raw`.so /etc/passwd "quoted" 'single' \fB back\slash ~user ^hat --dash 50% \n(.s`;
		const command: Command = {
			name: '.odd',
			family: 'extended',
			usage: "'[X-Y]'",
			summary: odd,
			details: [odd, `'${odd}`],
			exitStatus: '0',
			options: [{ name: 'odd', value: '\\*X', summary: odd }],
			run: async () => 0,
		};
		const { text, complaints } = shown(manPage([command]));
		assert.equal(complaints, '');
		// The summary becomes a sentence, as everywhere.
		assert.equal(text.split(odd).length - 1, 4, text);
		assert.ok(text.includes(".odd '[X-Y]'") && text.includes('--odd \\*X'), text);
	});
});
