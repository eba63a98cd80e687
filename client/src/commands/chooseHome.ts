/** Choose Metro Home: lets the user point at the folder that holds .metro and .buildbot. */
import * as l10n from '@vscode/l10n';
import { ConfigurationTarget, window, workspace } from 'vscode';
import { settingNames } from '../settings/settingNames.ts';

export async function chooseHome(): Promise<void> {
	const [folder] =
		(await window.showOpenDialog({
			title: l10n.t('Folder that holds .metro and .buildbot'),
			openLabel: l10n.t('Use as Metro Home'),
			canSelectFiles: false,
			canSelectFolders: true,
			canSelectMany: false,
		})) ?? [];
	if (folder === undefined) return;
	// What an untrusted workspace says about this setting does not count.
	const inWorkspace = workspace.isTrusted && workspace.workspaceFolders !== undefined;
	const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
	await workspace.getConfiguration().update(settingNames.home, folder.fsPath, target);
}
