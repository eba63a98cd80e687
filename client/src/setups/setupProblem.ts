/** What is wrong with a set-up, and the way to mend it, as plain data. */
import * as l10n from '@vscode/l10n';
import type { FilePlace, SetupState, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Offer } from '../ui/message.ts';
import { chooseHomeOffer, showOutput } from '../ui/offers.ts';

/** What to say where a set-up cannot be worked on; `undefined`: there is none. */
export function problemOf(setup: SetupSummary | undefined): Message {
	return {
		severity: 'warning',
		text: setup?.message ?? withoutMessage(setup?.state),
		offers: [...remedies(setup), chooseHomeOffer, showOutput],
	};
}

/** The place in a file that has to be mended. A file that is not there has none, whatever the server names. */
export function placeToMend({ state, place }: SetupSummary): FilePlace | undefined {
	return state === 'no-metro' || state === 'no-buildbot' ? undefined : place;
}

function remedies(setup: SetupSummary | undefined): readonly Offer[] {
	if (setup === undefined) return [];
	if (setup.state === 'no-metro') return [createMetroOffer(setup.home)];
	if (setup.state === 'no-buildbot') {
		const fromMirror: Offer = {
			label: l10n.t('Create .buildbot from the Mirror'),
			command: commandIds.createBuildbotFromMirror,
			arguments: [setup.home],
		};
		return setup.mirror === undefined
			? [createBuildbotOffer(setup.home)]
			: [createBuildbotOffer(setup.home), fromMirror];
	}
	if (setup.state === 'no-mirror' && setup.mirror !== undefined) {
		return [
			{ label: l10n.t('Create Directory…'), command: commandIds.createRepository, arguments: [setup.home] },
			...showProblem(setup),
		];
	}
	return showProblem(setup);
}

function showProblem(setup: SetupSummary): readonly Offer[] {
	if (placeToMend(setup) === undefined) return [];
	return [{ label: l10n.t('Show Problem'), command: commandIds.showProblem, arguments: [setup.home] }];
}

export function createMetroOffer(home: string): Offer {
	return { label: l10n.t('Create .metro'), command: commandIds.createMetro, arguments: [home] };
}

export function createBuildbotOffer(home: string): Offer {
	return { label: l10n.t('Create .buildbot'), command: commandIds.createBuildbot, arguments: [home] };
}

function withoutMessage(state: SetupState | undefined): string {
	if (state === undefined)
		return l10n.t('No Metro set-up was found: open the folder that holds .metro and .buildbot.');
	return state === 'loading'
		? l10n.t('The Metro set-up is still being read: try again in a moment.')
		: l10n.t('Nothing is wrong with the Metro set-up.');
}
