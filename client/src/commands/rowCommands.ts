/** What the menu of a row offers beside building: opening, copying and finding what the row stands for. */
import { commands, env, Uri } from 'vscode';
import type { Services } from '../services.ts';
import { openPath } from '../ui/openPath.ts';
import { chosenRow } from './chosenRow.ts';

/** Open: shows a file in an editor; takes a row or a path. */
export async function openFile(services: Services, argument: unknown): Promise<void> {
	await openPath(await pathOf(services, argument));
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
