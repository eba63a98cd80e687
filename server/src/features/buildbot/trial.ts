/** Tries a fix: what the file would give, and its diagnostics, after the changes. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import { LineIndex } from '../../base/lineIndex.ts';
import type { Work } from '../../base/work.ts';
import type { Buildbot, SettingItem, SourceEdit } from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import type { DocumentView } from '../documentView.ts';
import { evaluationWork } from './buildbotDocument.ts';
import { buildbotDiagnosticsWork } from './diagnostics.ts';

/** A text with what it gives. */
export interface Trial {
	readonly buildbot: Buildbot;
	readonly diagnostics: readonly Diagnostic[];
}

/** A fix that is offered only if a trial shows that it does what it says. The first preferred one ends the search. */
export interface FixCandidate {
	readonly title: string;
	readonly changes: readonly SourceEdit[];
	/** Whether the file is right after the changes. */
	readonly isRight: (before: Trial, after: Trial) => boolean;
	/** Whether it is the best fix; by default, it is. */
	readonly isPreferred?: (before: Trial, after: Trial) => boolean;
}

/** The trial of a document as it is. */
export function* trialWork(document: DocumentView, context: BuildbotContext): Work<Trial> {
	const buildbot = yield* evaluationWork(document, context);
	return { buildbot, diagnostics: yield* buildbotDiagnosticsWork(document, context) };
}

/** A document as it would be after changes, which must not overlap. */
export function changed(document: DocumentView, changes: readonly SourceEdit[]): DocumentView {
	const text = changes
		.toSorted((a, b) => b.span.start - a.span.start)
		.reduce((left, { span, text }) => left.slice(0, span.start) + text + left.slice(span.end), document.text);
	return { ...document, opening: {}, text, lines: new LineIndex(text) };
}

const failures: ReadonlySet<Diagnostic['code']> = new Set(['syntax-error', 'python-error', 'stopped']);

/** True if the file runs as far as before. */
export function runsAsBefore(before: Trial, after: Trial): boolean {
	return !hasMore(before, after, ({ code }) => failures.has(code));
}

/** True if no error is new. */
export function hasNoNewError(before: Trial, after: Trial): boolean {
	return !hasMore(before, after, ({ severity }) => severity === DiagnosticSeverity.Error);
}

/** True if there are no more diagnostics of any code than before. */
export function hasNothingNew(before: Trial, after: Trial): boolean {
	return !hasMore(before, after, () => true);
}

/** How many diagnostics have a code. */
export function numberWith({ diagnostics }: Trial, code: Diagnostic['code']): number {
	return diagnostics.filter((one) => one.code === code).length;
}

function hasMore(before: Trial, after: Trial, counts: (one: Diagnostic) => boolean): boolean {
	const codes = new Set(after.diagnostics.filter(counts).map(({ code }) => code));
	return [...codes].some((code) => numberWith(after, code) > numberWith(before, code));
}

/** True if every list is of the same type as before, and has the same names except those that `isGone`. */
export function keepsAllBut(before: Trial, after: Trial, isGone: (item: SettingItem) => boolean): boolean {
	const [old, now] = [before.buildbot.assigned, after.buildbot.assigned];
	return [...old].every(([name, { value, names }]) => {
		const other = now.get(name);
		if (other === undefined || other.value.kind !== value.kind) return false;
		const kept = names.filter((item) => !isGone(item));
		return (
			kept.length === other.names.length && kept.every((item, at) => item.name === other.names[at]?.name)
		);
	});
}
