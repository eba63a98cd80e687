/** What Metro does with an entry of its queue: read a file, pass over it, put it off, or die. */
import { directoryOf, isAbsolutePath, normalizePath } from '../base/posixPath.ts';
import { reprStrings, splitWords } from '../base/pythonText.ts';
import { type Carried, carryOut, type ExpansionInputs } from './carryOut.ts';
import type { CollectOutcome } from './collection.ts';
import type { Definitions } from './definitions.ts';
import { type FlexError, internalError, type MetroError, metroError, type Place } from './errors.ts';
import { expandPath, isTrue } from './expand.ts';
import { type Expansion, fail } from './expansion.ts';
import type { QueueEntry } from './gathered.ts';

export type Verdict =
	| { readonly kind: 'read'; readonly path: string }
	| { readonly kind: 'drop' }
	| { readonly kind: 'defer'; readonly outcome: CollectOutcome }
	| { readonly kind: 'fail'; readonly error: FlexError }
	/** A value names a file that has to be read first. */
	| { readonly kind: 'unread'; readonly path: string };

/**
 * Considers an entry under the condition that is remembered for its path text. Keys that are empty because of lax are
 * added to `blanks`.
 */
export function resolveCollect(
	ground: ExpansionInputs,
	entry: QueueEntry,
	condition: string | undefined,
	blanks: Set<string>,
): Verdict {
	if (condition !== undefined) {
		const weighed = carryOut(ground, (run) => weigh(run, entry.text, condition));
		addBlanks(blanks, weighed);
		if (weighed.kind !== 'done') return notDone(entry, weighed);
		if (!weighed.value) return { kind: 'defer', outcome: { kind: 'condition-false', condition } };
	}
	const place = (span: Place['span']): Place => ({ path: entry.from, span });
	const expanded = carryOut(ground, (run) => expandPath(run, entry.node.path, place));
	addBlanks(blanks, expanded);
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

/** An error that shows itself while an entry is followed. */
export function whileFollowing(entry: QueueEntry, error: MetroError, place?: Place): FlexError {
	return {
		...error,
		phase: 'runCollector',
		collect: entry.text,
		from: entry.from,
		place: place ?? { path: entry.from, span: entry.node.path.span },
	};
}

function addBlanks(blanks: Set<string>, carried: Carried<unknown>): void {
	if (carried.kind !== 'unread') for (const blank of carried.run.blanks) blanks.add(blank);
}

function notDone(entry: QueueEntry, carried: Exclude<Carried<unknown>, { kind: 'done' }>): Verdict {
	if (carried.kind === 'unread') return carried;
	return { kind: 'fail', error: whileFollowing(entry, carried.error, carried.place) };
}

/** A condition may not be about a key that is itself only defined under conditions. */
function weigh(run: Expansion, text: string, condition: string): boolean {
	const words = splitWords(condition);
	const [key = '', operator = ''] = words;
	if (words.length > 2 && operator !== 'is' && operator !== 'in') {
		fail(metroError(`Expecting 'is' or 'in' in ${reprStrings(words)}`));
	}
	if (words.length !== 2 && isOnlyConditional(run.world.definitions, key)) {
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
