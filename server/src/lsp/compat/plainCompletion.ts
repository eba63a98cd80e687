/** Completion for editors with fewer features: each item complete, with plain text to insert. */
import {
	type CompletionItem,
	type CompletionList,
	InsertTextFormat,
	Range,
	TextEdit,
} from 'vscode-languageserver';

/** The same list with the shared defaults written out in each item. */
export function withoutDefaults(offer: CompletionList): CompletionList {
	const { itemDefaults, ...list } = offer;
	if (itemDefaults === undefined) return offer;
	const { editRange, ...common } = itemDefaults;
	const items = list.items.map(({ textEditText, ...item }) => ({
		...common,
		...item,
		...(Range.is(editRange) &&
			item.textEdit === undefined && { textEdit: TextEdit.replace(editRange, textEditText ?? item.label) }),
	}));
	return { ...list, items };
}

/** The same list with the placeholders of its snippets filled in: with their default text, or the first choice. */
export function withoutSnippets(offer: CompletionList): CompletionList {
	return { ...offer, items: offer.items.map(plain) };
}

function plain(item: CompletionItem): CompletionItem {
	if (item.insertTextFormat !== InsertTextFormat.Snippet) return item;
	const { insertTextFormat: _, textEdit, ...rest } = item;
	if (!TextEdit.is(textEdit)) return { ...rest, ...(textEdit && { textEdit }) };
	return { ...rest, textEdit: { ...textEdit, newText: filledIn(textEdit.newText) } };
}

function filledIn(snippet: string): string {
	return snippet
		.replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
		.replace(/\$\{\d+:([^}]*)\}/g, '$1')
		.replace(/(?<!\\)\$(?:\d+|\{\d+\})/g, '')
		.replace(/\\([\\$}])/g, '$1');
}
