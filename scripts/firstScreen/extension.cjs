/**
 * Shows the Metro view and the walkthrough once in a window that `npm start` has opened. It is an extension of its own: the
 * one that users install must not take over their windows.
 */
const { commands } = require('vscode');

const walkthrough = 'metro-vscode.metro#metro.start';

/** @param {import('vscode').ExtensionContext} context */
exports.activate = async function activate({ workspaceState }) {
	// A window that is reloaded keeps what its user made of it.
	if (workspaceState.get('shown') === true) return;
	await workspaceState.update('shown', true);
	await commands.executeCommand('metro.repository.focus');
	await commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
};
