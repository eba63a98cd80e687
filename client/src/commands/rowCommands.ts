/** What the menu of a row offers beside building: opening, copying and finding what the row stands for. */
import { commands, env, Uri } from 'vscode';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chosenRow } from './chosenRow.ts';
import { commandIds } from './commandIds.ts';

/** Open: shows a file in an editor; takes a row or a path. */
export async function openFile(services: Services, argument: unknown): Promise<void> {
	const path = await pathOf(services, argument);
	if (path !== undefined) await commands.executeCommand('vscode.open', Uri.file(path));
}

/** Open Log: shows the log that lies below the chosen row. */
export async function openLog(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen === undefined) return;
	const { home, row } = chosen;
	const below = row.tags.includes('log') ? [row] : await services.view.tree.rowsBelow(home, row.id);
	const log = below.find((each) => each.tags.includes('log'))?.path;
	if (log !== undefined) {
		await commands.executeCommand('vscode.open', Uri.file(log));
		return;
	}
	notify({
		severity: 'information',
		text: `There is no log of ${row.label} any more.`,
		offers: [{ label: 'Refresh', command: commandIds.refresh }],
	});
}

/** Copy Path: takes a row or a text. */
export async function copyPath(services: Services, argument: unknown): Promise<void> {
	const path = await pathOf(services, argument);
	if (path !== undefined) await env.clipboard.writeText(path);
}

/** Reveal in File Manager: only where the desktop is the machine itself. */
export async function revealPath(services: Services, argument: unknown): Promise<void> {
	const path = await pathOf(services, argument);
	if (path !== undefined) await commands.executeCommand('revealFileInOS', Uri.file(path));
}

/** Show in Tree: takes a home and the id of a row. */
export async function showInTree(services: Services, home: unknown, id: unknown): Promise<void> {
	if (typeof home === 'string' && typeof id === 'string') await services.view.reveal(home, id);
}

async function pathOf(services: Services, argument: unknown): Promise<string | undefined> {
	if (typeof argument === 'string') return argument;
	return (await chosenRow(services, argument))?.row.path;
}
