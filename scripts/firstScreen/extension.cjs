/**
 * Shows what to try, once, in a window that `npm start` has opened: the Metro view, the walkthrough, and the sample's README
 * beneath it. It is a separate extension, so that the one users install does not take over their windows.
 */
const { commands, Uri, workspace } = require('vscode');

const walkthrough = 'metro-vscode.metro#metro.start';
/** The first thing to do when there is already a repository. */
const firstStep = { category: walkthrough, step: 'build' };

/** @param {import('vscode').ExtensionContext} context */
exports.activate = async function activate({ workspaceState }) {
	// A reloaded window keeps its user's layout.
	if (workspaceState.get('shown') === true) return;
	await workspaceState.update('shown', true);
	const readme = await sampleReadme();
	if (readme !== undefined) await commands.executeCommand('markdown.showPreview', readme);
	await commands.executeCommand('workbench.action.openWalkthrough', firstStep, false);
	// Last, because the walkthrough notices the view only from now on.
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
