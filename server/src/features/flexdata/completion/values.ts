/** Completion of values: the words that a key can have. */
import { type CompletionItem, CompletionItemKind, MarkupKind, TextEdit } from 'vscode-languageserver-types';
import { touches } from '../../../base/span.ts';
import { wordsOf } from '../../../check/checkWords.ts';
import type { PlainElement } from '../../../flexdata/index.ts';
import { configKeys } from '../../../setup/configuration/configKeys.ts';
import { toRange } from '../../convert.ts';
import { allowedValues } from '../allowedValues.ts';
import { wordEnd } from '../flexdataDocument.ts';
import type { FlexdataCompletionPlace } from './place.ts';

/** The words a key can have; of an option list, those that are missing. `at` is an element, or a condition's key. */
export function valueItems(
	{ document, file, offset, context }: FlexdataCompletionPlace,
	at: PlainElement | string,
	typedWords: readonly string[] = [],
): CompletionItem[] {
	const key = typeof at === 'string' ? at : at.key;
	const allowed = allowedValues(key, context);
	if (allowed === undefined) return [];
	const words = typeof at === 'string' ? [] : wordsOf(file, at.value);
	const current = words.find(({ span }) => touches(span, offset));
	const typed = typedWords.at(-1) ?? '';
	const end = typeof at === 'string' ? wordEnd(document, offset) : offset;
	const span = current?.span ?? { start: offset - typed.length, end };
	const isList = typeof at === 'string' || configKeys.get(key)?.list === true;
	const taken = new Set(isList ? [...words.map(({ text }) => text), ...typedWords.slice(0, -1)] : []);
	if (current !== undefined) taken.delete(current.text);
	return allowed
		.filter(({ word }) => !taken.has(word))
		.map(({ word, documentation }, index) => ({
			label: word,
			kind: CompletionItemKind.EnumMember,
			detail: key,
			sortText: String(index).padStart(3, '0'),
			filterText: word,
			textEdit: TextEdit.replace(toRange(document.lines, span), word),
			...(documentation !== undefined && {
				documentation: { kind: MarkupKind.Markdown, value: documentation },
			}),
		}));
}
