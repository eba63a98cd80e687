/** What Metro would make of a configuration file that its author surely did not mean, as diagnostics. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { nearest } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import type { FlexNode, IgnoredLine, ParsedFile, PlainElement } from '../../flexdata/index.ts';
import { type AllowedWord, allowedWords, configKeys, isKnownTo } from '../../metro/configKeys.ts';
import { toDiagnostic } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile, wordsOf } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** What the fix of a misspelled word needs. */
export interface WordData {
	readonly kind: 'word';
	readonly replacement: string;
}

/** What the fix of a line that Metro ignores needs: the line as it was meant. */
export interface LineData {
	readonly kind: 'line';
	readonly replacement: string;
}

export function flexdataDiagnostics(document: DocumentView, context: SettingsContext): Diagnostic[] {
	const file = parsedFile(document);
	const problems = file.nodes.flatMap((node) => problemsOf(node, file, context));
	const lost = lostCharacter(file);
	return [...problems, ...lost].map((problem) => toDiagnostic(document, problem));
}

function problemsOf(node: FlexNode, file: ParsedFile, context: SettingsContext): Problem[] {
	if (node.kind === 'ignored') return [ignoredLine(node, file)];
	if (node.kind === 'annotation' || node.kind === 'block') {
		if (node.failure === undefined) return [];
		const { code, error, span } = node.failure;
		return [{ code, severity: 'error', span, message: `Metro stops here: ${error.message}` }];
	}
	if (node.kind === 'element') return [...wordProblems(node, file, context), ...deadKey(node, context)];
	return [];
}

/** A line that is no element, no annotation and no comment: Metro passes over it without a word. */
function ignoredLine(node: IgnoredLine, file: ParsedFile): Problem {
	const line = file.text.slice(node.content.start, node.content.end);
	const meant = intendedElement(line);
	return {
		code: 'ignored-line',
		severity: 'warning',
		span: node.content,
		message:
			meant === undefined
				? 'Metro ignores this line without a message: it is no "key: value", no [annotation] and no comment.'
				: `Metro ignores this line without a message. It reads "${meant}" as a setting.`,
		...(meant !== undefined && { data: { kind: 'line', replacement: meant } satisfies LineData }),
	};
}

/** What a line was meant to be: `key:value`, `key : value` and `key:<TAB>value` as `key: value`. */
function intendedElement(line: string): string | undefined {
	const match = /^([\w./+-]+)\s*:\s*(.*)$/.exec(line) ?? /^([\w./+-]+)\s*=\s*(.+)$/.exec(line);
	if (match === null) {
		const section = /^\[(section|collect|when|option)\s+([^\]]+)$/.exec(line);
		return section === null ? undefined : `[${section[1]} ${section[2]?.trim()}]`;
	}
	return `${match[1]}: ${match[2]}`.trimEnd();
}

/** Words that a value with a fixed set of words does not know: Metro passes over them, or fails in the build. */
function wordProblems(node: PlainElement, file: ParsedFile, context: SettingsContext): Problem[] {
	const allowed = allowedWords(node.key, context.version);
	if (allowed === undefined || node.value.file !== undefined) return [];
	const isList = configKeys.get(node.key)?.list === true;
	return wordsOf(file, node.value)
		.filter(({ text }) => !text.includes('$[') && !allowed.some(({ word }) => word === text))
		.map(({ text, span }) => unknownWord(node.key, text, span, allowed, isList));
}

function unknownWord(
	key: string,
	text: string,
	span: { start: number; end: number },
	allowed: readonly AllowedWord[],
	isList: boolean,
): Problem {
	const words = allowed.map(({ word }) => word);
	const close = nearest(text, words);
	const effect = isList ? 'Metro ignores it' : 'it is none of the values that Metro knows';
	const remedy = close === undefined ? `known: ${words.join(', ')}` : `did you mean "${close}"?`;
	return {
		code: isList ? 'unknown-option-word' : 'unknown-value',
		severity: 'warning',
		span,
		message: `Unknown word "${text}" in ${key}: ${effect}; ${remedy}`,
		...(close !== undefined && { data: { kind: 'word', replacement: close } satisfies WordData }),
	};
}

/** A key that this version of Metro does not read any more. */
function deadKey(node: PlainElement, context: SettingsContext): Problem[] {
	const known = configKeys.get(node.key);
	if (known === undefined || isKnownTo(known, context.version)) return [];
	return [
		{
			code: 'key-of-another-version',
			severity: 'hint',
			span: node.nameSpan,
			message: `Metro ${context.version} does not read ${node.key}; ${known.versions?.join(' and ')} did.`,
		},
	];
}

/** Metro cuts off the last character of every line, be it a line end or not. */
function lostCharacter(file: ParsedFile): Problem[] {
	if (file.lost === undefined) return [];
	const character = file.text.slice(file.lost.start, file.lost.end);
	const blank = character.trim() === '';
	return [
		{
			code: 'no-newline-at-end',
			severity: blank ? 'hint' : 'error',
			span: file.lost,
			message: `The last line has no line end: Metro cuts its last character ("${character}") off. Add a line end.`,
			data: { kind: 'line-end' },
		},
	];
}
