/** Finds further problems in a file that an exception ends: evaluates it again without the failing statements. */
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import type { Run } from '../python/evaluation/run.ts';
import type { Expression, Statement } from '../python/syntax/ast.ts';
import { eachExpression, expressionsOf, targetsOf } from '../python/syntax/walk.ts';
import type { BuildbotProblem } from './problem.ts';

/** At most this many failing statements are left out. */
const mostErrors = 5;

/** Problems about an incomplete or missing list; a statement that was left out may have filled it. */
const aboutWhatIsMissing: ReadonlySet<string> = new Set([
	'all-ignored',
	'all-missing',
	'not-in-all',
	'nothing-to-build',
]);

/**
 * The problems of the settings in the rest of the file, without later errors: most follow from the first.
 * @param follow runs a program from its start
 * @param problemsOf the problems of the settings after a run
 */
export function* maskedProblemsWork(
	body: readonly Statement[],
	failed: Run,
	follow: (body: readonly Statement[]) => Run,
	problemsOf: (run: Run) => Work<readonly BuildbotProblem[]>,
): Work<BuildbotProblem[]> {
	let left = body;
	let run = failed;
	const unknown = new Set<string>();
	for (let errors = 0; run.outcome.kind === 'error'; errors++) {
		const { span } = run.outcome.error;
		const at = span === undefined ? -1 : left.findIndex((statement) => holds(statement.span, span));
		const statement = left[at];
		if (statement === undefined || errors >= mostErrors) return [];
		for (const target of targetsOf(statement)) {
			eachExpression(target, (part) => part.kind === 'name' && unknown.add(part.name));
		}
		left = left.toSpliced(at, 1);
		yield;
		run = follow(left);
	}
	if (run.outcome.kind !== 'done') return [];
	return (yield* problemsOf(run)).filter(({ code, data }) => {
		const { name } = (data ?? {}) as { readonly name?: unknown };
		return !aboutWhatIsMissing.has(code) && !(typeof name === 'string' && unknown.has(name));
	});
}

function holds(outer: Span, inner: Span): boolean {
	return outer.start <= inner.start && inner.start < outer.end;
}

/**
 * The string that is added to a tuple but was meant to be one: the span of its literal, and whether it has its own brackets,
 * where only a comma is missing. `undefined`: `place` has no such string.
 */
export function stringForTuple(
	body: readonly Statement[],
	place: Span,
): { readonly literal: Span; readonly parenthesised: boolean } | undefined {
	const statement = body.find(({ span }) => holds(span, place));
	if (statement === undefined) return undefined;
	let found: { readonly literal: Span; readonly parenthesised: boolean } | undefined;
	const look = (side: Expression): void => {
		const inner = side.kind === 'parenthesised' ? side.inner : side;
		if (inner.kind === 'string') found ??= { literal: inner.span, parenthesised: inner !== side };
	};
	if (statement.kind === 'augmented') look(statement.value);
	for (const expression of expressionsOf(statement)) {
		eachExpression(expression, (part) => {
			if (part.kind !== 'binary' || part.operator !== '+') return;
			look(part.left);
			look(part.right);
		});
	}
	return found;
}
