/** What can be done about a build in progress: stopping it, and showing its terminal. */
import * as l10n from '@vscode/l10n';
import { CancellationTokenSource, window } from 'vscode';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import type { BuildRun } from '../tasks/buildRuns.ts';
import { buildTaskName } from '../tasks/buildTaskDefinition.ts';
import { holderSince } from '../tasks/endMessage.ts';
import type { Message } from '../ui/message.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { isRowNode, type RowNode } from '../view/treeNode.ts';
import { chosenRow } from './chosenRow.ts';
import { commandIds } from './commandIds.ts';

/** Stop Build: ends a build that this window runs, after a question; of any other it says who holds it. */
export async function stopBuild(services: Services, argument: unknown): Promise<void> {
	if (!mayRun()) return;
	const run = isRowNode(argument) ? await runOfRow(services, argument) : await pickRun(services);
	if (run === undefined) return;
	const isSure = await isSureToStop(services, run);
	const { runs } = services.tasks;
	// The question goes away with the build, perhaps just as the user answers it.
	if (!runs.isRunning(run) || (isSure && !runs.stop(run))) notify(endedByItself(run));
}

/** Asks; the question goes away when the build ends by itself in the meantime, and then there is nothing to stop. */
async function isSureToStop({ tasks: { runs } }: Services, run: BuildRun): Promise<boolean> {
	const obsolete = new CancellationTokenSource();
	const listener = runs.onDidEnd(({ execution }) => {
		if (execution === run.execution) obsolete.cancel();
	});
	const name = buildTaskName(run.definition);
	const question = run.stopped
		? {
				title: l10n.t('End the build of {0} at once?', name),
				no: l10n.t('Wait'),
				yes: l10n.t('End at Once'),
				detail: l10n.t('It was stopped and is tidying up. Ended now, it may leave a lock and mounts behind.'),
			}
		: {
				title: l10n.t('Stop the build of {0}?', name),
				no: l10n.t('Keep Building'),
				yes: l10n.t('Stop Build'),
				detail: l10n.t('Metro ends, and its build stays incomplete. What is left afterwards is said.'),
			};
	try {
		// It may have ended while the user chose among several.
		return runs.isRunning(run) ? await confirmLoss(question, obsolete.token) : true;
	} finally {
		listener.dispose();
		obsolete.dispose();
	}
}

function endedByItself({ definition }: BuildRun): Message {
	return {
		severity: 'information',
		text: l10n.t('The build of {0} had already ended: nothing was stopped.', buildTaskName(definition)),
		offers: [],
	};
}

/** Finds the build of a row. If this window does not run it, tells the user who does, if anyone, and returns `undefined`. */
async function runOfRow(services: Services, node: RowNode): Promise<BuildRun | undefined> {
	const row = (await chosenRow(services, node))?.row;
	if (row?.path === undefined) return undefined;
	const run = services.tasks.runs.of(row.path);
	if (run === undefined) notify(await notOurs(services, node, row.label));
	return run;
}

async function notOurs({ view }: Services, node: RowNode, label: string): Promise<Message> {
	const running = (await view.tree.freshRow(node))?.running;
	return running === undefined
		? { severity: 'information', text: l10n.t('{0} is not being built now.', label), offers: [] }
		: {
				severity: 'information',
				text: l10n.t(
					'{0} is being built {1}, which this window did not start: stop it where it was started.',
					label,
					holderSince(running),
				),
				offers: [{ label: l10n.t('Open Log'), command: commandIds.openLog, arguments: [node] }],
			};
}

/** Returns the build of this window; asks which if several run, and tells the user if none does. */
async function pickRun({ tasks }: Services): Promise<BuildRun | undefined> {
	const [only, ...others] = tasks.runs.all();
	if (only === undefined) {
		notify({ severity: 'information', text: l10n.t('This window runs no build now.'), offers: [] });
		return undefined;
	}
	if (others.length === 0) return only;
	const items = [only, ...others].map((run) => ({
		label: buildTaskName(run.definition),
		description: run.definition.subarch ?? '',
		run,
	}));
	return (await window.showQuickPick(items, { placeHolder: l10n.t('Which build?') }))?.run;
}

/** Show Terminal: of a build that this window runs or has run last. Takes a row, and the directory of a row that is gone. */
export async function showTerminal(services: Services, argument: unknown, path?: unknown): Promise<void> {
	const { runs } = services.tasks;
	if (!isRowNode(argument) && typeof path !== 'string') {
		const run = await pickRun(services);
		if (run !== undefined) await runs.showTerminal(run.definition.subarch ?? '');
		return;
	}
	const row = (await chosenRow(services, argument))?.row;
	const named = typeof path === 'string' ? path : (row?.path ?? '');
	if (await runs.showTerminal(named)) return;
	const running = isRowNode(argument) ? (await services.view.tree.freshRow(argument))?.running : undefined;
	const what = row?.label ?? l10n.t('this build');
	notify({
		severity: 'information',
		text:
			running === undefined
				? l10n.t('The terminal of {0} is closed.', what)
				: l10n.t(
						'{0} is being built {1}, which this window did not start: it has no terminal here.',
						what,
						holderSince(running),
					),
		offers: isRowNode(argument)
			? [{ label: l10n.t('Open Log'), command: commandIds.openLog, arguments: [argument] }]
			: [],
	});
}
