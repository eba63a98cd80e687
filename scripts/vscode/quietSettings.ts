/** User settings that keep the workbench from showing what is not ours. */
export const quietSettings: Readonly<Record<string, unknown>> = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.tips.enabled': false,
	'chat.disableAIFeatures': true,
	'chat.commandCenter.enabled': false,
	// The desktop's default; in the browser every pause in typing would be saved.
	'files.autoSave': 'off',
	'telemetry.telemetryLevel': 'off',
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
};
