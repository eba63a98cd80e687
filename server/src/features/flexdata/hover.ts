/** Hover in Metro's configuration: what a key means, what it comes to and how, which file a collect leads to. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import { type Span, touches } from '../../base/span.ts';
import type { Definition, Hop, Outcome } from '../../flexdata/index.ts';
import { placeOf } from '../../metro/check/checkKeys.ts';
import { wordsOf } from '../../metro/check/checkWords.ts';
import { allowedWords, configKeys } from '../../metro/configKeys.ts';
import { contextTitle } from '../../metro/evaluationContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { codeBlock, escapeMarkdown, inlineCode } from '../markdown.ts';
import { collectTargets } from './collectTargets.ts';
import { elementAt, parsedFile } from './flexdataDocument.ts';
import { keyDocumentation } from './keyDocumentation.ts';
import { locationOf, resolved, type SettingsContext } from './settingsContext.ts';
import { thingAt } from './thing.ts';

/** Steps of an expansion that are shown; a person reads no more. */
const mostHops = 40;
/** Lines of a block that are shown. */
const mostLines = 30;

export async function flexdataHover(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<Hover | undefined> {
	const file = parsedFile(document);
	const show = (span: Span, markdown: string): Hover => ({
		range: toRange(document.lines, span),
		contents: { kind: MarkupKind.Markdown, value: markdown },
	});
	const thing = thingAt(file, offset);
	if (thing?.kind === 'definition' || thing?.kind === 'use') {
		return show(thing.span, await aboutKey(thing.key, context));
	}
	if (thing?.kind === 'collect' && document.path !== undefined) {
		return show(thing.span, aboutCollect(context, document.path, thing.node));
	}
	if (thing?.kind === 'section') return show(thing.span, aboutSection(thing.name));
	const element = elementAt(file, offset);
	if (element?.kind !== 'element') return undefined;
	const word = wordsOf(file, element.value).find(({ span }) => touches(span, offset));
	const known = word && allowedWords(element.key, context.version)?.find((w) => w.word === word.text);
	if (word === undefined || known?.documentation === undefined) return undefined;
	return show(word.span, `${inlineCode(known.word)} in ${inlineCode(element.key)}\n\n${known.documentation}`);
}

/** Everything known of a key: its meaning and, in this run of Metro, its value, its definitions and how it came about. */
async function aboutKey(key: string, context: SettingsContext): Promise<string> {
	const known = configKeys.get(key);
	const parts = [`**${escapeMarkdown(key)}**`];
	if (known !== undefined) parts.push(keyDocumentation(known, context.version));
	const { evaluation } = context;
	if (evaluation === undefined) return parts.join('\n\n');
	const { plain, conditional } = evaluation.collection;
	if (!plain.has(key) && !conditional.has(key)) {
		parts.push(`Not defined for ${escapeMarkdown(contextTitle(evaluation.context))}.`);
		return parts.join('\n\n');
	}
	const { outcome, hops } = await evaluation.resolver.trace(key);
	parts.push(`For ${escapeMarkdown(contextTitle(evaluation.context))}: ${shown(outcome)}`);
	const chosen = hops.find((hop) => hop.asked === key)?.definition;
	parts.push(
		[...(conditional.get(key)?.values() ?? []), plain.get(key)]
			.flatMap((definition) =>
				definition === undefined ? [] : [definitionLine(definition, chosen, context)],
			)
			.join('\n'),
	);
	const trace = hopLines(
		hops.flatMap((hop) => (hop.asked === key ? hop.hops : [hop])),
		context,
		0,
	);
	if (trace.length > 0) {
		const more = trace.length > mostHops ? [`- … ${trace.length - mostHops} more`] : [];
		parts.push(`How it comes about:\n\n${[...trace.slice(0, mostHops), ...more].join('\n')}`);
	}
	return parts.join('\n\n');
}

function shown(outcome: Outcome): string {
	switch (outcome.kind) {
		case 'text':
			return outcome.text === '' ? '*empty*' : inlineCode(outcome.text);
		case 'zapped':
			return '*nothing: a `:zap` took the value away*';
		case 'error':
			return `*Metro stops:* ${escapeMarkdown(outcome.error.message)}`;
		default: {
			const { lines } = outcome;
			const more = lines.length > mostLines ? `\n… ${lines.length - mostLines} more lines` : '';
			const note = outcome.kind === 'python' ? '\n\n*What its Python code prints is not known here.*' : '';
			return `\n\n${codeBlock(lines.slice(0, mostLines).join('\n') + more, 'shellscript')}${note}`;
		}
	}
}

function definitionLine(
	definition: Definition,
	chosen: Definition | undefined,
	context: SettingsContext,
): string {
	const { origin, condition } = definition;
	const where =
		origin.kind === 'argument' ? 'an argument' : link(context, origin.path, placeOf(origin.element));
	const when = condition === undefined ? '' : ` when ${inlineCode(condition)}`;
	const taken = condition !== undefined && definition === chosen ? ', which is true' : '';
	return `- Defined by ${where}${when}${taken}`;
}

/** A hop on a line, with what it led to below it. */
function hopLines(hops: readonly Hop[], context: SettingsContext, depth: number): string[] {
	return hops.flatMap((hop) => {
		const { asked, mode, kind, failed, result, definition } = hop;
		const name = kind === 'file' ? `<< ${asked}` : kind === 'condition' ? `when ${asked}` : `$[${asked}]`;
		const text =
			typeof result === 'string'
				? short(result)
				: result === undefined
					? '*nothing*'
					: `*${result.length} lines*`;
		const origin = definition?.origin;
		const where = origin?.kind === 'file' ? ` (${link(context, origin.path, placeOf(origin.element))})` : '';
		const line = `${'  '.repeat(depth)}- ${inlineCode(name)}${mode === undefined ? '' : ` :${mode}`} → ${failed ? '*Metro stops here*' : text}${where}`;
		return [line, ...hopLines(hop.hops, context, depth + 1)];
	});
}

function short(text: string): string {
	if (text === '') return '*empty*';
	return inlineCode(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

/** A link to a place, named by file and line. */
function link(context: SettingsContext, path: string, span: Span): string {
	const location = locationOf(context, path, span);
	const { install } = context;
	const name =
		install !== undefined && path.startsWith(`${install}/`) ? path.slice(install.length + 1) : path;
	if (location === undefined) return inlineCode(name);
	const line = location.range.start.line + 1;
	return `[${escapeMarkdown(name)}:${line}](${location.uri.replace(/[()]/g, encodeURIComponent)}#L${line})`;
}

function aboutCollect(
	context: SettingsContext,
	path: string,
	node: Parameters<typeof collectTargets>[2],
): string {
	const targets = collectTargets(context, path, node);
	const { evaluation, library } = context;
	const step = evaluation?.stepsFrom
		.get(library.canonical(path))
		?.find((one) => one.node.span.start === node.span.start);
	const start = { start: 0, end: 0 };
	const lines = targets.slice(0, 20).map((target) => `- ${link(context, target, start)}`);
	const outcome = step?.outcome;
	const head =
		outcome?.kind === 'collected'
			? 'Collects'
			: outcome?.kind === 'dropped'
				? 'Collects nothing here: the path is empty.'
				: outcome?.kind === 'condition-false'
					? `Not collected here: ${inlineCode(outcome.condition)} is not true.`
					: outcome?.kind === 'undefined' || outcome?.kind === 'failed'
						? `Not collected here: ${escapeMarkdown(outcome.error.message)}`
						: 'Can lead to';
	return lines.length === 0 ? head : `${head}\n\n${lines.join('\n')}`;
}

function aboutSection(name: string): string {
	const own = configKeys.get(name);
	const keys = [...configKeys.keys()].filter((key) => key.startsWith(`${name}/`));
	const head = `**${escapeMarkdown(name)}**${own === undefined ? '' : `: ${escapeMarkdown(own.meaning)}`}`;
	if (keys.length === 0) return head;
	const list = keys.slice(0, 30).map((key) => inlineCode(key.slice(name.length + 1)));
	return `${head}\n\nKeys that Metro knows: ${list.join(', ')}${keys.length > 30 ? ', …' : ''}`;
}

/** A key's value in a few words, for lists; `undefined` if it has none in this run. */
export async function valueInShort(key: string, context: SettingsContext): Promise<string | undefined> {
	const outcome = await resolved(context, key);
	if (outcome?.kind === 'text')
		return outcome.text.length > 40 ? `${outcome.text.slice(0, 39)}…` : outcome.text;
	return outcome?.kind === 'lines' || outcome?.kind === 'python'
		? `${outcome.lines.length} lines`
		: undefined;
}
