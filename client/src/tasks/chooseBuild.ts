/** Asks the user what to build: what `map_build` asks for comes first, and the exact command is shown before it runs. */
import * as l10n from '@vscode/l10n';
import { env, window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Services } from '../services.ts';
import { noteInStatusBar, notify } from '../ui/notify.ts';
import { visibleText } from '../ui/visibleText.ts';
import { type ChosenBuild, commandText, extrasOf, type PlannedBuild, plannedText } from './buildChoice.ts';
import { planBuild, type Refusal } from './planBuild.ts';

/** `undefined`: the user wants no build, or none is possible, and then was told why. `path` is the directory of the subarch. */
export async function chooseBuild(
	services: Services,
	setup: SetupSummary,
	name: string,
	path: string,
): Promise<ChosenBuild | undefined> {
	const [said, contexts] = await Promise.all([
		planBuild(services, setup, path, {}),
		services.server.contexts({ home: setup.home }).catch(() => undefined),
	]);
	const modes = contexts?.modes ?? [];
	if ('why' in said && (said.isRefused || modes.length === 0)) {
		notify(impossible(name, said, setup));
		return undefined;
	}
	const title = l10n.t('Build {0}', name);
	const targets = contexts?.targets ?? [];
	const place = { name, path, title };
	// Without an answer of map_build, another target may still be chosen.
	if ('why' in said)
		return chooseTarget(services, setup, place, { modes, targets, planned: [], why: said.why });
	const what = l10n.t('{0}, what map_build asks for', plannedText(said));
	switch (await confirmed(name, what, said, modes.length > 0)) {
		case 'build':
			return {};
		case 'other':
			return chooseTarget(services, setup, place, { modes, targets, planned: said.extras });
		case 'nothing':
			return undefined;
	}
}

interface Place {
	readonly name: string;
	readonly path: string;
	readonly title: string;
}

interface Choices {
	readonly modes: readonly string[];
	readonly targets: readonly string[];
	/** The extras that map_build asks for. */
	readonly planned: readonly string[];
	/** Why map_build has no answer. */
	readonly why?: string;
}

async function chooseTarget(
	services: Services,
	setup: SetupSummary,
	place: Place,
	{ modes, targets, planned, why }: Choices,
): Promise<ChosenBuild | undefined> {
	const { title } = place;
	const placeHolder = why ?? l10n.t('Which target?');
	const target = await window.showQuickPick(modes, { title, placeHolder });
	if (target === undefined) return undefined;
	return chooseExtras(services, setup, { ...place, target }, [planned, targets]);
}

interface Choosing extends Place {
	readonly target: string;
}

async function chooseExtras(
	services: Services,
	setup: SetupSummary,
	{ name, path, title, target }: Choosing,
	[planned, targets]: readonly [readonly string[], readonly string[]],
): Promise<ChosenBuild | undefined> {
	const known = extrasOf(targets, planned);
	const items = known.map((label) => ({ label, picked: planned.includes(label) }));
	const extras =
		items.length === 0
			? []
			: await window.showQuickPick(items, {
					title,
					placeHolder: l10n.t('Which extras? None is fine.'),
					canPickMany: true,
				});
	if (extras === undefined) return undefined;
	const choice: ChosenBuild = { target, extras: extras.map(({ label }) => label) };
	const said = await planBuild(services, setup, path, choice);
	if ('why' in said) {
		notify(impossible(name, said, setup));
		return undefined;
	}
	const isSure = await confirmed(name, plannedText(said), said, false);
	return isSure === 'build' ? choice : undefined;
}

/**
 * Shows the whole command before it runs.
 * @param what would be built, in words
 * @returns `other`: the user wants another target
 */
async function confirmed(
	name: string,
	what: string,
	{ command }: PlannedBuild,
	canChoose: boolean,
): Promise<'build' | 'other' | 'nothing'> {
	const text = commandText(command);
	const build = l10n.t('Build');
	const other = l10n.t('Another Target or Extras…');
	const copy = l10n.t('Copy Command');
	const options = { modal: true, detail: `${what}\n\n${text}` };
	const buttons = [build, ...(canChoose ? [other] : []), copy];
	const picked = await window.showInformationMessage(
		l10n.t('Build {0}?', visibleText(name)),
		options,
		...buttons,
	);
	if (picked === build) return 'build';
	if (picked === other) return 'other';
	if (picked === copy) {
		await env.clipboard.writeText(text);
		noteInStatusBar(l10n.t('Copied the command'));
	}
	return 'nothing';
}

function impossible(name: string, { why, isOfMetro }: Refusal, { home }: SetupSummary) {
	const offers = [
		{ label: l10n.t('Open .buildbot'), command: commandIds.openBuildbot, arguments: [home] },
		{ label: l10n.t('Open .metro'), command: commandIds.openMetro, arguments: [home] },
	];
	return {
		severity: 'warning',
		text: l10n.t('{0} cannot be built: {1}', name, why),
		offers: isOfMetro ? offers.toReversed() : offers,
	} as const;
}
