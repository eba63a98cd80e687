/** One quiet item in the status bar: the next build and how many subarches fail. A click tells why. */
import { type Disposable, StatusBarAlignment, window } from 'vscode';
import { commandIds } from './commands/commandIds.ts';
import type { Setups } from './setups.ts';
import { statusText } from './statusText.ts';

export function createStatusBar(setups: Setups): Disposable {
	const item = window.createStatusBarItem('metro.status', StatusBarAlignment.Left);
	item.name = 'Metro';
	item.command = commandIds.nextBuild;
	const listener = setups.onDidChange(() => {
		const status = statusText(setups.known ?? []);
		if (status === undefined) {
			item.hide();
			return;
		}
		item.text = status.text;
		item.tooltip = status.tooltip;
		item.accessibilityInformation = { label: status.accessibleLabel };
		item.show();
	});
	return {
		dispose: () => {
			listener.dispose();
			item.dispose();
		},
	};
}
