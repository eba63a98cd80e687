/** One quiet item in the status bar: the next build and how many subarches fail. A click tells why. */
import { Disposable, StatusBarAlignment, window } from 'vscode';
import { commandIds } from './commands/commandIds.ts';
import type { LanguageServer } from './languageServer.ts';
import type { Setups } from './setups.ts';
import { statusText } from './statusText.ts';

export function createStatusBar(server: LanguageServer, setups: Setups): Disposable {
	const item = window.createStatusBarItem('metro.status', StatusBarAlignment.Left);
	item.name = 'Metro';
	item.command = commandIds.nextBuild;
	const update = (): void => {
		// What was known of the set-ups is not true for ever.
		const status = server.health === 'failed' ? undefined : statusText(setups.known ?? []);
		if (status === undefined) {
			item.hide();
			return;
		}
		item.text = status.text;
		item.tooltip = status.tooltip;
		item.accessibilityInformation = { label: status.accessibleLabel };
		item.show();
	};
	return Disposable.from(item, setups.onDidChange(update), server.onDidChangeHealth(update));
}
