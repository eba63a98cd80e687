/** What completion offers of a set-up: keys, sections, values, files, names behind `$[`. */
import {
	type CompletionItem,
	CompletionItemKind,
	CompletionItemTag,
	type CompletionList,
	InsertTextFormat,
	MarkupKind,
	TextEdit,
} from 'vscode-languageserver-types';
import { directoryOf } from '../../base/posixPath.ts';
import { touches } from '../../base/span.ts';
import { keyUseAt, nodeAt, type ParsedFile, type PlainElement, valuesOf } from '../../flexdata/index.ts';
import { wordsOf } from '../../metro/check/checkWords.ts';
import { configKeys, isKnownTo } from '../../metro/configKeys.ts';
import { fileIndex } from '../../metro/fileIndex.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { inlineCode } from '../markdown.ts';
import type { CompletionPlace } from './completionPlace.ts';
import { elementAt, sectionAt } from './flexdataDocument.ts';
import { keyCatalogue, matchingKeys } from './keyCatalogue.ts';
import { keyDocumentation } from './keyDocumentation.ts';
import { keyWords } from './keyWords.ts';
import { nameOf, type SettingsContext } from './settingsContext.ts';
import { valuesInShort } from './valuesInShort.ts';

/** Of more names than this only those that what was typed can mean are offered, the best of them. */
const mostNames = 100;

/** What an item needs to be explained later: the document it was offered in, and its key. */
export interface KeyItemData {
	readonly uri: string;
	readonly key: string;
}

/**
 * Names behind `$[`, or in a condition: everything the set-up defines, this file first; behind `$[[` only blocks. The list is
 * incomplete where there are too many to send them all.
 */
export async function nameItems(
	{ document, file, offset, context }: CompletionPlace,
	typed: string,
	onlyBlocks: boolean,
	inCondition = false,
): Promise<CompletionList> {
	const own = fileIndex(file).definitions;
	const isBlock = (key: string): boolean =>
		(own.get(key)?.[0]?.kind ?? context.evaluation?.collection.plain.get(key)?.stored.kind) === 'block' ||
		(!own.has(key) && configKeys.get(key)?.type === 'multi');
	// A name that begins with a colon lies in the section, and the section is not written.
	const unwritten = typed.startsWith(':') ? `${sectionAt(file, offset)}/` : '';
	const letters = (unwritten === '' ? typed : unwritten + typed.slice(1)).toLowerCase();
	const isWanted = (name: string): boolean => name.startsWith(unwritten) && (!onlyBlocks || isBlock(name));
	const all = keyCatalogue(file, context);
	const possible = unwritten === '' && !onlyBlocks ? all : all.filter(({ name }) => isWanted(name));
	const isIncomplete = possible.length > mostNames;
	const shown = isIncomplete ? matchingKeys(possible, letters, mostNames) : possible;
	const end = inCondition ? wordEnd(document, offset) : nameEnd(file, offset);
	const rest = document.text.slice(end, end + 2);
	// Brackets that are there, and a mode before them, stay.
	const isClosed = inCondition || rest.startsWith(']') || end > offset;
	const close = isClosed ? (onlyBlocks && /^\][^\]]?$/.test(rest) ? ']' : '') : onlyBlocks ? ']]' : ']';
	const range = toRange(document.lines, { start: offset - typed.length, end });
	// A value that refers to itself is a circle.
	const itself = inCondition ? undefined : elementAt(file, offset)?.key;
	const offered = shown.filter(({ name }) => name !== itself);
	const values = await valuesInShort(
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
			textEdit: TextEdit.replace(range, `${label}${close}`),
			data: { uri: document.uri, key: name } satisfies KeyItemData,
		};
	});
	return { isIncomplete, items };
}

/** Where a name ends that has begun before `offset`: an unfinished reference, whatever follows it, ends right there. */
function nameEnd(file: ParsedFile, offset: number): number {
	const end = keyUseAt(file, offset)?.nameSpan.end ?? offset;
	return /^[\w./+-]+$/.test(file.text.slice(offset, end)) ? end : offset;
}

/** Where the word in an annotation ends that has begun before `offset`. */
function wordEnd({ text }: DocumentView, offset: number): number {
	let end = offset;
	while (/[^\s\]]/.test(text[end] ?? ' ')) end++;
	return end;
}

/**
 * The keys of the section the line stands in that are not there yet: last those that another file of this run defines, where
 * Metro would stop at a second definition, and those of other versions.
 */
