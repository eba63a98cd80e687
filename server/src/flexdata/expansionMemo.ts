/**
 * Memoizes expansions, so that a value that many others refer to is expanded once. Results do not depend on
 * it: a memoized expansion costs as much budget and depth as it did the first time.
 */
import { deeperBy, type Expansion, failTooLarge, isUnspent, pay } from './expansion.ts';
import { type ExpansionMemo, type MemoEntry, tooLarge } from './memoEntry.ts';

/** An expansion with more records than this is not memoized: replaying them would cost as much. */
const mostNotes = 64;

/** An expansion under way, whose records are kept apart from earlier ones. */
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
 * Returns the memoized value of an expansion, or begins one that `end` must end.
 * @param subject what is expanded
 * @param forgiven distinguishes the ways in which the subject can be expanded
 * @param isOpen whether a key is being expanded
 */
export function recall<T extends MemoEntry['value']>(
	run: Expansion,
	subject: object,
	forgiven: string,
	isOpen: (key: string) => boolean,
): { readonly kind: 'known'; readonly value: T } | Attempt {
	// While tracing, values are expanded again, until there are too many steps.
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

/** Memoizes the result of an attempt and returns it. */
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

/** Adds an attempt's records to the earlier ones, whether it succeeded or not. */
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
