/** Puts `buildrepo` within reach of the editor's terminals, in trusted workspaces only. */

import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import { Disposable, type EnvironmentVariableCollection, MarkdownString, window, workspace } from 'vscode';
import type { Setups } from '../setups/setups.ts';
import { contextKeys } from '../ui/contextKeys.ts';
import { tick } from '../ui/tick.ts';
import type { BundledProgram } from './invocation.ts';
import { hasRunBuildrepo } from './terminalUse.ts';
import { terminalVariables } from './terminalVariables.ts';

/** `folder` is where the program `buildrepo` lies; it is a shell script, so nothing is done on Windows. */
export function createTerminalEnvironment(
	collection: EnvironmentVariableCollection,
	folder: string,
	bundled: BundledProgram,
	setups: Setups,
): Disposable {
	// What an earlier window was trusted with must not reach terminals before this one has been asked.
	collection.persistent = false;
	collection.description = new MarkdownString(
		l10n.t('Adds `buildrepo` to `PATH`, after your own programs, for the Metro home of this window.'),
	);
	let applied = '';
	const update = (): void => {
		if (!workspace.isTrusted || process.platform === 'win32') return;
		const homes = setups.known?.map(({ home }) => home) ?? [];
		const { appendedPath, values } = terminalVariables(folder, bundled, homes, homedir());
		const wanted = JSON.stringify([appendedPath, values]);
		// Each change makes the editor mark the terminals that are open.
		if (wanted === applied) return;
		applied = wanted;
		collection.clear();
		collection.append('PATH', appendedPath);
		for (const [name, value] of Object.entries(values)) collection.replace(name, value);
	};
	update();
	return Disposable.from(
		setups.onDidChange(update),
		workspace.onDidGrantWorkspaceTrust(update),
		window.onDidEndTerminalShellExecution(({ execution, exitCode }) => {
			const ended = { line: execution.commandLine.value, status: exitCode };
			if (hasRunBuildrepo(ended)) void tick(contextKeys.usedBuildrepo);
		}),
	);
}
