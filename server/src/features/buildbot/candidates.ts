/** The fixes that may help against a diagnostic of a `.buildbot`, in the order in which they are tried. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { isRecord } from '../../base/json.ts';
import type { Span } from '../../base/span.ts';
import {
	evaluateBuildbot,
	isNumberSetting,
	isSettingName,
	numberDefaults,
	type SourceEdit,
	sameSettings,
	tokenize,
	writtenString,
} from '../../buildbot/index.ts';
import { toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, nameCounts } from './buildbotDocument.ts';
import { removals } from './removals.ts';
import { type FixCandidate, hasNoNewError, numberWith, runsAsBefore, type Trial } from './trial.ts';

/** The data of diagnostics that fixes read; the code determines which parts exist. */
interface FixData {
	readonly suggestion?: unknown;
	readonly name?: unknown;
	readonly value?: unknown;
	readonly exact?: unknown;
	readonly commaAt?: unknown;
	readonly add?: unknown;
	readonly before?: unknown;
	readonly digits?: unknown;
	/** The string that was meant to be a tuple: the span of its literal, and whether it has brackets. */
	readonly tuple?: unknown;
}

/** The candidates for a diagnostic. */
export function candidatesFor(document: DocumentView, diagnostic: Diagnostic): FixCandidate[] {
	const data: FixData = isRecord(diagnostic.data) ? diagnostic.data : {};
	const span = toSpan(document.lines, diagnostic.range);
	const { code } = diagnostic;
	const isFixed = (before: Trial, after: Trial): boolean =>
		numberWith(after, code) < numberWith(before, code);
	const fix: MakeFix = (title, changes) => ({
		title,
		changes,
		isRight: (before, after) => isFixed(before, after) && hasNoNewError(before, after),
	});
	switch (code) {
		case 'unknown-build':
		case 'unknown-arch':
		case 'unknown-subarch':
		case 'unknown-build-mode':
		case 'unknown-extra':
			if (typeof data.suggestion !== 'string') return [];
			return nameFixes(document, span, data, data.suggestion, fix);
		case 'misspelled-setting': {
			if (typeof data.suggestion !== 'string') return [];
			const isRight = (before: Trial, after: Trial): boolean =>
				isFixed(before, after) && runsAsBefore(before, after);
			return renaming(document, span, data.suggestion, fix).map((one) => ({ ...one, isRight }));
		}
		case 'implicit-concatenation':
			return typeof data.commaAt === 'number'
				? [fix('Add the missing comma', [insertion(data.commaAt, ',')])]
				: [];
		case 'python-error':
			return isRecord(data.tuple) ? tupleFixes(document, spanIn(data.tuple.literal), fix) : [];
		case 'string-not-tuple':
			return tupleFixes(document, span, fix);
		case 'duplicate':
			return typeof data.value === 'string' ? removals(document, 'Remove this one', span, data.value) : [];
		case 'not-an-integer':
			return typeof data.digits === 'string' ? numberFixes(document, span, data.digits, fix) : [];
		case 'out-of-range':
			return defaultFixes(document, span, data.name, fix);
		case 'unused-name':
			return statementRemovals(document, span);
		case 'prints':
			return lineRemovals(document, span, 'Remove this output', 'prints');
		case 'all-ignored':
		case 'all-missing':
		case 'all-subarches-unset': {
			const lines = Array.isArray(data.add) ? data.add.filter((line) => typeof line === 'string') : [];
			return lines.length === 0 ? [] : additions(document, span, lines, fix);
		}
		case 'map-build-parameters':
			return typeof data.before === 'number' && typeof data.add === 'string'
				? [fix(`Add the parameter ${data.add}`, [insertion(data.before, `${data.add}, `)])]
				: [];
		default:
			return [];
	}
}

type MakeFix = (title: string, changes: readonly SourceEdit[]) => FixCandidate;

function insertion(at: number, text: string): SourceEdit {
	return { span: { start: at, end: at }, text };
}

/** Replaces a name with the one that was probably meant. If a list then has that one twice, removing the name comes first. */
function nameFixes(
	document: DocumentView,
	span: Span,
	{ name, exact }: FixData,
	suggestion: string,
	fix: MakeFix,
): FixCandidate[] {
	const isWhole = exact !== true && stringOf(document.text.slice(span.start, span.end)) === name;
	if (exact !== true && !isWhole) return [];
	const text = isWhole ? JSON.stringify(suggestion) : suggestion;
	const replacement: FixCandidate = {
		...fix(`Replace with "${suggestion}"`, [{ span, text }]),
		isPreferred: (before, after) =>
			numberWith(after, 'duplicate') <= numberWith(before, 'duplicate') &&
			(buildbotText(document).fault === undefined || !isWrittenTwice(after, suggestion)),
	};
	const removal = `Remove this one: "${suggestion}" is already listed`;
	return [replacement, ...removals(document, removal, span, suggestion)];
}

/** Whether the sequences of a list together contain a name twice; all that is known of a text that does not run. */
function isWrittenTwice({ buildbot }: Trial, name: string): boolean {
	return [...nameCounts(buildbot.outline).values()].some((counts) => (counts.get(name) ?? 0) > 1);
}

