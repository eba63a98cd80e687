/** Compares the commands, menus, views and texts in package.json with the code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandIds } from '../client/src/commands/commandIds.ts';
import { contextKeys } from '../client/src/ui/contextKeys.ts';
import type { RowKind, SetupState } from '../server/src/protocol/index.ts';
import { createDirectoryCommand } from '../server/src/protocol/index.ts';
import { assertNone } from './support/assertNone.ts';
import { assertSame, clientText, contributes, root, steps } from './support/manifest.ts';

/** Every `when` and `enablement` clause, with its place. */
const clauses: readonly (readonly [string, string])[] = [
	...contributes.commands.map(({ command, enablement }) => [command, enablement] as const),
	...Object.entries(contributes.menus).flatMap(([menu, items]) =>
		items.map(({ command, when }) => [`${menu} ${command}`, when] as const),
	),
	...contributes.views.metro.map(({ id, when }) => [id, when] as const),
	...contributes.viewsWelcome.map(({ contents, when }) => [contents, when] as const),
	...steps.map(({ description, when }) => [description, when] as const),
	...steps.flatMap(({ completionEvents }) =>
		completionEvents
			.filter((event) => event.startsWith('onContext:'))
			.map((event) => [event, event.slice('onContext:'.length)] as const),
	),
].flatMap(([place, clause]) => (clause === undefined ? [] : [[place, clause] as const]));

