/** Completion of names that a set-up defines: after `$[`, and in conditions. */
import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import { keyUseAt, type ParsedFile } from '../../../flexdata/index.ts';
import { configKeys } from '../../../setup/configuration/configKeys.ts';
import { fileIndex } from '../../../setup/configuration/fileIndex.ts';
import { toRange } from '../../convert.ts';
import { elementAt, sectionAt, wordEnd } from '../flexdataDocument.ts';
import { keyCatalogue, matchingKeys } from './keyCatalogue.ts';
import type { FlexdataCompletionPlace } from './place.ts';
import type { KeyItemData } from './resolve.ts';
import { valuePreviews } from './valuePreviews.ts';

/** If there are more names than this, only the best matches of the typed text are offered. */
const mostNames = 100;

/**
 * Names after `$[`, or in a condition: everything that the set-up defines, this file first; after `$[[` only blocks. The list is
 * incomplete if there are too many to send.
 */
export async function nameItems(
	{ document, file, offset, context }: FlexdataCompletionPlace,
	typed: string,
	onlyBlocks: boolean,
	inCondition = false,
): Promise<CompletionList> {
	const own = fileIndex(file).definitions;
	const isBlock = (key: string): boolean =>
		(own.get(key)?.[0]?.kind ?? context.evaluation?.collection.plain.get(key)?.stored.kind) === 'block' ||
		(!own.has(key) && configKeys.get(key)?.type === 'multi');
	// A name that begins with a colon is relative to the section, which is not written.
	const unwritten = typed.startsWith(':') ? `${sectionAt(file, offset)}/` : '';
	const letters = (unwritten === '' ? typed : unwritten + typed.slice(1)).toLowerCase();
	const isWanted = (name: string): boolean => name.startsWith(unwritten) && (!onlyBlocks || isBlock(name));
	const all = keyCatalogue(file, context);
	const possible = unwritten === '' && !onlyBlocks ? all : all.filter(({ name }) => isWanted(name));
	const isIncomplete = possible.length > mostNames;
	const shown = isIncomplete ? matchingKeys(possible, letters, mostNames) : possible;
	const end = inCondition ? wordEnd(document, offset) : nameEnd(file, offset);
	const rest = document.text.slice(end, end + 2);
	// Existing brackets, and a mode before them, stay.
	const isClosed = inCondition || rest.startsWith(']') || end > offset;
	const close = isClosed ? (onlyBlocks && /^\][^\]]?$/.test(rest) ? ']' : '') : onlyBlocks ? ']]' : ']';
	const range = toRange(document.lines, { start: offset - typed.length, end });
	// A value must not refer to itself.
	const itself = inCondition ? undefined : elementAt(file, offset)?.key;
	const offered = shown.filter(({ name }) => name !== itself);
	const values = await valuePreviews(
		offered.map(({ name }) => name),
		context,
	);
	const items = offered.map(({ name, nearness }): CompletionItem => {
		const label = unwritten === '' ? name : `:${name.slice(unwritten.length)}`;
		const value = values.get(name);
		return {
			label,
			kind: isBlock(name) ? CompletionItemKind.Function : CompletionItemKind.Variable,
			sortText: `${nearness}${name}`,
			...(value !== undefined && { labelDetails: { description: value } }),
			...(close !== '' && { textEditText: `${label}${close}` }),
		};
	});
	const data: KeyItemData = { uri: document.uri, prefix: unwritten };
	return { isIncomplete, itemDefaults: { editRange: range, data }, items };
}

/** The end of the name that began before `offset`; an unfinished reference ends at `offset`. */
function nameEnd(file: ParsedFile, offset: number): number {
	const end = keyUseAt(file, offset)?.nameSpan.end ?? offset;
	return /^[\w./+-]+$/.test(file.text.slice(offset, end)) ? end : offset;
}
