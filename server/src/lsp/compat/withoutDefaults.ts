/** Completion for editors that want each item whole. */
import { type CompletionList, Range, TextEdit } from 'vscode-languageserver';

/** The same offer with everything that its items have in common written out in each of them. */
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
