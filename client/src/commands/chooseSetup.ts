/** Which set-up a command is about: the one that is named, the only one, or the one that the user picks. */
import { window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol.ts';
import type { Message } from '../message.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { commandIds } from './commandIds.ts';

/** A set-up whose repository can be worked on; `undefined` if there is none (then the user was told) or none was picked. */
export async function chooseSetup(services: Services, home?: unknown): Promise<SetupSummary | undefined> {
	const all = await services.setups.ask();
	const usable = all.filter(({ state }) => state === 'ready' || state === 'empty');
	if (usable.length === 0) {
		notify(problemOf(all[0]));
		return undefined;
	}
	return pick(usable, home);
}

/** Any set-up, whatever its state: for commands that mend one. */
export async function chooseAnySetup(services: Services, home?: unknown): Promise<SetupSummary | undefined> {
	return pick(await services.setups.ask(), home);
}

async function pick(setups: readonly SetupSummary[], home: unknown): Promise<SetupSummary | undefined> {
	const named = setups.find((setup) => setup.home === home);
	if (named !== undefined || setups.length <= 1) return named ?? setups[0];
	const items = setups.map((setup) => ({ label: setup.home, description: setup.mirror ?? '', setup }));
	return (await window.showQuickPick(items, { placeHolder: 'Which Metro home?' }))?.setup;
}

/** What is wrong with a set-up, and the way to mend it. */
export function problemOf(setup: SetupSummary | undefined): Message {
	return {
		severity: 'warning',
		text: setup?.message ?? 'No Metro set-up was found: open the folder that holds .metro and .buildbot.',
		offers: [
			{ label: 'Choose Metro Home', command: commandIds.chooseHome },
			{ label: 'Show Output', command: commandIds.showOutput },
		],
	};
}
