/** Hover in Metro's configuration: what a key means, what a word of an option list does, what a variable becomes. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import { type Span, touches } from '../../base/span.ts';
import { type Element, referencesOf, targetOf, type Value } from '../../flexdata/index.ts';
import { allowedWords, type ConfigKey, configKeys, isKnownTo, shippedValue } from '../../metro/configKeys.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { escapeMarkdown, inlineCode } from '../markdown.ts';
import { elementAt, parsedFile, wordAt } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

export async function flexdataHover(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): Promise<Hover | undefined> {
	const file = parsedFile(document);
	const element = elementAt(file, offset);
	if (element === undefined) return undefined;
	const show = (span: Span, markdown: string): Hover => ({
		range: toRange(document.lines, span),
		contents: { kind: MarkupKind.Markdown, value: markdown },
	});
	if (touches(element.nameSpan, offset)) return show(element.nameSpan, await aboutKey(element.key, context));
	for (const value of valuesOf(element)) {
		const reference = referencesOf(value).find((r) => touches(r.span, offset));
		if (reference === undefined) continue;
		const target = targetOf(reference, element.ownSection);
		if (target.kind === 'key') return show(reference.span, await aboutKey(target.key, context));
	}
	if (element.kind !== 'element') return undefined;
	const word = wordAt(file, element.value, offset);
	const known = word && allowedWords(element.key, context.version)?.find((w) => w.word === word.text);
	if (word === undefined || known?.documentation === undefined) return undefined;
	return show(word.span, `${inlineCode(known.word)} in ${inlineCode(element.key)}\n\n${known.documentation}`);
}

/** Everything known of a key: its meaning and, in this set-up, its value. */
async function aboutKey(key: string, context: SettingsContext): Promise<string> {
	const known = configKeys.get(key);
	const value = await context.resolve(key);
	return [
		`**${escapeMarkdown(key)}**`,
		...(known === undefined ? [] : [keyDocumentation(known, context)]),
		...(value === undefined ? [] : [`In this set-up: ${value === '' ? '*empty*' : inlineCode(value)}`]),
	].join('\n\n');
}

/** The documentation of a known key: meaning, allowed words, default, notes, versions. */
export function keyDocumentation(key: ConfigKey, context: SettingsContext): string {
	const words = allowedWords(key.name, context.version);
	const shipped = shippedValue(key, context.version);
	const parts = [sentence(key.meaning)];
	if (words !== undefined) {
		const kind = key.list === true ? 'Words' : 'Values';
		parts.push(`${kind}: ${words.map(({ word }) => inlineCode(word)).join(', ')}`);
	}
	if (shipped !== undefined && shipped !== '') parts.push(`Metro's own files say ${inlineCode(shipped)}.`);
	if (key.notes !== undefined) parts.push(sentence(key.notes));
	if (!isKnownTo(key, context.version)) {
		parts.push(`*Not read by Metro ${context.version}; only by ${key.versions?.join(' and ')}.*`);
	}
	return parts.join('\n\n');
}

function sentence(text: string): string {
	const escaped = escapeMarkdown(text);
	return `${escaped.charAt(0).toUpperCase()}${escaped.slice(1)}.`;
}

/** The values of an element: one, or one for each line of a block. */
function valuesOf(element: Element): Value[] {
	if (element.kind === 'element') return [element.value];
	return element.lines.flatMap((line) => (line.kind === 'value' ? [line.value] : []));
}
