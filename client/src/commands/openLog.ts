/** Open Log: shows what a build has written, for one dated build or for the latest of a subarch that has any. */
import { window } from 'vscode';
import type { Row } from '../../../server/src/protocol.ts';
import { notify } from '../notify.ts';
import { openPath } from '../openPath.ts';
import type { Services } from '../services.ts';
import { chosenRow } from './chosenRow.ts';
import { commandIds } from './commandIds.ts';

export async function openLog(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen === undefined) return;
	const logs = await logsBelow(services, chosen.home, chosen.row);
	const [only, ...others] = logs;
	if (only === undefined) {
		notify({
			severity: 'information',
			text: `There is no log of ${chosen.row.label}.`,
			offers: [{ label: 'Refresh', command: commandIds.refresh }],
		});
		return;
	}
	const log = others.length === 0 ? only : await pick(logs);
	await openPath(log?.path);
}

/** The logs of a dated build; those of the latest dated build that has any, for a subarch. */
async function logsBelow(services: Services, home: string, row: Row): Promise<readonly Row[]> {
	if (row.kind !== 'subarch') return logsOf(services, home, row);
	for (const build of await services.view.tree.rowsBelow(home, row.id)) {
		const logs = await logsOf(services, home, build);
		if (logs.length > 0) return logs;
	}
	return [];
}

async function logsOf(services: Services, home: string, build: Row): Promise<readonly Row[]> {
	if (build.kind !== 'dated-build') return [];
	return (await services.view.tree.rowsBelow(home, build.id)).filter(
		(row) => row.tags.includes('log') && row.path !== undefined,
	);
}

/** Stages come one after the other, so the last one is where a build failed: it is offered first. */
async function pick(logs: readonly Row[]): Promise<Row | undefined> {
	const items = logs.toReversed().map((row) => ({ label: row.label, description: row.description, row }));
	return (await window.showQuickPick(items, { placeHolder: 'Which log?' }))?.row;
}
