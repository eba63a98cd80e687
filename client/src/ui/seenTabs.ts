/** The documents that somebody can see, as text, as rendered Markdown or in a comparison. */
import { type Tab, TabInputCustom, TabInputText, TabInputTextDiff, type Uri, window } from 'vscode';

/** The addresses with this scheme in the tabs in front, each once. */
export function seenAddresses(scheme: string): readonly Uri[] {
	const inFront = window.tabGroups.all.flatMap(({ activeTab }) => addressesIn(activeTab));
	// A document can be seen outside any tab, for instance in a peek.
	const asText = window.visibleTextEditors.map(({ document }) => document.uri);
	const all = [...inFront, ...asText].filter((uri) => uri.scheme === scheme);
	return [...new Map(all.map((uri) => [uri.toString(), uri])).values()];
}

/** The addresses of what a tab shows. */
export function addressesIn(tab: Tab | undefined): readonly Uri[] {
	const input = tab?.input;
	if (input instanceof TabInputText || input instanceof TabInputCustom) return [input.uri];
	return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
}
