/** Shows a message with its buttons, without making its sender wait for the user. */
import * as l10n from '@vscode/l10n';
import { type CancellationToken, commands, window } from 'vscode';
import type { Message, Offer, Question } from './message.ts';
import { visibleText } from './visibleText.ts';

/** Shows `message`; a button that is pressed runs its command later. */
export function notify(message: Message): void {
	const labels = message.offers.map((offer) => offer.label);
	void show(message, labels).then((label) => follow(message.offers.find((offer) => offer.label === label)));
}

function show(message: Message, labels: readonly string[]): Thenable<string | undefined> {
	const { severity } = message;
	const text = visibleText(message.text);
	switch (severity) {
		case 'information':
			return window.showInformationMessage(text, ...labels);
		case 'warning':
			return window.showWarningMessage(text, ...labels);
		case 'error':
			return window.showErrorMessage(text, ...labels);
	}
}

async function follow(offer: Offer | undefined): Promise<void> {
	if (offer !== undefined) await commands.executeCommand(offer.command, ...(offer.arguments ?? []));
}

/** Says for a moment that something is done, where its effect may be out of sight. */
export function noteInStatusBar(text: string): void {
	window.setStatusBarMessage(`$(check) ${visibleText(text)}`, 5000);
}

/** Asks before something is made; true only if the user pressed `yes`. */
export async function confirm(question: string, detail: string, yes: string): Promise<boolean> {
	return (await window.showWarningMessage(visibleText(question), { modal: true, detail }, yes)) === yes;
}

/**
 * True only if the user chose `yes`. A list, because the editor's dialogs preselect their first button and add a Cancel
 * to it: here one choice keeps everything, and it is the one that is preselected unless nothing can be lost.
 * @param obsolete closes the question when there is nothing left to decide
 * @param more a third choice, which shows more and answers nothing: the question is asked again
 */
export async function confirmLoss(
	{ title, no, yes, detail, kept, harmless = false }: Question,
	obsolete?: CancellationToken,
	more?: { readonly label: string; show(): Promise<void> },
): Promise<boolean> {
	const yesItem = { label: yes, detail, ...(kept !== undefined && { description: kept }) };
	const items = [
		...(harmless ? [yesItem, { label: no }] : [{ label: no }, yesItem]),
		...(more === undefined ? [] : [{ label: more.label }]),
	];
	const first = harmless ? yes : no;
	const options = {
		title: visibleText(title),
		placeHolder: l10n.t('Enter: {0}', first),
		ignoreFocusOut: true,
	};
	for (;;) {
		const chosen = await window.showQuickPick(items, options, obsolete);
		if (more === undefined || chosen?.label !== more.label) return chosen?.label === yes;
		await more.show();
	}
}