/** The keys in a clause: what is left without regular expressions, strings, operators and values. */
function keysOf(clause: string): string[] {
	return clause
		.replace(/=~\s*\/[^/]*\//g, '')
		.replace(/[!=]=\s*(?:'[^']*'|[\w./-]+)/g, '')
		.split(/&&|\|\||[!()\s]+/)
		.filter((word) => word !== '' && word !== 'in');
}

/** Commands of ours that a text links to. */
function linkedCommands(text: string): string[] {
	return [...text.matchAll(/\(command:(metro\.[\w.]+)/g)].map((match) => match[1] ?? '');
}

test('commands in the manifest are the commands in the code', () => {
	assertSame(
		contributes.commands.map(({ command }) => command),
		Object.values(commandIds),
		'contributes.commands of package.json',
		'client/src/commands/commandIds.ts',
	);
});

test('every command has a title without prefix, under the category Metro', () => {
	for (const { command, title, category } of contributes.commands) {
		assert.equal(category, 'Metro', `${command}: set its category to Metro`);
		assert.match(
			title,
			/^(?!Metro)\S.*[^.]$/,
			`${command}: its title starts without “Metro” and ends without a full stop`,
		);
	}
	const titles = contributes.commands.map(({ title }) => title);
	assert.equal(new Set(titles).size, titles.length, 'two commands with one title');
});

test('a step of the walkthrough is ticked by what there is then, never by a command that may have done nothing', () => {
	for (const { description, completionEvents } of steps)
		for (const event of completionEvents)
			assert.match(event, /^(?:onContext|onLanguage|onView):/, description);
});

test('menus, welcome texts and walkthrough name only commands that exist', () => {
	const known = new Set<string>([...Object.values<string>(commandIds), 'metro.repository.focus']);
	const named = [
		...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
		...contributes.viewsWelcome.flatMap(({ contents }) => linkedCommands(contents)),
		...steps.flatMap(({ description }) => linkedCommands(description)),
	];
	assert.ok(named.length > 30);
	assertNone(
		named.filter((command) => !known.has(command)),
		'package.json names commands that client/src/commands/commandIds.ts does not have. Correct or remove:',
	);
});

test('every command can be reached: from the palette, or else from a menu or the code', () => {
	const hidden = new Set(
		(contributes.menus.commandPalette ?? [])
			.filter(({ when }) => when === 'false')
			.map(({ command }) => command),
	);
	const inMenus = new Set(
		Object.entries(contributes.menus)
			.filter(([menu]) => menu !== 'commandPalette')
			.flatMap(([, items]) => items.map(({ command }) => command)),
	);
	for (const [name, id] of Object.entries(commandIds)) {
		const inCode = new RegExp(`(?:command|path): commandIds\\.${name}\\b`).test(clientText);
		// The server sends this one with its code lenses.
		const offered = inCode || name === 'showReferences';
		assert.ok(
			!hidden.has(id) || inMenus.has(id) || offered,
			`${id} is hidden from the palette, and nothing else offers it: put it into a menu of package.json`,
		);
	}
});

const asking: readonly string[] = [
	commandIds.stopBuild,
	commandIds.showTerminal,
	commandIds.manageSubarch,
	commandIds.buildHere,
	commandIds.buildElsewhere,
	commandIds.stopBuilding,
	commandIds.addBuildOrArch,
];

test('only commands that need a row or other arguments are hidden from the palette', () => {
	const rowOnly = Object.entries(contributes.menus)
		.filter(([menu]) => menu === 'view/item/context')
		.flatMap(([, items]) => items.map(({ command }) => command));
	const hidden = (contributes.menus.commandPalette ?? [])
		.filter(({ when }) => when === 'false')
		.map(({ command }) => command);
	assert.deepEqual(
		hidden.toSorted(),
		[
			...new Set([
				...rowOnly,
				commandIds.addToMetro,
				commandIds.showInTree,
				commandIds.showMore,
				commandIds.showReferences,
				commandIds.openProblemPage,
				commandIds.openTerminalIn,
			]),
		]
			// Without a row, these ask which one is meant.
			.filter((command) => !asking.includes(command))
			.toSorted(),
	);
});

test('commands that run or write are disabled in Restricted Mode', () => {
	const runs: readonly string[] = [
		commandIds.runNextBuild,
		commandIds.buildThis,
		commandIds.runBuilds,
		commandIds.stopAfterThis,
		commandIds.releaseLock,
		commandIds.stopBuild,
		commandIds.createDirectory,
		commandIds.createDirectories,
		commandIds.createRepository,
		commandIds.zapFailcounts,
		commandIds.zapFailcount,
		commandIds.generateDigests,
		commandIds.verifyDigests,
		commandIds.uploadBuilds,
		commandIds.uploadRows,
		commandIds.writeIndexXml,
		commandIds.publish,
		commandIds.maintainRepository,
		commandIds.createMetro,
		commandIds.createBuildbot,
		commandIds.createBuildbotFromMirror,
		commandIds.manageSubarch,
		commandIds.buildHere,
		commandIds.buildElsewhere,
		commandIds.stopBuilding,
		commandIds.addBuildOrArch,
		commandIds.addToMetro,
		commandIds.openTerminalIn,
	];
	for (const { command, enablement } of contributes.commands) {
		const guarded =
			/\bisWorkspaceTrusted\b/.test(enablement ?? '') && !enablement?.includes('!isWorkspaceTrusted');
		assert.equal(
			guarded,
			runs.includes(command),
			`${command}: if it runs a program or writes, add it to \`runs\` in this test and give it "enablement": "isWorkspaceTrusted" in package.json`,
		);
	}
});

test('inline and title bar commands have an icon', () => {
	const withIcon = new Set(
		contributes.commands.filter(({ icon }) => icon !== undefined).map(({ command }) => command),
	);
	for (const [menu, items] of Object.entries(contributes.menus)) {
		for (const { command, group } of items) {
			const asIcon =
				group?.startsWith('inline') || (menu.endsWith('/title') && group?.startsWith('navigation'));
			if (asIcon)
				assert.ok(
					withIcon.has(command),
					`${command} is shown as an icon in ${menu}: give it an icon in package.json`,
				);
		}
	}
});

test('when clauses use only keys that the code sets', () => {
	const ofTheEditor = [
		'isWorkspaceTrusted',
		'isWeb',
		'remoteName',
		'resourceScheme',
		'resourceLangId',
		'view',
		'viewItem',
		'activeWebviewPanelId',
		'false',
	];
	const known = new Set<string>([...Object.values(contextKeys), ...ofTheEditor]);
	assert.ok(clauses.length > 30);
	const strange = clauses.flatMap(([place, clause]) =>
		keysOf(clause)
			.filter((key) => !known.has(key))
			.map((key) => `${place}: ${key}`),
	);
	assertNone(
		strange,
		'Clauses in package.json use keys that nothing sets. Add them to client/src/ui/contextKeys.ts, or correct them:',
	);
	for (const name of Object.keys(contextKeys)) {
		assert.match(
			clientText,
			new RegExp(`(?:'setContext',\\s*|\\btick\\()contextKeys\\.${name}\\b`),
			`contextKeys.${name} is never set by the client: set it, or remove it`,
		);
	}
});

test('row menus test only for words that rows have', () => {
	const kinds: Readonly<Record<RowKind, true>> = {
		build: true,
		group: true,
		arch: true,
		subarch: true,
		'dated-build': true,
		file: true,
		snapshots: true,
		snapshot: true,
		more: true,
	};
	const rows = [
		...['rows.ts', 'fileRows.ts', 'missingRows.ts'].map((file) => `server/src/features/repository/${file}`),
		// The client knows which builds it runs.
		'client/src/view/rowItem.ts',
	]
		.map((file) => readFileSync(join(root, file), 'utf8'))
		.join('\n');
	const asked = clauses.flatMap(([place, clause]) =>
		[...clause.matchAll(/(?:viewItem|metro\.detailsItem) =~ \/,\(?([^/)]*)\)?,\//g)].flatMap(
			([, words = '']) => words.split('|').map((word) => [place, word] as const),
		),
	);
	assert.ok(asked.length > 10);
	for (const [place, word] of asked) {
		const known = word in kinds || word === 'path' || word === 'incomplete' || rows.includes(`'${word}'`);
		assert.ok(
			known,
			`${place} in package.json tests for "${word}", a word that no row has (server/src/features/repository/*ows.ts, client/src/view/rowItem.ts)`,
		);
	}
});

test('every state has a welcome text, and so has Restricted Mode', () => {
	const states: Readonly<Record<Exclude<SetupState, 'ready'> | 'server-failed', true>> = {
		loading: true,
		'no-metro': true,
		'bad-metro': true,
		'no-buildbot': true,
		'bad-buildbot': true,
		'no-mirror': true,
		'bad-mirror': true,
		empty: true,
		'server-failed': true,
	};
	assert.deepEqual(
		contributes.viewsWelcome.map(({ when }) => when).toSorted(),
		[
			...Object.keys(states).map((state) => `${contextKeys.state} == ${state}`),
			'!isWorkspaceTrusted',
		].toSorted(),
	);
	for (const { view, when, contents } of contributes.viewsWelcome) {
		assert.equal(view, 'metro.repository');
		// All but the moment of reading offer a next step.
		assert.equal(/\]\(command:/.test(contents), !when.endsWith('loading'), when);
	}
});

test('the views in the manifest are the views in the code', () => {
	for (const { id } of contributes.views.metro)
		assert.ok(
			clientText.includes(`'${id}'`),
			`the client creates no view ${id}: create it in client/src/view/, or remove it from package.json`,
		);
});

test("the command that a quick fix runs is the client's", () => {
	assert.equal(createDirectoryCommand, commandIds.createDirectory);
});
