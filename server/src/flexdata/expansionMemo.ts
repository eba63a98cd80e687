/**
 * Remembers what expansions came to, so that a value that many others refer to is worked out once. Nothing depends on
 * it: a remembered expansion costs as much of the budget and goes as deep as it did the first time.
 */
import { deeperBy, type Expansion, failTooLarge, isUnspent, pay } from './expansion.ts';
import { type ExpansionMemo, type MemoEntry, tooLarge } from './memoEntry.ts';

/** An expansion with more notes is worked out again: to repeat them would cost as much. */
const mostNotes = 64;

/** An expansion under way: what it notes down is kept apart from what was noted before. */
export interface Attempt {
	readonly kind: 'attempt';
	readonly subject: object;
	readonly forgiven: string;
	readonly before: Pick<
		Expansion,
		'laxMisses' | 'reads' | 'tested' | 'python' | 'reached' | 'budget' | 'depth'
	>;
}

/**
 * Gives the value of an expansion from memory, or begins one that `end` has to end.
 * @param subject what is expanded
 * @param forgiven tells apart the ways in which the subject can be expanded
 * @param isOpen whether a key is being expanded
 */
export function recall<T extends MemoEntry['value']>(
	run: Expansion,
	subject: object,
	forgiven: string,
	isOpen: (key: string) => boolean,
): { readonly kind: 'known'; readonly value: T } | Attempt {
	// Whoever wants to know the steps gets them, until there are too many.
	const known = run.openSteps === undefined ? run.source.memo?.get(subject)?.get(forgiven) : undefined;
	if (known === tooLarge) failTooLarge();
	if (known === undefined || known.tested.some(isOpen)) return begin(run, subject, forgiven);
	deeperBy(run, known.depth);
	pay(run, known.cost);
	for (const key of known.laxMisses) run.laxMisses.add(key);
	for (const name of known.reads) run.reads.push(name);
	for (const key of known.tested) run.tested.add(key);
	run.python ||= known.python;
	return { kind: 'known', value: known.value as T };
}

function begin(run: Expansion, subject: object, forgiven: string): Attempt {
	const { laxMisses, reads, tested, python, reached, budget, depth } = run;
	run.laxMisses = new Set();
	run.reads = [];
	run.tested = new Set();
	run.python = false;
	run.reached = depth;
	const before = { laxMisses, reads, tested, python, reached, budget, depth };
	return { kind: 'attempt', subject, forgiven, before };
}

/** Remembers what an attempt came to, and gives it back. */
export function keep<T extends MemoEntry['value']>(run: Expansion, attempt: Attempt, value: T): T {
	const { laxMisses, reads, tested, python, reached, budget } = run;
	const { memo } = run.source;
	if (memo === undefined || laxMisses.size + reads.length + tested.size > mostNotes) return value;
	const { before } = attempt;
	const notes = { laxMisses: [...laxMisses], reads, tested: [...tested], python };
	note(memo, attempt, { value, cost: before.budget - budget, depth: reached - before.depth, ...notes });
	return value;
}

function note(memo: ExpansionMemo, { subject, forgiven }: Attempt, found: MemoEntry | typeof tooLarge): void {
	memo.set(subject, (memo.get(subject) ?? new Map()).set(forgiven, found));
}

/** Adds what an attempt noted down, whether it succeeded or not, to what was noted before. */
export function end(run: Expansion, attempt: Attempt): void {
	const { before } = attempt;
	const { memo } = run.source;
	if (run.budget < 0 && isUnspent(before.budget) && memo !== undefined) note(memo, attempt, tooLarge);
	for (const key of run.laxMisses) before.laxMisses.add(key);
	for (const name of run.reads) before.reads.push(name);
	for (const key of run.tested) before.tested.add(key);
	run.laxMisses = before.laxMisses;
	run.reads = before.reads;
	run.tested = before.tested;
	run.python ||= before.python;
	run.reached = Math.max(run.reached, before.reached);
}
