/** Shows a message with its buttons, without making its sender wait for the user. */
import { commands, window } from 'vscode';
import type { Message, Offer } from './message.ts';

/** Shows `message`; a button that is pressed runs its command later. */
export function notify(message: Message): void {
	const labels = message.offers.map((offer) => offer.label);
	void show(message, labels).then((label) => follow(message.offers.find((offer) => offer.label === label)));
}

function show({ severity, text }: Message, labels: readonly string[]): Thenable<string | undefined> {
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
	window.setStatusBarMessage(`$(check) ${text}`, 5000);
}

/**
 * Asks before something is done; true only if the user pressed `yes`. `no` is the button that Enter presses where the
 * thing cannot be undone.
 */
export async function confirm(question: string, detail: string, yes: string, no?: string): Promise<boolean> {
	const buttons = no === undefined ? [yes] : [no, yes];
	return (await window.showWarningMessage(question, { modal: true, detail }, ...buttons)) === yes;
}
