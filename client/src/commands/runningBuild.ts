/** What can be done about a build in progress: stopping it, and showing its terminal. */

import { confirm, notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { holderWords } from '../tasks/endMessage.ts';
import { mayRun } from '../trust.ts';
import { isRowNode } from '../view/treeNode.ts';
import { chosenRow } from './chosenRow.ts';
import { commandIds } from './commandIds.ts';

/** Stop Build: ends a build that this window runs, after a question; of any other it says who holds it. */
export async function stopBuild(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen?.row.path === undefined || !isRowNode(argument) || !mayRun()) return;
	const { path, label, id } = chosen.row;
	const run = services.tasks.runs.of(path);
	if (run === undefined) {
		notify(await notOurs(services, argument, label));
		return;
	}
	const [build = ''] = id.split('/');
	const question = `Stop the build of ${label} (${build})?`;
	const detail =
		'Metro is interrupted as with Ctrl-C in its terminal. What this build has made so far is of no use, and Metro may count it as failed.';
	if (!(await confirm(question, detail, 'Stop Build', 'Keep Building'))) return;
	// It may have ended while the question stood.
	const now = services.tasks.runs.of(path);
	if (now !== undefined) services.tasks.runs.stop(now);
}

async function notOurs({ view }: Services, node: Parameters<typeof view.tree.freshRow>[0], label: string) {
	const running = (await view.tree.freshRow(node))?.running;
	return running === undefined
		? ({ severity: 'information', text: `${label} is not being built now.`, offers: [] } as const)
		: ({
				severity: 'information',
				text: `${label} is being built ${holderWords(running)}, which this window did not start: stop it where it was started.`,
				offers: [{ label: 'Open Log', command: commandIds.openLog, arguments: [node] }],
			} as const);
}

/** Show Terminal: of a build that this window runs or has run last. Takes a row, and the directory of a row that is gone. */
export async function showTerminal(services: Services, argument: unknown, path?: unknown): Promise<void> {
	const row = (await chosenRow(services, argument))?.row;
	const named = typeof path === 'string' ? path : (row?.path ?? '');
	if (await services.tasks.runs.showTerminal(named)) return;
	const running = isRowNode(argument) ? (await services.view.tree.freshRow(argument))?.running : undefined;
	const what = row?.label ?? 'this build';
	notify({
		severity: 'information',
		text:
			running === undefined
				? `The terminal of ${what} is closed.`
				: `${what} is being built ${holderWords(running)}, which this window did not start: it has no terminal here.`,
		offers: isRowNode(argument)
			? [{ label: 'Open Log', command: commandIds.openLog, arguments: [argument] }]
			: [],
	});
}
