/** Converts ShellCheck's output for a block's script (`--format=json1`) to findings in the block's file. */
import { isRecord } from '../../../base/json.ts';
import type { Problem, Severity } from '../../../base/problem.ts';
import { overlaps, type Span } from '../../../base/span.ts';
import type { Fix, TextChange } from '../../../check/finding.ts';
import type { ShellScript } from './shellScripts.ts';

/** A place in the script: lines and columns from 1, columns in Unicode code points, a tab being one. */
interface Stretch {
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

/** One of ShellCheck's comments, as in its JSON. */
export interface ShellComment extends Stretch {
	readonly level: string;
	readonly code: number;
	readonly message: string;
	readonly replacements: readonly (Stretch & { readonly replacement: string })[];
}

/** A comment in the file; `code` is ShellCheck's own, for instance `SC2086`. */
export interface ShellFinding extends Problem {
	readonly fixes: readonly Fix[];
}

const severities = new Map<string, Severity>([
	['error', 'error'],
	['warning', 'warning'],
	['info', 'information'],
	['style', 'hint'],
]);

/** Rules that do not apply to blocks. */
const outOfPlace: ReadonlySet<number> = new Set([
	// No `#!`: the block is only part of a script, or Metro runs it.
	2148, 1128,
	// Files that are not available.
	1090, 1091,
	// Never used, never assigned: the other use may be in another block, or in Metro, which exports its values.
	2034, 2154, 2153, 2119, 2120, 2317,
	// A constant here is a value of Metro's at run time.
	2043, 2050, 2078, 2157, 2158, 2159, 2160, 2161, 2193, 2194,
]);

/** Rules about a command that apply whatever its words are. */
const whateverWords: ReadonlySet<number> = new Set([2006, 2046, 2103, 2164]);

/**
 * Rules against words that are split. Metro's own scripts keep lists in variables and split them on purpose
 * (`emerge $eopts`). Quotes would break them, so these are only hints without fixes.
 */
const splitOnPurpose: ReadonlySet<number> = new Set([2046, 2048, 2086]);

/** Parses ShellCheck's output. Comments of unknown shape are left out; `undefined` if the output is not valid. */
export function shellComments(output: string): ShellComment[] | undefined {
	let answer: unknown;
	try {
		answer = JSON.parse(output);
	} catch {
		return undefined;
	}
	const comments = isRecord(answer) ? answer.comments : undefined;
	return Array.isArray(comments) ? comments.flatMap(commentOf) : undefined;
}

/** The comments that apply to the block, with the fixes that do not touch Metro's references. */
export function shellFindings(script: ShellScript, comments: readonly ShellComment[]): ShellFinding[] {
	const lines = script.text.split('\n');
	return comments.flatMap(({ code, level, message, replacements, ...stretch }): ShellFinding[] => {
		const span = spanOf(script, lines, stretch);
		if (span === undefined || outOfPlace.has(code)) return [];
		if (isHidden(script, span) && !whateverWords.has(code)) return [];
		const finding = { code: `SC${code}`, span, message };
		if (splitOnPurpose.has(code)) return [{ ...finding, severity: 'hint', fixes: [] }];
		const severity = severities.get(level) ?? 'information';
		return [{ ...finding, severity, fixes: fixOf(script, lines, code, replacements) }];
	});
}

function fixOf(
	script: ShellScript,
	lines: readonly string[],
	code: number,
	replacements: ShellComment['replacements'],
): Fix[] {
	const changes = replacements.flatMap(({ replacement, ...stretch }): TextChange[] => {
		const span = spanOf(script, lines, stretch);
		return span === undefined || isHidden(script, span) ? [] : [{ span, text: replacement }];
	});
	// Changes that begin at the same place would need an order, and a partial fix is useless.
	const starts = new Set(changes.map(({ span }) => span.start));
	if (changes.length === 0 || changes.length < replacements.length || starts.size < changes.length) return [];
	return [{ title: `Change as ShellCheck suggests (SC${code})`, changes, safe: false }];
}

function isHidden({ placeholders }: ShellScript, span: Span): boolean {
	return placeholders.some((placeholder) => overlaps(placeholder, span));
}

function spanOf(script: ShellScript, lines: readonly string[], stretch: Stretch): Span | undefined {
	const start = offsetOf(script, lines, stretch.line, stretch.column);
	const end = offsetOf(script, lines, stretch.endLine, stretch.endColumn);
	return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

/** The offset in the file; a line has the same units in the script and in the file. */
function offsetOf(
	{ lineStarts }: ShellScript,
	lines: readonly string[],
	line: number,
	column: number,
): number | undefined {
	const start = lineStarts[line - 1];
	const text = lines[line - 1];
	if (start === undefined || text === undefined) return endOf(lineStarts, lines, line);
	let units = 0;
	for (let points = 1; points < column && units < text.length; points++) {
		units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
	}
	return start + units;
}

/** A position just after the script, for a script that ends too early, is the end of its last line. */
function endOf(lineStarts: readonly number[], lines: readonly string[], line: number): number | undefined {
	const last = lineStarts.length;
	const start = lineStarts[last - 1];
	return line === last + 1 && start !== undefined ? start + (lines[last - 1] ?? '').length : undefined;
}

function commentOf(value: unknown): ShellComment[] {
	if (!isRecord(value)) return [];
	const { file, level, code, message, fix } = value;
	const stretch = stretchOf(value);
	if (file !== '-' || typeof level !== 'string' || typeof code !== 'number') return [];
	if (typeof message !== 'string' || stretch === undefined) return [];
	const replacements = isRecord(fix) && Array.isArray(fix.replacements) ? fix.replacements : [];
	return [{ ...stretch, level, code, message, replacements: replacements.map(replacementOf) }];
}

/** An unknown position maps to nothing, so that its fix is left out. */
function replacementOf(value: unknown): ShellComment['replacements'][number] {
	const nowhere = { line: 0, column: 0, endLine: 0, endColumn: 0, replacement: '' };
	if (!isRecord(value) || typeof value.replacement !== 'string') return nowhere;
	const stretch = stretchOf(value);
	return stretch === undefined ? nowhere : { ...stretch, replacement: value.replacement };
}

function stretchOf({ line, column, endLine, endColumn }: Record<string, unknown>): Stretch | undefined {
	if (typeof line !== 'number' || typeof column !== 'number') return undefined;
	if (typeof endLine !== 'number' || typeof endColumn !== 'number') return undefined;
	return { line, column, endLine, endColumn };
}
