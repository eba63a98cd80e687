/** Completion where a key is being defined: keys of the section, and sections. */
import {
	type CompletionItem,
	CompletionItemKind,
	CompletionItemTag,
	InsertTextFormat,
	TextEdit,
} from 'vscode-languageserver-types';
import type { Element } from '../../../flexdata/index.ts';
import { configKeys, isKnownTo } from '../../../setup/configuration/configKeys.ts';
import { fileIndex } from '../../../setup/configuration/fileIndex.ts';
import { toRange } from '../../convert.ts';
import { sectionAt, wordEnd } from '../flexdataDocument.ts';
import { nameOf } from '../settingsContext.ts';
import { keyCatalogue } from './keyCatalogue.ts';
import type { FlexdataCompletionPlace } from './place.ts';
import type { KeyItemData } from './resolve.ts';

/**
 * The keys of the line's section that are not defined yet. Last come keys that another file of this run defines, where
 * Metro would stop at a second definition, and keys of other versions.
 * @param element the element whose name is being typed; the text after the name stays
 */
export function keyItems(
	{ document, file, offset, context }: FlexdataCompletionPlace,
	typed: string,
	element: Element | undefined,
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
	const end = element?.nameSpan.end ?? wordEnd(document, offset, /[\w./+-]/);
	const range = toRange(document.lines, { start: offset - typed.length, end });
	const data: KeyItemData = { uri: document.uri, prefix };
	return [...configKeys.values()].flatMap((key) => {
		if (!key.name.startsWith(prefix) || present.has(key.name)) return [];
		const name = key.name.slice(prefix.length);
		const isBlock = key.type === 'multi';
		const snippet = isBlock ? `${name}: [\n$0\n]` : `${name}: $0`;
		const isNew = element === undefined;
		const taken = takenBy(key.name);
		const isDead = !isKnownTo(key, context.version);
		return [
			{
				label: name,
				kind: isBlock ? CompletionItemKind.Function : CompletionItemKind.Property,
				detail: key.name,
				...(taken !== undefined && { labelDetails: { description: `already in ${taken}` } }),
				sortText: `${isDead ? 2 : taken === undefined ? 0 : 1}${name}`,
				...(isNew && { insertTextFormat: InsertTextFormat.Snippet }),
				textEdit: TextEdit.replace(range, isNew ? snippet : name),
				...(isDead && { tags: [CompletionItemTag.Deprecated] }),
				...(isNew && !isBlock && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
				data,
			},
		];
	});
}

/** Section names: every prefix of a known key. */
export function sectionItems(
	{ document, file, offset, context }: FlexdataCompletionPlace,
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
