/** What a user does with questions and messages of the editor. */
import type { Locator } from 'playwright-core';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { eventually } from './poll.ts';

export interface Talk {
	/** The question that lies over everything, with this text in it. */
	question(text: string | RegExp): Locator;
	/** Presses a button of a question and waits for the question to be gone. */
	answer(text: string | RegExp, button: string): Promise<void>;
	/** Presses a button of a message, wherever the message is by now. */
	press(text: string | RegExp, button: string): Promise<void>;
	/** Waits until a row is described so. */
	describedAs(label: string, words: RegExp): Promise<void>;
}

/** @param workbench gives the window, which may be opened later */
export function talkIn(workbench: () => Workbench): Talk {
	const question = (text: string | RegExp): Locator =>
		workbench().page.locator('.monaco-dialog-box', { hasText: text });
	return {
		question,
		async answer(text, button) {
			await question(text).getByRole('button', { name: button, exact: true }).click();
			await question(text).waitFor({ state: 'hidden' });
		},
		async press(text, button) {
			const { notification, page, runCommand } = workbench();
			const pressIn = (place: Locator): Promise<boolean> =>
				place
					.getByRole('button', { name: button, exact: true })
					.click({ timeout: 4000 })
					.then(
						() => true,
						() => false,
					);
			// A message goes to the list of notifications after ten seconds, which is soon on a busy machine.
			await eventually(
				`the button ${button}`,
				async () => {
					if (await pressIn(notification(text).first())) return true;
					await runCommand('Notifications: Show Notifications');
					const listed = page.locator('.notifications-center .notification-list-item', { hasText: text });
					const isPressed = await pressIn(listed.first());
					// As long as the list is open, new messages do not come up by themselves.
					await runCommand('Notifications: Hide Notifications');
					return isPressed;
				},
				(pressed) => pressed,
			);
		},
		async describedAs(label, words) {
			await eventually(
				`${label} described as ${words}`,
				() => workbench().rows(),
				(rows) => rows.some((row) => row.label === label && words.test(row.description)),
			);
		},
	};
}
