/** An edit of `.buildbot`: shows what would change, asks, and changes the file only if it still has that text. */
import * as l10n from '@vscode/l10n';
import { Range, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type {
	BuildbotEditAnswer,
	EditWish,
	FilePlace,
	SetupSummary,
} from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import type { Offer } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import { visibleText } from '../ui/visibleText.ts';
import { isReadOnly } from './isReadOnly.ts';

type Edit = Extract<BuildbotEditAnswer, { readonly kind: 'edit' }>;

/** Opens the set-up's `.buildbot` without showing it. If that fails, tells the user why and returns `undefined`. */
export async function openedBuildbot({
	buildbotFile: path,
	home,
}: SetupSummary): Promise<TextDocument | undefined> {
	try {
		return await workspace.openTextDocument(Uri.file(path));
	} catch (error) {
		notify({
			severity: 'error',
			text: l10n.t('{0} cannot be opened: {1}', path, error instanceof Error ? error.message : String(error)),
			offers: [openBuildbot(home)],
		});
		return undefined;
	}
}

/** @param title what the edit does, as a sentence without its end: "Build core2_64 here" */
export async function proposeEdit(
	services: Services,
	setup: SetupSummary,
	wish: EditWish,
	title: string,
): Promise<void> {
	const document = await openedBuildbot(setup);
	if (document === undefined) return;
	const { buildbotFile, home } = setup;
	if (await isReadOnly(buildbotFile)) {
		notify({
			severity: 'warning',
			text: l10n.t(
				'{0} is read-only, so nothing was edited. Make it writable, then try again.',
				buildbotFile,
			),
			offers: [openBuildbot(home)],
		});
		return;
	}
	const text = document.getText();
	const answer = await services.server.editBuildbot({ home, text, wish });
	if (answer === undefined) return;
	if (answer.kind === 'refused') {
		const { place } = answer;
		notify({
			severity: 'warning',
			text: answer.reason,
			offers: place === undefined ? [] : [openBuildbot(place)],
		});
		return;
	}
	const close = await services.proposals.show(document.uri, answer.text, visibleText(title));
	try {
		if ((await isConfirmed(title, answer)) && mayRun()) await apply(setup, text, answer, title);
	} finally {
		await close();
	}
}

/** A list, so that the comparison stays visible. What was asked for comes first, since nothing is lost by it; Escape changes nothing. */
async function isConfirmed(title: string, { places, effect, hosts }: Edit): Promise<boolean> {
	const shown = l10n.t('The comparison shows the edit.');
	const yes = {
		label: l10n.t('Change .buildbot'),
		description: visibleText(places),
		...(effect !== '' && { detail: visibleText(effect) }),
	};
	const chosen = await window.showQuickPick([yes, { label: l10n.t('Leave .buildbot as It Is') }], {
		title: visibleText(title),
		placeHolder: hosts.length === 0 ? shown : visibleText(hosts.join(' ')),
		ignoreFocusOut: true,
	});
	return chosen?.label === yes.label;
}

/** The editor saves a file that had no other changes, and says why if it cannot: the edit then stays in the editor. */
async function apply(
	{ home, buildbotFile }: SetupSummary,
	text: string,
	{ edits }: Edit,
	title: string,
): Promise<void> {
	const document = await workspace.openTextDocument(Uri.file(buildbotFile));
	if (document.getText() !== text) {
		notify({
			severity: 'warning',
			text: l10n.t('{0} has changed meanwhile, so nothing was edited: try again.', buildbotFile),
			offers: [],
		});
		return;
	}
	const wasDirty = document.isDirty;
	const change = new WorkspaceEdit();
	for (const { start, end, text: put } of edits)
		change.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), put);
	const isApplied = await workspace.applyEdit(change);
	const isSaved = isApplied && !wasDirty && (await document.save());
	notify({
		severity: isSaved ? 'information' : 'warning',
		text: isSaved
			? l10n.t('Changed .buildbot: {0}.', title)
			: isApplied
				? l10n.t('Changed .buildbot in the editor, not yet on disk: {0}. Save it.', title)
				: l10n.t('The editor did not accept the edit of {0}: nothing was changed.', buildbotFile),
		offers: [openBuildbot(home)],
	});
}

/** @param where the home, or a place in the file */
function openBuildbot(where: string | FilePlace): Offer {
	return { label: l10n.t('Open .buildbot'), command: commandIds.openBuildbot, arguments: [where] };
}
