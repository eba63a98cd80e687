/**
 * Shows what there is to try once in a window that `npm start` has opened: the Metro view, the walkthrough, and behind it the
 * sample's README. It is an extension of its own: the one that users install must not take over their windows.
 */
const { commands, Uri, workspace } = require('vscode');

const walkthrough = 'metro-vscode.metro#metro.start';
/** The first thing to do where a repository is there already. */
const firstStep = { category: walkthrough, step: 'build' };

/** @param {import('vscode').ExtensionContext} context */
exports.activate = async function activate({ workspaceState }) {
	// A window that is reloaded keeps what its user made of it.
	if (workspaceState.get('shown') === true) return;
	await workspaceState.update('shown', true);
	const readme = await sampleReadme();
	if (readme !== undefined) await commands.executeCommand('markdown.showPreview', readme);
	await commands.executeCommand('workbench.action.openWalkthrough', firstStep, false);
	// Last, since the walkthrough notices the view only from now on.
	await commands.executeCommand('metro.repository.focus');
};

/** The page that describes the sample home; `undefined` in any other folder. */
async function sampleReadme() {
	const folder = workspace.workspaceFolders?.[0]?.uri;
	if (folder === undefined) return undefined;
	const readme = Uri.joinPath(folder, 'README.md');
	try {
		const text = Buffer.from(await workspace.fs.readFile(readme)).toString();
		return text.startsWith('# A sample Metro home') ? readme : undefined;
	} catch {
		return undefined;
	}
}
