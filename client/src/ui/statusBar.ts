/** One quiet item in the status bar: the next build and how many subarches fail, or what is wrong. A click tells more. */
import { Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import { statusText } from './statusText.ts';

export function createStatusBar(server: LanguageServer, setups: Setups): Disposable {
	const item = window.createStatusBarItem('metro.status', StatusBarAlignment.Left);
	item.name = 'Metro';
	const update = (): void => {
		const status = statusText(setups.known ?? [], server.health === 'failed');
		if (status === undefined) {
			item.hide();
			return;
		}
		item.text = status.text;
		item.tooltip = status.tooltip;
		item.command = status.command;
		item.backgroundColor = status.troubled ? new ThemeColor('statusBarItem.warningBackground') : undefined;
		item.accessibilityInformation = { label: status.accessibleLabel };
		item.show();
	};
	return Disposable.from(item, setups.onDidChange(update), server.onDidChangeHealth(update));
}
