/** Open .metro and Open .buildbot: show the two files of a set-up. */
import { commands, Uri } from 'vscode';
import type { Services } from '../services.ts';
import { chooseAnySetup } from './chooseSetup.ts';

export async function openMetro(services: Services, home?: unknown): Promise<void> {
	await open((await chooseAnySetup(services, home))?.metroFile);
}

export async function openBuildbot(services: Services, home?: unknown): Promise<void> {
	await open((await chooseAnySetup(services, home))?.buildbotFile);
}

/** `vscode.open` says itself what is wrong with a file that cannot be shown. */
async function open(path: string | undefined): Promise<void> {
	if (path !== undefined) await commands.executeCommand('vscode.open', Uri.file(path));
}
