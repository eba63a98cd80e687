/** Completion in Metro's configuration: finds what is possible at the cursor and offers it. */
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import type { DocumentView } from '../../documentView.ts';
import { elementAt, isInBlock, lineBefore, parsedFile, wordEnd } from '../flexdataDocument.ts';
import { referenceModes } from '../modes.ts';
import type { SettingsContext } from '../settingsContext.ts';
import { fileItems } from './files.ts';
import { keyItems, sectionItems } from './keys.ts';
import { annotationItems, optionItems, verbItems, wordItems } from './keywords.ts';
import { nameItems } from './names.ts';
import type { FlexdataCompletionPlace } from './place.ts';
import { valueItems } from './values.ts';

/** The completions: everything possible at the cursor, or, if that is too much, what matches the typed text. */
type Offer = CompletionItem[] | CompletionList;

export async function flexdataCompletion(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<CompletionList> {
	const offer = await offerAt({ document, file: parsedFile(document), offset, context });
	return Array.isArray(offer) ? { isIncomplete: false, items: offer } : offer;
}

/**
 * Whether completion opens after the space before the cursor: after a word of an annotation, a key's colon, or `<<`. Anywhere
 * else an automatic list would disturb typing words and indentation.
 */
export function offersBehindSpace(document: DocumentView, offset: number): boolean {
	return (
		/^\s*\[\w+ (?:[^\]]* )?$|^\s*[^\s:#[]+: (?:<< )?$/.test(lineBefore(document, offset)) &&
		!isInBlock(parsedFile(document), offset)
	);
}

async function offerAt(place: FlexdataCompletionPlace): Promise<Offer> {
	const { document, file, offset } = place;
	const before = lineBefore(document, offset);
	const isBlock = isInBlock(file, offset);
	// In a script, Metro also resolves references in comments.
	if (!isBlock && /^\s*#/.test(before)) return [];
	const reference = /\$\[(\[?)([^\][$]*)$/.exec(before);
	if (reference !== null) return inReference(place, reference[1] === '[', reference[2] ?? '');
	const read = /^(?:[^\s:]+(?::[^\s:]*)*:)?\s*<<\s+(\S*)$/.exec(before);
	if (read !== null) return fileItems(place, read[1] ?? '', 'value');
	if (isBlock) return [];
	const annotation = /^\s*\[(.*)$/.exec(before);
	if (annotation !== null) return inAnnotation(place, before.trimStart(), annotation[1] ?? '');
	const element = elementAt(file, offset);
	if (element?.kind === 'element' && offset >= element.value.span.start) return valueItems(place, element);
	const begun = before.trimStart();
	if (!/^[\w./+-]*$/.test(begun)) return [];
	const keys = keyItems(place, begun, element);
	return element === undefined ? [...keys, ...annotationItems(place, begun)] : keys;
}

/** After `$[` or `$[[`: a name, or a mode after its colon. */
async function inReference(place: FlexdataCompletionPlace, isBlock: boolean, typed: string): Promise<Offer> {
	const colon = typed.indexOf(':', 1);
	if (colon > 0) {
		const modes = referenceModes.filter(({ ofBlocks }) => ofBlocks || !isBlock);
		return wordItems(
			place,
			typed.slice(colon + 1),
			modes.map(({ mode, meaning }) => [mode, meaning]),
			/\w/,
		);
	}
	return nameItems(place, typed, isBlock);
}

async function inAnnotation(place: FlexdataCompletionPlace, line: string, inner: string): Promise<Offer> {
	const [verb = '', ...rest] = inner.trimStart().split(/\s+/);
	if (rest.length === 0) return isFollowed(place) ? verbItems(place, verb) : annotationItems(place, line);
	const condition = verb === 'when' ? rest : rest[1] === 'when' ? rest.slice(2) : undefined;
	if (condition !== undefined && condition.length > 0) return inCondition(place, condition);
	const [typed = '', next] = rest;
	if (next !== undefined) {
		const canBeConditional = verb === 'section' || verb === 'collect';
		return canBeConditional && rest.length === 2
			? wordItems(place, next, [['when', 'Only while a condition is true.']])
			: [];
	}
	if (verb === 'section') return sectionItems(place, typed);
	if (verb === 'collect') return fileItems(place, typed, 'collect');
	return verb === 'option' ? optionItems(place, typed) : [];
}

/** True if the annotation has more than the word that is being typed. */
function isFollowed({ document, offset }: FlexdataCompletionPlace): boolean {
	return /^[^\S\r\n]+[^\s\]]/.test(document.text.slice(wordEnd(document, offset)));
}

/** A condition: its key, then `is` or `in`, then possible values of the key. */
async function inCondition(place: FlexdataCompletionPlace, words: readonly string[]): Promise<Offer> {
	const [key = '', operator, ...values] = words;
	if (operator === undefined) return nameItems(place, key, false, true);
	if (values.length === 0) {
		const operators = [
			['is', 'True if the value is one of the words that follow.'],
			['in', 'The same as is.'],
		];
		return wordItems(place, operator, operators);
	}
	return valueItems(place, key, values);
}
