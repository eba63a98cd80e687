/** Which set-up a command is about: the one that is named, the only one, or the one that the user picks. */
import * as l10n from '@vscode/l10n';
import { ProgressLocation, window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { problemOf } from '../setups/setupProblem.ts';
import { isUsable } from '../setups/usable.ts';
import { notify } from '../ui/notify.ts';
import { nearestFirst } from './nearestFirst.ts';

/**
 * A set-up whose repository can be worked on: the one of `home`, where that is a path. `undefined` if there is none (then
 * the user was told) or none was picked.
 */
export async function chooseSetup(services: Services, home?: unknown): Promise<SetupSummary | undefined> {
	const meant = await setupsOf(services, home);
	const usable = meant.filter(isUsable);
	if (usable.length === 0) {
		notify(problemOf(meant[0]));
		return undefined;
	}
	return pick(usable);
}

/** Any set-up, whatever its state: for commands that mend one. `undefined` as above. */
export async function chooseAnySetup(services: Services, home?: unknown): Promise<SetupSummary | undefined> {
	const meant = await setupsOf(services, home);
	if (meant.length === 0) notify(problemOf(undefined));
	return pick(meant);
}

/** Buttons and rows name a home; the palette and the view's title do not. */
async function setupsOf(services: Services, home: unknown): Promise<readonly SetupSummary[]> {
	const all = await askWithProgress(services);
	return typeof home === 'string' ? all.filter((setup) => setup.home === home) : all;
}

/** Right after the start of the editor, the answer may take a while: what is waited for is said. */
async function askWithProgress({ setups }: Services): Promise<readonly SetupSummary[]> {
	if (setups.known !== undefined) return setups.ask();
	const title = l10n.t('Metro: reading the set-up…');
	return window.withProgress({ location: ProgressLocation.Notification, title }, () => setups.ask());
}

async function pick(setups: readonly SetupSummary[]): Promise<SetupSummary | undefined> {
	if (setups.length <= 1) return setups[0];
	const file = window.activeTextEditor?.document.uri.fsPath;
	const items = nearestFirst(setups, file).map((setup) => ({
		label: setup.home,
		description: setup.mirror ?? '',
		setup,
	}));
	return (await window.showQuickPick(items, { placeHolder: l10n.t('Which Metro home?') }))?.setup;
}
