/** Completion for editors that take what they insert as it is. */
import { type CompletionItem, type CompletionList, InsertTextFormat, TextEdit } from 'vscode-languageserver';

/** The same offer with the placeholders of its snippets filled in: with their own text, or the first choice. */
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
