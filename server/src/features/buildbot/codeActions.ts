/** Fixes for the diagnostics of a `.buildbot`. */
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver-types';
import { isRecord } from '../../base/json.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { Span } from '../../base/span.ts';
import { evaluateBuildbot } from '../../buildbot/index.ts';
import { createDirectoryCommand } from '../../protocol/index.ts';
import { toRange, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, evaluationOf, nameCounts, nameFrom } from './buildbotDocument.ts';

/** The fixes of the given diagnostics. */
export function buildbotCodeActions(
	document: DocumentView,
	diagnostics: readonly Diagnostic[],
): CodeAction[] {
	return diagnostics.flatMap((diagnostic) => fixOf(document, diagnostic));
}

/** The data of diagnostics that fixes read; the code determines which parts exist. */
interface FixData {
	readonly suggestion?: unknown;
	readonly name?: unknown;
	readonly exact?: unknown;
	readonly commaAt?: unknown;
	readonly add?: unknown;
	readonly digits?: unknown;
	/** The string that was meant to be a tuple: the span of its literal, and whether it has brackets. */
	readonly tuple?: unknown;
}

function fixOf(document: DocumentView, diagnostic: Diagnostic): CodeAction[] {
	const data: FixData = isRecord(diagnostic.data) ? diagnostic.data : {};
	const span = toSpan(document.lines, diagnostic.range);
	const fix: MakeFix = (title, at, newText, isPreferred = true) => {
		const edit: TextEdit = { range: toRange(document.lines, at), newText };
		return [
			{
				title,
				kind: CodeActionKind.QuickFix,
				diagnostics: [diagnostic],
				isPreferred,
				edit: { changes: { [document.uri]: [edit] } },
			},
		];
	};
	switch (diagnostic.code) {
		case 'unknown-build':
		case 'unknown-arch':
		case 'unknown-subarch':
		case 'unknown-build-mode':
		case 'unknown-extra':
		case 'misspelled-setting':
			if (typeof data.suggestion !== 'string') return [];
			return suggestionFixes(document, span, { ...data, suggestion: data.suggestion }, fix);
		case 'no-directory':
			return typeof data.name === 'string' ? createDirectory(document, data.name, diagnostic) : [];
		case 'implicit-concatenation':
			if (typeof data.commaAt !== 'number') return [];
			return fix('Add the missing comma', { start: data.commaAt, end: data.commaAt }, ',');
		case 'python-error':
			return addedString(document, data.tuple, fix);
		case 'string-not-tuple':
			return tupleFix(document, span, fix);
		case 'duplicate': {
			if (data.exact !== true) return [];
			return fix('Remove this one', itemWithComma(document.text, span), '');
		}
		case 'not-an-integer':
			return typeof data.digits === 'string'
				? fix(`Write ${data.digits} without quotes`, quoted(document.text, span), data.digits)
				: [];
		case 'all-ignored':
		case 'all-missing': {
			const lines = Array.isArray(data.add) ? data.add.filter((line) => typeof line === 'string') : [];
			const end = endOfStatement(document, span);
			if (lines.length === 0 || end === undefined) return [];
			const newText = lines.map((line) => `\n${line}`).join('');
			return fix(`Add ${lines.join(' and ')}`, { start: end, end }, newText);
		}
		default:
			return [];
	}
}

type MakeFix = (title: string, at: Span, newText: string, isPreferred?: boolean) => CodeAction[];

/** Replaces a name with the one that was probably meant. If that one is listed already, removing the name comes first. */
function suggestionFixes(
	document: DocumentView,
	span: Span,
	{ name, exact, suggestion }: FixData & { readonly suggestion: string },
	fix: MakeFix,
): CodeAction[] {
	const title = `Replace with "${suggestion}"`;
	if (exact !== true) {
		return stringOf(document.text.slice(span.start, span.end)) === name
			? fix(title, span, JSON.stringify(suggestion))
			: [];
	}
	const isSurplus =
		isListedBeside(document, span, suggestion) &&
		nameFrom(buildbotText(document).outline, span.start) !== undefined;
	if (!isSurplus) return fix(title, span, suggestion);
	const removal = `Remove this one: "${suggestion}" is already listed`;
	return [...fix(removal, itemWithComma(document.text, span), ''), ...fix(title, span, suggestion, false)];
}

/** The string that an expression is by itself; `undefined` if it is none, or needs the rest of the file. */
function stringOf(expression: string): string | undefined {
	const { builds } = evaluateBuildbot(`builds = [${expression}\n]`).settings;
	return builds.length === 1 ? builds[0]?.name : undefined;
}

