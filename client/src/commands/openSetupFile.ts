/** Open .metro and Open .buildbot: show the two files of a set-up, or say that one is not there. */

import { stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { commands, type DocumentSymbol, type Range, SnippetString, Uri, window } from 'vscode';
import type { FilePlace } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { createBuildbotOffer, createMetroOffer } from '../setups/setupProblem.ts';
import type { Offer } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import { chooseHomeOffer } from '../ui/offers.ts';
import { openPath, openPlace } from '../ui/openPath.ts';
import { isRowNode } from '../view/treeNode.ts';
import { chooseAnySetup } from './chooseSetup.ts';

/** Takes a home, and a key to show the line of. */
export async function openMetro(services: Services, home?: unknown, key?: unknown): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined) return;
	const place = typeof key === 'string' ? await placeOfKey(setup.metroFile, key) : undefined;
	if (place === undefined) await open(setup.metroFile, createMetroOffer(setup.home));
	else await window.showTextDocument(Uri.file(setup.metroFile), { selection: place });
}

/** Where the outline of a file has a key, or else its section; `undefined`: nowhere, or the file cannot be read. */
async function placeOfKey(path: string, key: string): Promise<Range | undefined> {
	const symbols = await outlineOf(path);
	const section = symbols?.find(({ name, children }) => children.length > 0 && key.startsWith(`${name}/`));
	const inSection = section?.children.find(({ name }) => `${section.name}/${name}` === key);
	const found = inSection ?? symbols?.find(({ name }) => name === key) ?? section;
	return found?.selectionRange;
}

/** The outline of a file; `undefined`: there is none. */
async function outlineOf(path: string): Promise<DocumentSymbol[] | undefined> {
	const asked = commands.executeCommand<DocumentSymbol[] | undefined>(
		'vscode.executeDocumentSymbolProvider',
		Uri.file(path),
	);
	return Promise.resolve(asked).catch(() => undefined);
}

/**
 * Adds a section at the end of .metro, or only its last line if the section is there, with the cursor after it: nothing is saved. Takes a
 * home, the lines, and the key that they set.
 */
export async function addToMetro(
	services: Services,
	home?: unknown,
	lines?: unknown,
	key?: unknown,
): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined || typeof lines !== 'string') return;
	if (await isMissing(setup.metroFile)) return open(setup.metroFile, createMetroOffer(setup.home));
	const editor = await window.showTextDocument(Uri.file(setup.metroFile));
	const { document } = editor;
	const section = typeof key === 'string' ? key.slice(0, key.lastIndexOf('/')) : undefined;
	const header = (await outlineOf(setup.metroFile))?.find(({ name }) => name === section);
	if (header !== undefined) {
		const last = lines.slice(lines.lastIndexOf('\n') + 1);
		const there = document.lineAt(header.selectionRange.end.line).range.end;
		await editor.insertSnippet(new SnippetString().appendText(`\n${last}`).appendTabstop(0), there);
		return;
	}
	const text = document.getText();
	const gap = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
	const end = document.positionAt(text.length);
	const snippet = new SnippetString().appendText(`${gap}${lines}`).appendTabstop(0).appendText('\n');
	await editor.insertSnippet(snippet, end);
}

/** Takes a home, a place in a file, or the row of a subarch: of that, the place that names it is shown. */
export async function openBuildbot(services: Services, argument?: unknown): Promise<void> {
	if (isFilePlace(argument)) return openPlace(argument);
	const { home, id } = isRowNode(argument) ? argument : { home: argument, id: undefined };
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined) return;
	const place =
		id === undefined
			? undefined
			: await services.server.whereNamed({ home: setup.home, id }).catch(() => undefined);
	if (place === undefined) await open(setup.buildbotFile, createBuildbotOffer(setup.home));
	else await openPlace(place);
}

function isFilePlace(value: unknown): value is FilePlace {
	if (typeof value !== 'object' || value === null) return false;
	const { path, line, column } = value as Partial<Record<keyof FilePlace, unknown>>;
	return typeof path === 'string' && typeof line === 'number' && typeof column === 'number';
}

async function open(path: string, create: Offer): Promise<void> {
	if (await isMissing(path)) {
		notify({
			severity: 'warning',
			text: l10n.t('{0} does not exist.', path),
			offers: [create, chooseHomeOffer],
		});
	} else await openPath(path);
}

/** Of a file that is there and cannot be read the editor itself says what is wrong. */
async function isMissing(path: string): Promise<boolean> {
	return stat(path).then(
		() => false,
		(error: NodeJS.ErrnoException) => error.code === 'ENOENT',
	);
}
