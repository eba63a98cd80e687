/** Completion in Metro's configuration: option words and values, keys, sections, annotations, variables. */
import {
	type CompletionItem,
	CompletionItemKind,
	CompletionItemTag,
	InsertTextFormat,
	MarkupKind,
	TextEdit,
} from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import type { PlainElement } from '../../flexdata/index.ts';
import { type AllowedWord, allowedWords, configKeys, isKnownTo } from '../../metro/configKeys.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { elementsOf, parsedFile, plainElementAt, wordAt, wordsOf } from './flexdataDocument.ts';
import { keyDocumentation } from './hover.ts';
import type { SettingsContext } from './settingsContext.ts';

export async function flexdataCompletion(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<CompletionItem[]> {
	const file = parsedFile(document);
	const before = lineBefore(document.text, offset);
	const variable = /\$\[\[?([^\]$]*)$/.exec(before);
	if (variable !== null) return variables(document, offset, variable[1] ?? '', context);
	const inBlock = file.nodes.some(
		(node) =>
			node.kind === 'block' &&
			offset > node.opening.end &&
			offset <= (node.closing?.start ?? file.text.length),
	);
	if (inBlock) return [];
	if (/^\s*\[[a-z]*$/.test(before)) return annotations(document, offset, before);
	const section = /^\s*\[section\s+(\S*)$/.exec(before);
	if (section !== null) return sections(document, offset, section[1] ?? '', context);
	const element = plainElementAt(file, offset);
	if (element !== undefined && offset >= element.value.span.start)
		return values(document, offset, element, context);
	if (/^\s*[\w./+-]*$/.test(before)) return keys(document, offset, before.trimStart(), context);
	return [];
}

/** The words of an option list that are not there yet, or the values of a key with a fixed set. */
function values(
	document: DocumentView,
	offset: number,
	element: PlainElement,
	context: SettingsContext,
): CompletionItem[] {
	const allowed = allowedWords(element.key, context.version);
	if (allowed === undefined) return [];
	const file = parsedFile(document);
	const current = wordAt(file, element.value, offset);
	const isList = configKeys.get(element.key)?.list === true;
	const taken = new Set(isList ? wordsOf(file, element.value).map((word) => word.text) : []);
	if (current !== undefined) taken.delete(current.text);
	const span = current?.span ?? { start: offset, end: offset };
	return allowed
		.filter(({ word }) => !taken.has(word))
		.map((allowedWord, index) => valueItem(document, span, allowedWord, index, element.key));
}

function valueItem(
	document: DocumentView,
	span: Span,
	{ word, documentation }: AllowedWord,
	index: number,
	key: string,
): CompletionItem {
	return {
		label: word,
		kind: CompletionItemKind.EnumMember,
		detail: key,
		sortText: String(index).padStart(3, '0'),
		filterText: word,
		textEdit: TextEdit.replace(toRange(document.lines, span), word),
		...(documentation !== undefined && {
			documentation: { kind: MarkupKind.Markdown, value: documentation },
		}),
	};
}

/** Keys of the section the line stands in, each with its meaning. */
function keys(
	document: DocumentView,
	offset: number,
	typed: string,
	context: SettingsContext,
): CompletionItem[] {
	const file = parsedFile(document);
	const section = sectionAt(document, offset);
	const prefix = section === '' ? '' : `${section}/`;
	const present = new Set(elementsOf(file).map((element) => element.key));
	const span = { start: offset - typed.length, end: offset };
	const items: CompletionItem[] = [];
	for (const key of configKeys.values()) {
		if (!key.name.startsWith(prefix) || present.has(key.name)) continue;
		const name = key.name.slice(prefix.length);
		const isBlock = key.type === 'multi';
		items.push({
			label: name,
			kind: CompletionItemKind.Property,
			detail: key.name,
			documentation: { kind: MarkupKind.Markdown, value: keyDocumentation(key, context) },
			insertTextFormat: InsertTextFormat.Snippet,
			textEdit: TextEdit.replace(
				toRange(document.lines, span),
				isBlock ? `${name}: [\n$0\n]` : `${name}: $0`,
			),
			...(!isKnownTo(key, context.version) && { tags: [CompletionItemTag.Deprecated] }),
			...(!isBlock && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
		});
	}
	return items;
}

/** Names behind `$[`: everything the set-up defines, this file first. */
async function variables(
	document: DocumentView,
	offset: number,
	typed: string,
	context: SettingsContext,
): Promise<CompletionItem[]> {
	const own = new Set(elementsOf(parsedFile(document)).map((element) => element.key));
	const names = new Set([...own, ...context.knownKeys, ...configKeys.keys()]);
	const section = sectionAt(document, offset);
	const span = { start: offset - typed.length, end: offset };
	const close = document.text[offset] === ']' ? '' : ']';
	const inSection = typed.startsWith(':');
	const shown = [...names].filter((name) => !inSection || name.startsWith(`${section}/`));
	return Promise.all(
		shown.map(async (name): Promise<CompletionItem> => {
			const key = configKeys.get(name);
			const label = inSection ? `:${name.slice(section.length + 1)}` : name;
			const value = await context.resolve(name);
			return {
				label,
				kind: CompletionItemKind.Variable,
				sortText: `${own.has(name) ? 0 : 1}${name}`,
				filterText: label,
				...(value !== undefined && { labelDetails: { description: shorten(value) } }),
				...(key !== undefined && {
					documentation: { kind: MarkupKind.Markdown, value: keyDocumentation(key, context) },
				}),
				textEdit: TextEdit.replace(toRange(document.lines, span), `${label}${close}`),
			};
		}),
	);
}

const annotationForms: readonly (readonly [label: string, snippet: string, meaning: string])[] = [
	['section', '[section ${1:name}]', 'Keys below belong to this section.'],
	['collect', '[collect ${1:./file.conf}]', 'Reads another file as well, relative to this one.'],
	['when', '[when ${1:key} is ${2:value}]', 'Keys below count only while the condition is true.'],
	[
		'section when',
		'[section ${1:name} when ${2:key} is ${3:value}]',
		'A section whose keys are conditional.',
	],
	[
		'collect when',
		'[collect ${1:./file.conf} when ${2:key} is ${3:value}]',
		'Reads a file if a condition is true.',
	],
];

function annotations(document: DocumentView, offset: number, before: string): CompletionItem[] {
	const start = offset - before.trimStart().length;
	const end = document.text[offset] === ']' ? offset + 1 : offset;
	return annotationForms.map(([label, snippet, meaning], index) => ({
		label,
		kind: CompletionItemKind.Keyword,
		detail: meaning,
		sortText: String(index),
		filterText: `[${label}`,
		insertTextFormat: InsertTextFormat.Snippet,
		textEdit: TextEdit.replace(toRange(document.lines, { start, end }), snippet),
	}));
}

/** Section names: every prefix of a known key. */
function sections(
	document: DocumentView,
	offset: number,
	typed: string,
	context: SettingsContext,
): CompletionItem[] {
	const names = new Set<string>();
	for (const key of [...configKeys.keys(), ...context.knownKeys]) {
		for (let at = key.indexOf('/'); at > 0; at = key.indexOf('/', at + 1)) names.add(key.slice(0, at));
	}
	const range = toRange(document.lines, { start: offset - typed.length, end: offset });
	return [...names].sort().map((name) => ({
		label: name,
		kind: CompletionItemKind.Module,
		filterText: name,
		textEdit: TextEdit.replace(range, name),
	}));
}

/** The section in force at an offset. */
function sectionAt(document: DocumentView, offset: number): string {
	let section = '';
	for (const node of parsedFile(document).nodes) {
		if (node.span.start > offset) break;
		if (node.kind === 'annotation' && node.annotation === 'section') section = node.name.text;
	}
	return section;
}

function lineBefore(text: string, offset: number): string {
	const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
	return text.slice(start, offset);
}

function shorten(value: string): string {
	return value.length > 40 ? `${value.slice(0, 39)}…` : value;
}
