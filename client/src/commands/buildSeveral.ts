/** Build This for several selected rows: asks once, then builds what `map_build` asks for, one subarch after the other. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { ProgressLocation, window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { plannedText } from '../tasks/buildChoice.ts';
import type { Built, Waiting } from '../tasks/buildQueue.ts';
import { type Planned, planBuild } from '../tasks/planBuild.ts';
import { isFree, startBuild } from '../tasks/startBuild.ts';
import { confirm, notify } from '../ui/notify.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { chooseSetup } from './chooseSetup.ts';
import type { ChosenRow } from './chosenRow.ts';

/** How often it looks whether a build has ended, in milliseconds. */
const pause = 500;

interface Plan {
	readonly waiting: Waiting;
	readonly name: string;
	readonly planned: Planned;
}

export async function buildSeveral(services: Services, rows: readonly ChosenRow[]): Promise<void> {
	const [first] = rows;
	const setup = first && (await chooseSetup(services, first.home));
	const plans = setup && (await planAll(services, setup, rows));
	if (plans === undefined) return;
	const possible = plans.filter(({ planned }) => !('why' in planned));
	const lines = plans.map(({ name, planned }) =>
		'why' in planned
			? l10n.t('{0}: left out, {1}', name, planned.why)
			: l10n.t('{0}: {1}', name, plannedText(planned)),
	);
	if (possible.length === 0) {
		const text = l10n.t('None of the selected subarches can be built. {0}', lines.join(' '));
		notify({ severity: 'warning', text, offers: [] });
		return;
	}
	const several = l10n.t('Build {0} subarches, one after the other?', numberText(possible.length));
	const question = plural(
		possible.length,
		l10n.t('Build the one of the selected subarches that can be built?'),
		several,
	);
	if (await confirm(question, lines.join('\n'), l10n.t('Build')))
		services.queue.add(possible.map(({ waiting }) => waiting));
}

/** What would be built; `undefined` if the user cancelled. A row that is not an idle subarch of this host is left out. */
async function planAll(
	services: Services,
	setup: SetupSummary,
	rows: readonly ChosenRow[],
): Promise<readonly Plan[] | undefined> {
	const buildable = rows
		.filter(
			({ row: { kind, tags } }) => kind === 'subarch' && tags.includes('local') && tags.includes('idle'),
		)
		.sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
	const title = l10n.t('Metro: asking what to build');
	const options = { location: ProgressLocation.Notification, title, cancellable: true };
	return window.withProgress(options, async (progress, cancel) => {
		const plans: Plan[] = [];
		for (const { home, row } of buildable) {
			if (cancel.isCancellationRequested) return undefined;
			if (row.path === undefined) continue;
			progress.report({ message: row.label, increment: 100 / buildable.length });
			plans.push({
				waiting: { home, path: row.path, id: row.id },
				name: row.id,
				planned: await planBuild(services, setup, row.path, {}),
			});
		}
		return plans;
	});
}

/** Builds one that waited. */
export async function buildToItsEnd(services: Services, { home, id, path }: Waiting): Promise<Built> {
	const setup = services.setups.known?.find((known) => known.home === home);
	if (setup === undefined || !(await isFree(services, setup, id, path))) return 'refused';
	const { runs } = services.tasks;
	let stopped = false;
	const listener = runs.onDidEnd((run) => {
		if (run.definition.subarch === path) stopped = run.stopped;
	});
	try {
		await startBuild(services, setup, id, path);
		while (runs.holds(path)) await sleep(pause);
		return stopped ? 'stopped' : 'ended';
	} finally {
		listener.dispose();
	}
}

export function sayLeftOut(rest: readonly Waiting[]): void {
	const names = rest.map(({ id }) => id).join(', ');
	notify({
		severity: 'information',
		text: l10n.t('The build was stopped; those that waited for it are not built: {0}.', names),
		offers: [],
	});
}
