/** Try map_build: asks for its arguments, and says what the file in the editor answers, saved or not. */
import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';

import type { MapBuildTrial, TriedMapBuild } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { isCalendarDay } from '../ui/calendarDay.ts';
import { notify } from '../ui/notify.ts';
import { visibleText } from '../ui/visibleText.ts';
import { commandIds } from './commandIds.ts';

interface LastBuild extends QuickPickItem {
	readonly full: boolean;
	readonly isThere: boolean;
}

/** `uri` of the document; without one, that of the active editor. */
export async function tryMapBuild({ server }: Services, uri?: unknown): Promise<void> {
	const document = typeof uri === 'string' ? uri : window.activeTextEditor?.document.uri.toString();
	const known = document === undefined ? undefined : await server.mapBuild({ uri: document });
	if (document === undefined || known === undefined) {
		notify({
			severity: 'information',
			text: l10n.t('Open a .buildbot first: its map_build is the one that is tried.'),
			offers: [{ label: l10n.t('Open .buildbot'), command: commandIds.openBuildbot }],
		});
		return;
	}
	const trial = await askTrial(known);
	if (trial === undefined) return;
	const answer = await server.mapBuild({ uri: document, trial });
	if (answer?.text === undefined) return;
	notify({
		severity: 'information',
		text: l10n.t('{0} answers: {1}', visibleText(callText(trial, known.takesArch)), visibleText(answer.text)),
		offers: [{ label: l10n.t('Try Others'), command: commandIds.tryMapBuild, arguments: [document] }],
	});
}

async function askTrial(known: TriedMapBuild): Promise<MapBuildTrial | undefined> {
	const build = await askName(known.builds, l10n.t('Build'));
	if (build === undefined) return undefined;
	const arch = known.takesArch ? await askName(known.arches, l10n.t('Arch')) : (known.arches[0] ?? '');
	if (arch === undefined) return undefined;
	const subarch = await askName(known.subarches, l10n.t('Subarch'));
	if (subarch === undefined) return undefined;
	const lasts: readonly LastBuild[] = [
		{ label: l10n.t('The last build was full'), full: true, isThere: true },
		{ label: l10n.t('The last build was not full'), full: false, isThere: true },
		{ label: l10n.t('There was no full build yet'), full: false, isThere: false },
	];
	const last = await window.showQuickPick(lasts, { title: l10n.t('Try map_build') });
	if (last === undefined) return undefined;
	if (!last.isThere) return { build, arch, subarch, full: last.full };
	const fullDate = await window.showInputBox({
		title: l10n.t('Try map_build'),
		prompt: l10n.t('Day of the last full build'),
		value: new Date().toISOString().slice(0, 10),
		validateInput: (day) =>
			isCalendarDay(day) ? undefined : l10n.t('Write a day of the calendar, such as 2015-02-08.'),
	});
	return fullDate === undefined ? undefined : { build, arch, subarch, full: last.full, fullDate };
}

/** The user picks one of the names, unless there is only one; if there is none, the user writes one. */
function askName(names: readonly string[], what: string): Thenable<string | undefined> | string {
	const [only, ...others] = names;
	if (only === undefined) return window.showInputBox({ title: l10n.t('Try map_build'), prompt: what });
	if (others.length === 0) return only;
	return window.showQuickPick(names, { title: l10n.t('Try map_build'), placeHolder: what });
}

/** The call as Python writes it. */
function callText({ build, arch, subarch, full, fullDate }: MapBuildTrial, takesArch: boolean): string {
	const words = takesArch ? [build, arch, subarch] : [build, subarch];
	const last = fullDate === undefined ? 'None' : JSON.stringify(fullDate);
	return `map_build(${[...words.map((word) => JSON.stringify(word)), full ? 'True' : 'False', last].join(', ')})`;
}
