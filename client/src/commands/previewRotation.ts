/** Preview Rotation: what the `.buildbot` in the editor, saved or not, would have built and cleaned. It follows the typing. */
import { type TextDocument, window } from 'vscode';
import { openedBuildbot } from '../edits/proposeEdit.ts';
import type { Services } from '../services.ts';
import { chooseAnySetup } from './chooseSetup.ts';

/** Of the active editor; without a `.buildbot` there, the set-up's own is opened. */
export async function previewRotation(services: Services): Promise<void> {
	const active = window.activeTextEditor?.document;
	const document = active?.languageId === 'metro-buildbot' ? active : undefined;
	const setups = await services.setups.ask();
	const own = setups.find(({ buildbotFile }) => buildbotFile === document?.uri.fsPath);
	const setup = own ?? (await chooseAnySetup(services));
	if (setup === undefined) return;
	const shown = document ?? (await shownBuildbot(await openedBuildbot(setup)));
	if (shown !== undefined) await services.rotationPreviews.show(setup.home, shown);
}

async function shownBuildbot(document: TextDocument | undefined): Promise<TextDocument | undefined> {
	return document && (await window.showTextDocument(document)).document;
}