/** The string that an expression is by itself; `undefined` if it is none, or needs the rest of the file. */
function stringOf(expression: string): string | undefined {
	const { builds } = evaluateBuildbot(`builds = [${expression}\n]`).settings;
	return builds.length === 1 ? builds[0]?.name : undefined;
}

/** Replaces a name of the module wherever the file sets it; none if the text has it elsewhere, as in `global`. */
function renaming(document: DocumentView, span: Span, suggestion: string, fix: MakeFix): FixCandidate[] {
	const { text } = document;
	const { uses } = buildbotText(document).outline;
	const variable = uses.find((use) => use.span.start === span.start)?.variable;
	const places = uses.filter((use) => use.variable === variable).map((use) => use.span);
	const name = text.slice(span.start, span.end);
	const written = tokenize(text).tokens.filter(
		({ kind, start, end }) => kind === 'name' && text.slice(start, end) === name,
	);
	if (variable === undefined || written.length > places.length) return [];
	const changes = places.map((place) => ({ span: place, text: suggestion }));
	return [fix(`Replace with "${suggestion}"`, changes)];
}

/** Adds a comma after a string in parentheses, or parentheses and a comma. */
function tupleFixes(document: DocumentView, span: Span | undefined, fix: MakeFix): FixCandidate[] {
	const string = span && writtenString(buildbotText(document), span);
	if (string === undefined) return [];
	const { start, end } = string.span;
	const whole = [insertion(start, '('), insertion(end, ',)')];
	const tuple = fix('Make it a tuple', whole);
	if (!string.parenthesised) return [tuple];
	return [fix('Add the comma that makes it a tuple', [insertion(end, ',')]), tuple];
}

function spanIn(value: unknown): Span | undefined {
	if (!isRecord(value)) return undefined;
	const { start, end } = value;
	return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
}

function numberFixes(document: DocumentView, span: Span, text: string, fix: MakeFix): FixCandidate[] {
	if (stringOf(document.text.slice(span.start, span.end))?.trim() !== text) return [];
	const digits = String(BigInt(text));
	return [fix(`Write ${digits} without quotes`, [{ span, text: digits }])];
}

/** Replaces a number by the documented default. */
function defaultFixes(document: DocumentView, span: Span, name: unknown, fix: MakeFix): FixCandidate[] {
	if (typeof name !== 'string' || !isSettingName(name) || !isNumberSetting(name)) return [];
	if (!/^-?[\d_.]+$/.test(document.text.slice(span.start, span.end))) return [];
	const number = String(numberDefaults[name]);
	return [fix(`Write ${number}, the default`, [{ span, text: number }])];
}

/** Removes the assignment whose name is at `span`, if it has its lines for itself and no comment. */
function statementRemovals(document: DocumentView, span: Span): FixCandidate[] {
	const { assignments } = buildbotText(document).outline;
	const own = assignments.find(({ nameSpan }) => nameSpan.start === span.start);
	return own === undefined ? [] : lineRemovals(document, own.span, `Remove ${own.name}`, 'unused-name');
}

/** Removes a statement that has its lines for itself and no comment, if that ends a problem and changes no setting. */
function lineRemovals(
	{ text }: DocumentView,
	{ start, end }: Span,
	title: string,
	code: Diagnostic['code'],
): FixCandidate[] {
	const before = /(?:^|[\r\n\ufeff])([ \t]*)$/.exec(text.slice(0, start))?.[1];
	const after = /^[ \t]*(?:\r\n?|\n|$)/.exec(text.slice(end))?.[0];
	if (before === undefined || after === undefined || text.slice(start, end).includes('#')) return [];
	const changes = [{ span: { start: start - before.length, end: end + after.length }, text: '' }];
	const isRight = (one: Trial, other: Trial): boolean =>
		numberWith(other, code) < numberWith(one, code) &&
		sameSettings(one.buildbot, other.buildbot) &&
		runsAsBefore(one, other);
	return [{ title, changes, isRight }];
}

/** Adds lines after the assignment whose name is at `span`, or at the end of the file if that is too early. */
function additions(
	document: DocumentView,
	span: Span,
	lines: readonly string[],
	fix: MakeFix,
): FixCandidate[] {
	const { text } = document;
	const { assignments } = buildbotText(document).outline;
	const statement = assignments.findLast(({ nameSpan }) => nameSpan.start === span.start)?.span;
	if (statement === undefined) return [];
	const title = `Add ${lines.join(' and ')}`;
	const newline = /\r\n?|\n/.exec(text)?.[0] ?? '\n';
	const before = text.slice(0, statement.start);
	const indent = /(?:^|[\r\n])([ \t]*)$/.exec(before)?.[1] ?? '';
	const lineEnd = /[\r\n]/.exec(text.slice(statement.end));
	const after = statement.end + (lineEnd?.index ?? text.length - statement.end);
	const here = lines.map((line) => `${newline}${indent}${line}`).join('');
	const close = /(?:^|[\r\n])$/.test(text) ? '' : newline;
	const last = close + lines.map((line) => `${line}${newline}`).join('');
	return [fix(title, [insertion(after, here)]), fix(title, [insertion(text.length, last)])];
}
