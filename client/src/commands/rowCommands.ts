/** What the menu of a row offers beside building: opening, copying and finding what the row stands for. */
import { commands, env, Uri } from 'vscode';
import { showLog } from '../logs/showLog.ts';
import type { Services } from '../services.ts';
import { openPath } from '../ui/openPath.ts';
import { chosenRow, chosenRows } from './chosenRow.ts';

/** Open: shows a file in an editor, a log as a document that follows it; takes a row, or the path of a file to open as it is. */
export async function openFile(services: Services, argument: unknown): Promise<void> {
	const row = typeof argument === 'string' ? undefined : (await chosenRow(services, argument))?.row;
	if (row?.path !== undefined && row.tags.includes('log'))
		await showLog(services.logs, row.path, 'first-error');
	else await openPath(typeof argument === 'string' ? argument : row?.path);
}

/** Copy Path: takes a row and those that are selected with it, each on a line of its own, or a text. */
export async function copyPath(services: Services, argument: unknown, selected: unknown): Promise<void> {
	const paths =
		typeof argument === 'string'
			? [argument]
			: (await chosenRows(services, argument, selected)).flatMap(({ row }) => row.path ?? []);
	if (paths.length > 0) await env.clipboard.writeText(paths.join('\n'));
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
