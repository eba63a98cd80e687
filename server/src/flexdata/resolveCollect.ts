/**
 * What Metro does with an entry of its queue: read a file, skip it, postpone it, or stop.
 * Metro: `runCollector`, `conditionOnConditional`, `conditionTrue` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { directoryOf, isAbsolutePath, normalizePath } from '../base/posixPath.ts';
import { reprStrings, splitWords } from '../base/pythonText.ts';
import type { CollectOutcome } from './collection.ts';
import type { QueueEntry } from './collectorState.ts';
import type { Definitions } from './definitions.ts';
import { type FlexError, internalError, type MetroError, metroError, type Place } from './errors.ts';
import { expandPath, isTrue } from './expand.ts';
import { type Expansion, fail } from './expansion.ts';
import { type ExpansionInputs, type ExpansionOutcome, runExpansion } from './runExpansion.ts';

export type Verdict =
	| { readonly kind: 'read'; readonly path: string }
	| { readonly kind: 'drop' }
	| { readonly kind: 'defer'; readonly outcome: CollectOutcome }
	| { readonly kind: 'fail'; readonly error: FlexError }
	/** A value names a file that must be read first. */
	| { readonly kind: 'unread'; readonly path: string };

/**
 * Resolves an entry under the condition stored for its path text. Keys that are empty because of lax are
 * added to `laxMisses`.
 */
export function resolveCollect(
	inputs: ExpansionInputs,
	entry: QueueEntry,
	condition: string | undefined,
	laxMisses: Set<string>,
): Verdict {
	if (condition !== undefined) {
		const evaluated = runExpansion(inputs, (run) => evaluateCondition(run, entry.text, condition));
		addLaxMisses(laxMisses, evaluated);
		if (evaluated.kind !== 'done') return notDone(entry, evaluated);
		if (!evaluated.value) return { kind: 'defer', outcome: { kind: 'condition-false', condition } };
	}
	const place = (span: Place['span']): Place => ({ path: entry.from, span });
	const expanded = runExpansion(inputs, (run) => expandPath(run, entry.node.path, place));
	addLaxMisses(laxMisses, expanded);
	if (expanded.kind === 'failed' && expanded.error.type === 'KeyError') {
		return { kind: 'defer', outcome: { kind: 'undefined', error: expanded.error } };
	}
	if (expanded.kind !== 'done') return notDone(entry, expanded);
	const path = expanded.value;
	if (condition === undefined) {
		return path === undefined || path === ''
			? { kind: 'drop' }
			: { kind: 'read', path: seenFrom(entry.from, path) };
	}
	if (path !== undefined) return { kind: 'read', path: seenFrom(entry.from, path) };
	const error = internalError('TypeError', 'expected str, bytes or os.PathLike object, not NoneType');
	return { kind: 'fail', error: whileFollowing(entry, error) };
}

/** An error that occurs while an entry is resolved. */
export function whileFollowing(entry: QueueEntry, error: MetroError, place?: Place): FlexError {
	return {
		...error,
		phase: 'runCollector',
		collect: entry.text,
		from: entry.from,
		place: place ?? { path: entry.from, span: entry.node.path.span },
	};
}

function addLaxMisses(laxMisses: Set<string>, carried: ExpansionOutcome<unknown>): void {
	if (carried.kind !== 'unread') for (const key of carried.run.laxMisses) laxMisses.add(key);
}

function notDone(entry: QueueEntry, carried: Exclude<ExpansionOutcome<unknown>, { kind: 'done' }>): Verdict {
	if (carried.kind === 'unread') return carried;
	return { kind: 'fail', error: whileFollowing(entry, carried.error, carried.place) };
}

/** A condition may not be about a key that is itself only defined under conditions. */
function evaluateCondition(run: Expansion, text: string, condition: string): boolean {
	const words = splitWords(condition);
	const [key = '', operator = ''] = words;
	if (words.length > 2 && operator !== 'is' && operator !== 'in') {
		fail(metroError(`Expecting 'is' or 'in' in ${reprStrings(words)}`));
	}
	if (words.length !== 2 && isOnlyConditional(run.source.definitions, key)) {
		const message = `Collect annotation ${text} has conditional ${condition} that references a conditional variable, which is not allowed.`;
		fail(metroError(message, { kind: 'asks-conditional' }));
	}
	return isTrue(run, condition);
}

function isOnlyConditional({ plain, conditional }: Definitions, key: string): boolean {
	return !plain.has(key) && conditional.has(key);
}

/** A relative path starts in the directory of the file with the annotation; an absolute one is left as it is. */
function seenFrom(from: string, path: string): string {
	return isAbsolutePath(path) ? path : normalizePath(`${directoryOf(from)}/${path}`);
}
