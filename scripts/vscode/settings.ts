/** User settings for the editors we start. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from './codeServer.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** Keep the workbench from showing anything that is not ours. */
export const quietSettings: Settings = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.tips.enabled': false,
	'chat.disableAIFeatures': true,
	'chat.commandCenter.enabled': false,
	// The desktop's default; the browser would save at every pause in typing.
	'files.autoSave': 'off',
	'telemetry.telemetryLevel': 'off',
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
};

/** Makes these the user's settings of a profile. */
export function writeSettings({ userDataDir }: Profile, settings: Settings): void {
	mkdirSync(join(userDataDir, 'User'), { recursive: true });
	writeFileSync(join(userDataDir, 'User', 'settings.json'), JSON.stringify(settings));
}
