/** Resolves completion items when the user selects one. */
import { type CompletionItem, MarkupKind } from 'vscode-languageserver-types';
import { configKeys } from '../../../setup/configuration/configKeys.ts';
import { inlineCode } from '../../markdown.ts';
import { keyDocumentation } from '../keyDocumentation.ts';
import type { SettingsContext } from '../settingsContext.ts';
import { valuePreviews } from './valuePreviews.ts';

/** The data for resolving items: their document, and the part of their keys that their labels omit. */
export interface KeyItemData {
	readonly uri: string;
	/** Empty, or a section with its slash. */
	readonly prefix: string;
}

/** Fills in expensive parts: the documentation of an item's key, and its value. */
export async function flexdataResolveCompletion(
	item: CompletionItem,
	context: SettingsContext,
): Promise<CompletionItem> {
	const prefix = (item.data as Partial<KeyItemData> | undefined)?.prefix;
	if (prefix === undefined || item.documentation !== undefined) return item;
	const key = prefix + item.label.replace(/^:/, '');
	const known = configKeys.get(key);
	const value = (await valuePreviews([key], context)).get(key);
	const parts = [
		...(known === undefined ? [] : [keyDocumentation(known, context)]),
		...(value === undefined ? [] : [`Here: ${value === '' ? '*empty*' : inlineCode(value)}`]),
	];
	if (parts.length === 0) return item;
	return { ...item, documentation: { kind: MarkupKind.Markdown, value: parts.join('\n\n') } };
}