/** Whether a list that contains the name at `span` also contains `name`. */
function isListedBeside(document: DocumentView, span: Span, name: string): boolean {
	const { outline } = buildbotText(document);
	const counts = nameCounts(outline);
	const written = nameFrom(outline, span.start)?.feeds ?? [];
	if (written.some((setting) => counts.get(setting)?.has(name) === true)) return true;
	const { settings } = evaluationOf(document);
	const lists = [
		settings.builds,
		settings.allBuilds,
		settings.arches,
		settings.allArches,
		settings.subarches,
		settings.allSubarches,
	];
	return lists.some(
		(list) => list.some((item) => item.span?.start === span.start) && list.some((item) => item.name === name),
	);
}

/** A command of the client, which asks if several directories are possible. */
function createDirectory(document: DocumentView, name: string, diagnostic: Diagnostic): CodeAction[] {
	if (document.path === undefined) return [];
	const title = `Create the directory of ${name}`;
	const command = {
		title,
		command: createDirectoryCommand,
		arguments: [directoryOf(document.path), name],
	};
	return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
}

/** Turns a string that is added to a tuple into a tuple. */
function addedString(document: DocumentView, tuple: unknown, fix: MakeFix): CodeAction[] {
	if (!isRecord(tuple) || !isRecord(tuple.literal)) return [];
	const { start, end } = tuple.literal;
	if (typeof start !== 'number' || typeof end !== 'number') return [];
	if (tuple.parenthesised === true)
		return fix('Add the comma that makes it a tuple', { start: end, end }, ',');
	return fix('Make it a tuple', { start, end }, `(${document.text.slice(start, end)},)`);
}

/** Adds a comma after the string, and parentheses around it if they are missing. */
function tupleFix(document: DocumentView, span: Span, fix: MakeFix): CodeAction[] {
	const literal = quoted(document.text, span);
	const text = document.text.slice(literal.start, literal.end);
	if (!/^[a-zA-Z]{0,2}["']/.test(text)) return [];
	const before = document.text.slice(0, literal.start).trimEnd();
	const after = document.text.slice(literal.end).replace(/^(?:\s|#[^\r\n]*)*/, '');
	if (before.endsWith('(') && after.startsWith(')')) {
		return fix('Add the comma that makes it a tuple', { start: literal.end, end: literal.end }, ',');
	}
	return fix('Make it a tuple', literal, `(${text},)`);
}

/** Widens a span between quotes to include the quotes and a prefix. */
function quoted(text: string, span: Span): Span {
	const mark = text[span.start - 1] ?? '';
	if (!/["']/.test(mark)) return span;
	const triple = text.slice(span.start - 3, span.start) === mark.repeat(3) ? 3 : 1;
	const prefix = /[rRuUfF]{0,2}$/.exec(text.slice(0, span.start - triple))?.[0].length ?? 0;
	return { start: span.start - triple - prefix, end: span.end + triple };
}

/** An item with its comma and the spaces after it; if it has a line to itself, the whole line. */
function itemWithComma(text: string, span: Span): Span {
	const literal = quoted(text, span);
	const rest = text.slice(literal.end);
	const comma = /^[ \t]*,/.exec(rest)?.[0].length ?? 0;
	const lead = /[ \t]*$/.exec(text.slice(0, literal.start))?.[0].length ?? 0;
	const alone = /(?:^|[\r\n])$/.test(text.slice(0, literal.start - lead));
	const lineEnd = /^[ \t]*(?:\r\n?|\n)/.exec(rest.slice(comma))?.[0].length;
	if (alone && lineEnd !== undefined && comma > 0) {
		return { start: literal.start - lead, end: literal.end + comma + lineEnd };
	}
	if (comma > 0) {
		const blanks = /^[ \t]*/.exec(rest.slice(comma))?.[0].length ?? 0;
		return { start: literal.start, end: literal.end + comma + blanks };
	}
	const before = /,[ \t]*$/.exec(text.slice(0, literal.start))?.[0].length ?? 0;
	return { start: literal.start - before, end: literal.end };
}

/** The end of the assignment whose name is at `span`. */
function endOfStatement(document: DocumentView, span: Span): number | undefined {
	const { assignments } = buildbotText(document).outline;
	return assignments.findLast(({ nameSpan }) => nameSpan.start === span.start)?.span.end;
}
