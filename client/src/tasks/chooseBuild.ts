/** Asks the user what to build: what `map_build` asks for comes first, and the exact command is shown before it runs. */
import * as l10n from '@vscode/l10n';
import { env, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { askBuildrepo } from '../buildrepo/askBuildrepo.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Services } from '../services.ts';
import { noteInStatusBar, notify } from '../ui/notify.ts';
import {
	type ChosenBuild,
	choiceWords,
	commandText,
	extrasOf,
	type PlannedBuild,
	plannedText,
	readPlannedBuild,
} from './buildChoice.ts';

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
		notify(impossible(name, said.why, setup));
		return undefined;
	}
	// Without an answer of map_build, another target may still be chosen.
	const planned = 'why' in said ? undefined : said;
	const title = l10n.t('Build {0}', name);
	const items: readonly TargetItem[] = [
		...(planned === undefined
			? []
			: [
					{
						label: plannedText(planned),
						description: l10n.t('what map_build asks for'),
						detail: commandText(planned.command),
					},
				]),
		{ label: l10n.t('another target'), kind: QuickPickItemKind.Separator },
		...modes.map((mode) => ({ label: mode, mode })),
	];
	const placeHolder = 'why' in said ? said.why : l10n.t('What to build? Enter starts the first one.');
	const picked = await window.showQuickPick(items, { title, placeHolder });
	if (picked === undefined) return undefined;
	if (picked.mode === undefined) return {};
	return chooseExtras(services, setup, { name, path, title, target: picked.mode }, [
		planned?.extras ?? [],
		contexts?.targets ?? [],
	]);
}

/** Without a mode: what `map_build` asks for. */
interface TargetItem extends QuickPickItem {
	readonly mode?: string;
}

interface Choosing {
	readonly name: string;
	readonly path: string;
	readonly title: string;
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
		notify(impossible(name, said.why, setup));
		return undefined;
	}
	return (await confirmed(title, said)) ? choice : undefined;
}

async function confirmed(title: string, planned: PlannedBuild): Promise<boolean> {
	const command = commandText(planned.command);
	const build = { label: l10n.t('Build {0}', plannedText(planned)), detail: command };
	const copy = { label: l10n.t('Copy Command'), description: l10n.t('builds nothing') };
	const picked = await window.showQuickPick([build, copy], { title });
	if (picked === copy) {
		await env.clipboard.writeText(command);
		noteInStatusBar(l10n.t('Copied the command'));
	}
	return picked === build;
}

/** `isRefused`: whatever is to be built, it cannot be. */
type Planned = PlannedBuild | { readonly why: string; readonly isRefused: boolean };

async function planBuild(
	services: Services,
	setup: SetupSummary,
	path: string,
	choice: ChosenBuild,
): Promise<Planned> {
	const words = ['buildbot', '--json', '--only', path, ...choiceWords(choice)];
	const answer = await askBuildrepo(services, setup, words);
	if (answer.kind === 'refused') {
		// If a build with a target of its own is refused as well, map_build is not the reason.
		if (choice.target !== undefined) return { why: answer.why, isRefused: true };
		const again = await askBuildrepo(services, setup, [...words, '--target', 'full']);
		return { why: answer.why, isRefused: again.kind === 'refused' };
	}
	const planned = readPlannedBuild(answer.value);
	return planned ?? { why: l10n.t('buildrepo did not say what to build.'), isRefused: true };
}

function impossible(name: string, why: string, { home }: SetupSummary) {
	return {
		severity: 'warning',
		text: l10n.t('{0} cannot be built: {1}', name, why),
		offers: [
			{ label: l10n.t('Open .buildbot'), command: commandIds.openBuildbot, arguments: [home] },
			{ label: l10n.t('Open .metro'), command: commandIds.openMetro, arguments: [home] },
		],
	} as const;
}
