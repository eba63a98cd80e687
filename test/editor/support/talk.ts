/** What a user does with questions and messages of the editor. */
import type { Locator } from 'playwright-core';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { eventually } from './poll.ts';

export interface Talk {
	/** The question with this text in it: a dialog over everything, or a list where something may be lost. */
	question(text: string | RegExp): Locator;
	/** Presses a button of a question, or picks a line of its list, and waits for the question to be gone. */
	answer(text: string | RegExp, button: string): Promise<void>;
	/** Presses a button of a message, wherever the message is by now. */
	press(text: string | RegExp, button: string): Promise<void>;
	/** Waits until a row is described so. */
	describedAs(label: string, words: RegExp): Promise<void>;
}

/** @param workbench gives the window, which may be opened later */
export function talkIn(workbench: () => Workbench): Talk {
	const question = (text: string | RegExp): Locator =>
		workbench().page.locator('.monaco-dialog-box:visible, .quick-input-widget:visible', { hasText: text });
	return {
		question,
		async answer(text, button) {
			const asked = question(text);
			await asked
				.getByRole('button', { name: button, exact: true })
				.or(asked.locator('.label-name').getByText(button, { exact: true }))
				.click();
			await question(text).waitFor({ state: 'hidden' });
		},
		async press(text, button) {
			const { notification, page, runCommand } = workbench();
			const done = (work: Promise<void>): Promise<boolean> =>
				work.then(
					() => true,
					() => false,
				);
			const pressIn = async (place: Locator): Promise<boolean> => {
				const wanted = place.getByRole('button', { name: button, exact: true });
				// A click that is given up too soon may have been heard, and takes the message away.
				return (
					(await done(wanted.waitFor({ timeout: 4000 }))) && (await done(wanted.click({ timeout: 60_000 })))
				);
			};
			// A message goes to the list of notifications after ten seconds, which is soon on a busy machine.
			await eventually(
				`the button ${button}`,
				async () => {
					if (await pressIn(notification(text).first())) return true;
					await runCommand('Notifications: Show Notifications');
					const listed = page.locator('.notifications-center .notification-list-item', { hasText: text });
					const isPressed = await pressIn(listed.first());
					// As long as the list is open, new messages do not come up by themselves. The palette would take the place of a
					// question that is asked now.
					await done(
						page.locator('.notifications-center .codicon-notifications-hide').click({ timeout: 2000 }),
					);
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
