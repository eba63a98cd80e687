/** Hover in Metro's configuration: the meaning and value of keys, and the files that are collected and read. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { type Span, touches } from '../../../base/span.ts';
import { wordsOf } from '../../../check/checkWords.ts';
import { definedKeys } from '../../../check/keysOfLibrary.ts';
import { type CollectAnnotation, type CollectStep, nodeAt } from '../../../flexdata/index.ts';
import { configKeys } from '../../../setup/configuration/configKeys.ts';
import { toRange } from '../../convert.ts';
import type { DocumentView } from '../../documentView.ts';
import { inlineCode, markdownLink } from '../../markdown.ts';
import { allowedValues } from '../allowedValues.ts';
import { annotationForms, annotationLabel } from '../annotationForms.ts';
import { collectStepOf, collectTargets } from '../collectTargets.ts';
import { fileRead } from '../fileRead.ts';
import { parsedFile } from '../flexdataDocument.ts';
import { placeLink } from '../placeLink.ts';
import { nameOf, type SettingsContext } from '../settingsContext.ts';
import { type ConfigSymbol, symbolAt } from '../symbolAt.ts';
import { keyHover } from './keyHover.ts';

export async function flexdataHover(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<Hover | undefined> {
	const symbol = symbolAt(parsedFile(document), offset);
	const found =
		symbol === undefined
			? (aboutWord(document, offset, context) ?? aboutAnnotation(document, offset))
			: { span: symbol.span, markdown: await symbolHover(symbol, document, context) };
	if (found?.markdown === undefined) return undefined;
	return {
		range: toRange(document.lines, found.span),
		contents: { kind: MarkupKind.Markdown, value: found.markdown },
	};
}

/** At most this many possible files of a collect are listed. */
const mostTargets = 20;

/** A span of the document and its hover text. */
interface Said {
	readonly span: Span;
	readonly markdown: string | undefined;
}

async function symbolHover(
	symbol: ConfigSymbol,
	{ path }: DocumentView,
	context: SettingsContext,
): Promise<string | undefined> {
	switch (symbol.kind) {
		case 'definition':
			return keyHover(symbol.key, undefined, context);
		case 'use':
			return keyHover(symbol.key, symbol.use, context);
		case 'section':
			return aboutSection(symbol.name, context);
		case 'collect':
			return path === undefined ? undefined : aboutCollect(context, path, symbol.node);
		case 'file': {
			const read = path && (await fileRead(context, path, symbol.element.key, symbol.span));
			if (read === undefined || read === '') return undefined;
			const name = nameOf(context, read.path);
			if (read.failed) return `Reads ${inlineCode(name)}, which cannot be read: *Metro stops here.*`;
			return `Reads ${read.path.isWellFormed() ? markdownLink(name, context.uriOf(read.path)) : inlineCode(name)}`;
		}
	}
}

/** A possible value. */
function aboutWord(document: DocumentView, offset: number, context: SettingsContext): Said | undefined {
	const file = parsedFile(document);
	const element = nodeAt(file, offset);
	if (element?.kind !== 'element') return undefined;
	const word = wordsOf(file, element.value).find(({ span }) => touches(span, offset));
	const known = word && allowedValues(element.key, context)?.find((one) => one.word === word.text);
	if (word === undefined || known?.documentation === undefined) return undefined;
	const markdown = `${inlineCode(known.word)} in ${inlineCode(element.key)}\n\n${known.documentation}`;
	return { span: word.span, markdown };
}

/** The first word of an annotation. */
function aboutAnnotation(document: DocumentView, offset: number): Said | undefined {
	const node = nodeAt(parsedFile(document), offset);
	const verb = node?.kind === 'annotation' ? node.words[0] : undefined;
	const form = verb && annotationForms.get(verb.text);
	if (verb === undefined || form === undefined || !touches(verb.span, offset)) return undefined;
	return { span: verb.span, markdown: `${inlineCode(annotationLabel(verb.text, form))}\n\n${form.meaning}` };
}

function aboutCollect(context: SettingsContext, path: string, node: CollectAnnotation): string {
	const start = { start: 0, end: 0 };
	const targets = collectTargets(context, path, node).slice(0, mostTargets);
	const lines = targets.map((target) => `- ${placeLink(context, target, start)}`);
	const head = whatBecomes(collectStepOf(context, path, node)?.outcome);
	return lines.length === 0 ? head : `${head}\n\n${lines.join('\n')}`;
}

function whatBecomes(outcome: CollectStep['outcome'] | undefined): string {
	switch (outcome?.kind) {
		case 'collected':
			return 'Collects';
		case 'dropped':
			return 'Collects nothing in this run: the path is empty.';
		case 'condition-false':
			return `Not collected in this run: ${inlineCode(outcome.condition)} is not true.`;
		case 'undefined':
		case 'failed':
			return `Not collected in this run: ${escapeMarkdown(outcome.error.message)}`;
		default:
			return 'Can lead to';
	}
}

/** At most this many keys of a section are listed. */
const mostKeys = 30;

function aboutSection(name: string, { library }: SettingsContext): string {
	const own = configKeys.get(name);
	const head = `**${escapeMarkdown(name)}**${own === undefined ? '' : `: ${escapeMarkdown(own.meaning)}`}`;
	const below = (keys: Iterable<string>): string[] => [...keys].filter((key) => key.startsWith(`${name}/`));
	const list = (title: string, keys: readonly string[]): string[] => {
		if (keys.length === 0) return [];
		const names = keys.slice(0, mostKeys).map((key) => inlineCode(key.slice(name.length + 1)));
		return [`${title}: ${names.join(', ')}${keys.length > mostKeys ? ', …' : ''}`];
	};
	const others = below(definedKeys(library)).filter((key) => !configKeys.has(key));
	return [
		head,
		...list('Keys that Metro knows', below(configKeys.keys())),
		...list('Other keys in the set-up', others.sort()),
	].join('\n\n');
}