export function keyItems(
	{ document, file, offset, context }: CompletionPlace,
	typed: string,
): CompletionItem[] {
	const { evaluation, library } = context;
	const isCollected =
		document.path !== undefined && evaluation?.collected.has(library.canonical(document.path)) === true;
	const takenBy = (key: string): string | undefined => {
		const origin = isCollected ? evaluation?.collection.plain.get(key)?.origin : undefined;
		if (origin === undefined) return undefined;
		return origin.kind === 'argument' ? 'an argument' : nameOf(context, library.canonical(origin.path));
	};
	const section = sectionAt(file, offset);
	const prefix = section === '' ? '' : `${section}/`;
	const present = fileIndex(file).definitions;
	const range = toRange(document.lines, { start: offset - typed.length, end: offset });
	return [...configKeys.values()].flatMap((key) => {
		if (!key.name.startsWith(prefix) || present.has(key.name)) return [];
		const name = key.name.slice(prefix.length);
		const isBlock = key.type === 'multi';
		const snippet = isBlock ? `${name}: [\n$0\n]` : `${name}: $0`;
		const taken = takenBy(key.name);
		const isDead = !isKnownTo(key, context.version);
		return [
			{
				label: name,
				kind: isBlock ? CompletionItemKind.Function : CompletionItemKind.Property,
				detail: key.name,
				...(taken !== undefined && { labelDetails: { description: `already in ${taken}` } }),
				sortText: `${isDead ? 2 : taken === undefined ? 0 : 1}${name}`,
				insertTextFormat: InsertTextFormat.Snippet,
				textEdit: TextEdit.replace(range, snippet),
				...(isDead && { tags: [CompletionItemTag.Deprecated] }),
				...(!isBlock && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
				data: { uri: document.uri, key: key.name } satisfies KeyItemData,
			},
		];
	});
}

/** Section names: every beginning of a key that is known. */
export function sectionItems(
	{ document, file, offset, context }: CompletionPlace,
	typed: string,
): CompletionItem[] {
	const names = new Set<string>();
	for (const { name: key } of keyCatalogue(file, context)) {
		for (let at = key.indexOf('/'); at > 0; at = key.indexOf('/', at + 1)) names.add(key.slice(0, at));
	}
	const range = toRange(document.lines, { start: offset - typed.length, end: wordEnd(document, offset) });
	return [...names].sort().map((name) => ({
		label: name,
		kind: CompletionItemKind.Module,
		filterText: name,
		textEdit: TextEdit.replace(range, name),
	}));
}

/** The words a key can be: those of an option list that are not there yet. `at` is an element, or a condition's key. */
export function valueItems(
	{ document, file, offset, context }: CompletionPlace,
	at: PlainElement | string,
	typedWords: readonly string[] = [],
): CompletionItem[] {
	const key = typeof at === 'string' ? at : at.key;
	const allowed = keyWords(key, context);
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

/**
 * Files of the set-up. A collect names them as seen from its own file or from the installation, a value by their whole path,
 * for Metro looks for others where it was started. How a path was begun, so it goes on.
 */
export function fileItems(
	{ document, file, offset, context }: CompletionPlace,
	typed: string,
	use: 'collect' | 'value',
): CompletionItem[] {
	const { library, install } = context;
	if (document.path === undefined) return [];
	const here = library.canonical(document.path);
	const pathEnd = endOfPath(file, offset);
	const end = pathEnd ?? offset;
	const range = toRange(document.lines, { start: offset - typed.length, end });
	const close = use === 'value' || pathEnd !== undefined || document.text[end] === ']' ? '' : ']';
	const isBelow = (path: string): boolean => install !== undefined && path.startsWith(`${install}/`);
	const isWhole = typed.startsWith('/');
	const isRelative = use === 'collect' && !/^[/$]/.test(typed) && (install === undefined || isBelow(here));
	return [...library.files.keys()].flatMap((path) => {
		if (path === here || path.endsWith('/.metro')) return [];
		const written =
			!isRelative && !isWhole && install !== undefined && isBelow(path)
				? `$[path/install]${path.slice(install.length)}`
				: isWhole || use === 'value'
					? path
					: relativePath(directoryOf(here), path);
		return [
			{
				label: written,
				kind: CompletionItemKind.File,
				filterText: written,
				sortText: `${written.split('../').length}${written}`,
				textEdit: TextEdit.replace(range, written + close),
			},
		];
	});
}

/** Where the path of a collect, or the name behind a `<<`, ends that has begun before `offset`. */
function endOfPath(file: ParsedFile, offset: number): number | undefined {
	const node = nodeAt(file, offset);
	const isCollect = node?.kind === 'annotation' && node.annotation === 'collect';
	const isElement = node?.kind === 'element' || node?.kind === 'block';
	const spans = isCollect ? [node.path.span] : isElement ? valuesOf(node).map((value) => value.file) : [];
	return spans.find((span) => span !== undefined && touches(span, offset))?.end;
}

/** `path` as seen from `directory`, always beginning with a dot. */
function relativePath(directory: string, path: string): string {
	const from = directory.split('/');
	const to = path.split('/');
	let same = 0;
	while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
	const up = from.length - same;
	return `${up === 0 ? './' : '../'.repeat(up)}${to.slice(same).join('/')}`;
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
