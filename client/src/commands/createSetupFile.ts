/** Create .metro and Create .buildbot: write a first version of a file that is missing, after a question, and show it. */

import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { window, workspace } from 'vscode';
import type { Services } from '../services.ts';
import { chosenHome } from '../settings/settings.ts';
import { mayRun } from '../settings/trust.ts';
import { confirm, notify } from '../ui/notify.ts';
import { numberText } from '../ui/numberText.ts';
import { chooseHomeOffer } from '../ui/offers.ts';
import { openPath } from '../ui/openPath.ts';
import { chooseAnySetup } from './chooseSetup.ts';
import { exampleBuildbot, exampleMetro } from './exampleFiles.ts';
import { foldersForNewHome } from './newHome.ts';

export async function createMetro(services: Services, home?: unknown): Promise<void> {
	const folder = await chooseFolder(services, home);
	const detail = l10n.t(
		'It says where Metro, its working directories and the repository are: three paths to be set.',
	);
	if (folder !== undefined) await create(join(folder, '.metro'), exampleMetro, detail);
}

export async function createBuildbot(services: Services, home?: unknown): Promise<void> {
	const folder = await chooseFolder(services, home);
	const detail = l10n.t(
		"It holds the documentation's example: the builds, arches and subarches to be managed.",
	);
	if (folder !== undefined) await create(join(folder, '.buildbot'), exampleBuildbot, detail);
}

/** Names what lies in the mirror, at the place where this generation of Metro looks for the file. */
export async function createBuildbotFromMirror(services: Services, home?: unknown): Promise<void> {
	const setup = mayRun() ? await chooseAnySetup(services, home) : undefined;
	const answer = setup && (await services.server.newBuildbot({ home: setup.home }));
	if (answer === undefined) return;
	if (answer.kind === 'refused') {
		notify({ severity: 'warning', text: answer.reason, offers: [chooseHomeOffer] });
		return;
	}
	const { builds, arches, subarches } = answer;
	const detail = l10n.t(
		'It names what lies in the mirror. Builds: {0}, arches: {1}, subarches: {2}. All of it is then built here, until you change that.',
		numberText(builds),
		numberText(arches),
		numberText(subarches),
	);
	await create(answer.path, answer.text, detail);
}

/** Where the file goes; `undefined` if nothing may be written or the user chose no folder. */
async function chooseFolder(services: Services, home: unknown): Promise<string | undefined> {
	const setup = mayRun() ? await chooseAnySetup(services, home) : undefined;
	if (setup === undefined) return undefined;
	const folders = foldersForNewHome(setup, openFolders(), chosenHome() !== undefined);
	if (folders.length <= 1) return folders[0];
	return window.showQuickPick([...folders], { placeHolder: l10n.t('Which folder shall be the Metro home?') });
}

function openFolders(): readonly string[] {
	const folders = workspace.workspaceFolders ?? [];
	return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

async function create(path: string, text: string, detail: string): Promise<void> {
	if (!(await confirm(l10n.t('Create {0}?', path), detail, l10n.t('Create')))) return;
	try {
		// `wx`: a file that has come into being meanwhile is left alone.
		await writeFile(path, text, { flag: 'wx' });
	} catch (error) {
		notify({
			severity: 'error',
			text: l10n.t('{0} was not written: {1}.', basename(path), reasonOf(error, path)),
			offers: [chooseHomeOffer],
		});
		return;
	}
	await openPath(path);
}

function reasonOf(error: unknown, path: string): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'EEXIST') return l10n.t('{0} exists already', path);
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
		return l10n.t('{0} may not be written', path);
	if (code === 'ENOENT') return l10n.t('the folder of {0} does not exist', path);
	return String(code ?? error);
}
