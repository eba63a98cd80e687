/** Fixes and changes for Metro's configuration. */

import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver-types';
import { append } from '../../base/collections.ts';
import { overlaps, type Span } from '../../base/span.ts';
import { wordsOf } from '../../check/checkWords.ts';
import type { Finding, Fix } from '../../check/finding.ts';
import type { PlainElement } from '../../flexdata/index.ts';
import { toRange, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { findingsIn } from './findings.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** The word that enables the binary package cache, and its key. */
const cacheWord = 'cache/package';
const cacheKey = 'metro/options/stage';

/** The kind of the action that applies all safe fixes in a file. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.metro`;

/** The actions for `range`: fixes of its findings, and changes that need no finding. */
export async function flexdataCodeActions(
	document: DocumentView,
	range: Span,
	diagnostics: readonly Diagnostic[],
	context: SettingsContext,
	signal?: AbortSignal,
): Promise<CodeAction[]> {
	const findings = await findingsIn(document, context, signal);
	return [
		...fixesAt(document, findings, range, diagnostics),
		...fixAll(document, findings),
		...cacheSwitch(document, range),
	];
}

/** The parts of a finding that its fix needs. */
interface Fixable {
	readonly code: string;
	readonly span: Span;
	readonly fixes: readonly Fix[];
}

/** The fixes of the findings in `range`, each tied to the diagnostic that it fixes. */
export function fixesAt(
	document: DocumentView,
	findings: readonly Fixable[],
	range: Span,
	diagnostics: readonly Diagnostic[],
): CodeAction[] {
	const placed = new Map<string, Diagnostic[]>();
	for (const diagnostic of diagnostics) {
		const { start } = toSpan(document.lines, diagnostic.range);
		append(placed, idOf(diagnostic.code, start), diagnostic);
	}
	return findings
		.filter(({ span }) => meets(span, range))
		.flatMap((one) => fixesOf(document, one, placed.get(idOf(one.code, one.span.start)) ?? []));
}

function idOf(code: Diagnostic['code'], start: number): string {
	return `${start} ${code}`;
}

function meets(span: Span, range: Span): boolean {
	return span.start <= range.end && range.start <= span.end;
}

function fixesOf(document: DocumentView, { fixes }: Fixable, diagnostics: Diagnostic[]): CodeAction[] {
	return fixes.map((fix, at) => ({
		title: fix.title,
		kind: CodeActionKind.QuickFix,
		diagnostics,
		isPreferred: at === 0,
		edit: { changes: { [document.uri]: editsOf(document, [fix]) } },
	}));
}

/** One action that applies all safe fixes. */
function fixAll(document: DocumentView, findings: readonly Finding[]): CodeAction[] {
	const safe = findings.flatMap(({ fixes }) => fixes.filter((fix) => fix.safe));
	if (safe.length === 0) return [];
	const edit = { changes: { [document.uri]: editsOf(document, safe) } };
	return [{ title: 'Fix everything that is safe to fix', kind: fixAllKind, edit }];
}

function editsOf(document: DocumentView, fixes: readonly Fix[]): TextEdit[] {
	return fixes
		.flatMap(({ changes }) => changes)
		.map(({ span, text }) => ({ range: toRange(document.lines, span), newText: text }));
}

/** "Switch the binary package cache on/off" on the line of `metro/options/stage`. */
function cacheSwitch(document: DocumentView, range: Span): CodeAction[] {
	const file = parsedFile(document);
	const element = file.nodes.find(
		(node): node is PlainElement =>
			node.kind === 'element' &&
			node.key === cacheKey &&
			overlaps(node.span, { start: range.start, end: range.end + 1 }),
	);
	if (element === undefined || element.value.file !== undefined) return [];
	const words = wordsOf(file, element.value).map((word) => word.text);
	const isOn = words.includes(cacheWord);
	const next = isOn ? words.filter((word) => word !== cacheWord) : [...words, cacheWord];
	const { end } = element.value.span;
	const edit: TextEdit = {
		range: toRange(document.lines, { start: element.nameSpan.end, end }),
		newText: `:${next.map((word) => ` ${word}`).join('')}`,
	};
	return [
		{
			title: `Switch the binary package cache ${isOn ? 'off' : 'on'} (${cacheWord})`,
			kind: CodeActionKind.RefactorRewrite,
			edit: { changes: { [document.uri]: [edit] } },
		},
	];
}
