/** What is said of a completion item once somebody looks at it. */
import { type CompletionItem, MarkupKind } from 'vscode-languageserver-types';
import { configKeys } from '../../metro/configKeys.ts';
import { inlineCode } from '../markdown.ts';
import { keyDocumentation } from './keyDocumentation.ts';
import type { SettingsContext } from './settingsContext.ts';
import { valuesInShort } from './valuesInShort.ts';

/** What an item needs to be explained later: the document it was offered in, and its key. */
export interface KeyItemData {
	readonly uri: string;
	readonly key: string;
}

/** Fills in what takes time: the documentation of an item's key, and what the key comes to. */
export async function flexdataResolveCompletion(
	item: CompletionItem,
	context: SettingsContext,
): Promise<CompletionItem> {
	const key = (item.data as Partial<KeyItemData> | undefined)?.key;
	if (key === undefined || item.documentation !== undefined) return item;
	const known = configKeys.get(key);
	const value = (await valuesInShort([key], context)).get(key);
	const parts = [
		...(known === undefined ? [] : [keyDocumentation(known, context)]),
		...(value === undefined ? [] : [`Here: ${value === '' ? '*empty*' : inlineCode(value)}`]),
	];
	if (parts.length === 0) return item;
	return { ...item, documentation: { kind: MarkupKind.Markdown, value: parts.join('\n\n') } };
}
