/** Completion of the language itself: annotations, their options, and given words. */
import {
	type CompletionItem,
	CompletionItemKind,
	InsertTextFormat,
	TextEdit,
} from 'vscode-languageserver-types';
import { toRange } from '../../convert.ts';
import { type AnnotationStart, annotationForms, annotationStarts } from '../annotationForms.ts';
import { wordEnd } from '../flexdataDocument.ts';
import type { FlexdataCompletionPlace } from './place.ts';

/**
 * Words with their meanings. The whole word being typed is replaced.
 * @param letter matches a character of the words, if it differs from other words in an annotation
 */
export function wordItems(
	{ document, offset }: Pick<FlexdataCompletionPlace, 'document' | 'offset'>,
	typed: string,
	words: readonly (readonly string[])[],
	letter?: RegExp,
): CompletionItem[] {
	const end = wordEnd(document, offset, letter);
	const range = toRange(document.lines, { start: offset - typed.length, end });
	return words.map(([word = '', meaning = ''], index) => ({
		label: word,
		kind: CompletionItemKind.Keyword,
		detail: meaning,
		sortText: String(index),
		textEdit: TextEdit.replace(range, word),
	}));
}

export function optionItems(
	place: Pick<FlexdataCompletionPlace, 'document' | 'offset'>,
	typed: string,
): CompletionItem[] {
	return wordItems(place, typed, [
		['parse/strict', 'Everything that an element refers to must be defined.'],
		[
			'parse/lax',
			'Forgives missing keys inside the values that an element refers to; $[name:lax] is clearer.',
		],
	]);
}

/** The first words of annotations, for an annotation that continues after them. */
export function verbItems(
	place: Pick<FlexdataCompletionPlace, 'document' | 'offset'>,
	typed: string,
): CompletionItem[] {
	const verbs = annotationStarts.filter(({ label }) => annotationForms.has(label));
	return wordItems(
		place,
		typed,
		verbs.map(({ label, meaning }) => [label, meaning]),
	);
}

const block: AnnotationStart = {
	label: 'block',
	snippet: '${1:name}: [\n$0\n]',
	meaning: 'A value of several lines.',
};

/**
 * Annotations, and at the start of a line a block, sorted after all keys.
 * @param line the text of the line before the cursor; from its bracket on, if there is one
 */
export function annotationItems(
	{ document, offset }: Pick<FlexdataCompletionPlace, 'document' | 'offset'>,
	line: string,
): CompletionItem[] {
	const wordsEnd = wordEnd(document, offset);
	const end = document.text[wordsEnd] === ']' ? wordsEnd + 1 : wordsEnd;
	const bracket = line.startsWith('[') ? '[' : '';
	const offered = bracket === '' ? [...annotationStarts, block] : annotationStarts;
	return offered.map(({ label, snippet, meaning }, index) => ({
		label,
		kind: CompletionItemKind.Keyword,
		detail: meaning,
		sortText: `9${index}`,
		filterText: `${bracket}${label}`,
		insertTextFormat: InsertTextFormat.Snippet,
		textEdit: TextEdit.replace(toRange(document.lines, { start: offset - line.length, end }), snippet),
	}));
}
