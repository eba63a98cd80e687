/** The settings that the language server gets: programs only if the workspace is trusted. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

/** The editor, as far as settings.ts asks it. */
const editor = {
	settings: new Map<string, unknown>(),
	workspace: {
		isTrusted: true,
		getConfiguration: () => ({ get: (name: string) => editor.settings.get(name) }),
	},
};
Object.assign(globalThis, { editor });
registerHooks({
	resolve: (name, context, next) =>
		name === 'vscode'
			? { url: 'data:text/javascript,export const { workspace } = globalThis.editor;', shortCircuit: true }
			: next(name, context),
});
const { chosenProgram, serverOptions } = await import('../../client/src/settings/settings.ts');

const usual = { shellcheck: true, recordHistory: true, inlayHints: true, codeLenses: true };
const untrusted = { ...usual, shellcheck: false, recordHistory: false };

const cases: readonly (readonly [
	what: string,
	settings: Readonly<Record<string, unknown>>,
	trusted: object,
	untrusted: object,
])[] = [
	['nothing', {}, usual, untrusted],
	[
		'a home',
		{ 'metro.home': ' ~/metro ' },
		{ ...usual, home: join(homedir(), 'metro') },
		{ ...untrusted, home: join(homedir(), 'metro') },
	],
	[
		'a dialect',
		{ 'metro.dialect': '2019' },
		{ ...usual, dialect: '2019' },
		{ ...untrusted, dialect: '2019' },
	],
	['no dialect of ours', { 'metro.dialect': 'auto' }, usual, untrusted],
	['a Python', { 'metro.buildbot.python': 'python3' }, { ...usual, python: 'python3' }, untrusted],
	[
		'hosts',
		{ 'metro.hosts': [' beta ', '', 3, 'gamma'] },
		{ ...usual, hosts: ['beta', 'gamma'] },
		{ ...untrusted, hosts: ['beta', 'gamma'] },
	],
	['no ShellCheck', { 'metro.shellcheck': false }, { ...usual, shellcheck: false }, untrusted],
	[
		'no hints, no lenses',
		{ 'metro.inlayHints': false, 'metro.codeLens': false },
		{ shellcheck: true, recordHistory: true, inlayHints: false, codeLenses: false },
		{ shellcheck: false, recordHistory: false, inlayHints: false, codeLenses: false },
	],
	[
		'values of another kind',
		{ 'metro.home': 1, 'metro.buildbot.python': ['x'], 'metro.shellcheck': 'no', 'metro.hosts': 'beta' },
		usual,
		untrusted,
	],
];

for (const [what, settings, trusted, untrusted] of cases) {
	test(`the server gets ${what}`, () => {
		editor.settings = new Map(Object.entries(settings));
		editor.workspace.isTrusted = true;
		assert.deepEqual(serverOptions(), trusted);
		editor.workspace.isTrusted = false;
		assert.deepEqual(serverOptions(), untrusted);
	});
}

test('the program for Metro’s own commands is the one that is set, if any', () => {
	editor.settings = new Map();
	assert.equal(chosenProgram(), undefined);
	editor.settings = new Map([['metro.buildrepo.program', '~/bin/buildrepo']]);
	assert.equal(chosenProgram(), join(homedir(), 'bin/buildrepo'));
});
