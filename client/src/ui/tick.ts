/** Ticks steps of the walkthrough. */
import { commands } from 'vscode';
import type { contextKeys } from './contextKeys.ts';

/** The keys that steps wait for. */
type StepKey = (typeof contextKeys)['built' | 'planned' | 'usedBuildrepo'];

/** The walkthrough heeds only what changes while it is there: a key that stayed true would tick no step any more. */
export async function tick(key: StepKey): Promise<void> {
	await commands.executeCommand('setContext', key, true);
	await commands.executeCommand('setContext', key, false);
}
