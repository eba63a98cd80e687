/** Asks a file's `get_subarches` which subarches of a build a host builds, as Metro's buildrepo does since December 2020. */
import { callOn, type PythonError, type PythonOutcome, type Run } from '../python/evaluation/run.ts';
import { nowhere, type Printed, str, type Value } from '../python/runtime/value.ts';
import { type Assigned, assignedValue, dynamicIn, itemsIn, shownType } from './settings.ts';

/** What one host builds of one build. */
export type Share =
	| { readonly kind: 'ok'; readonly names: readonly string[] }
	/** A result that Metro cannot look names up in, or that it would search for parts of names. */
	| { readonly kind: 'unusable'; readonly reason: string }
	| Exclude<PythonOutcome<never>, { readonly kind: 'done' }>;

interface AskShare {
	readonly share: (build: string) => Share;
	/** The steps that all answers together have taken. */
	readonly steps: () => number;
	/** What the calls print first; `undefined`: nothing. */
	readonly printed: () => Printed | undefined;
}

const unknownHost: Value = { kind: 'dynamic', what: 'the host name', span: nowhere, reachesAll: false };

/**
 * Asks about a build; each answer is kept. Every call sees the file as freshly run: `start` runs it. A file
 * without the function has Metro's own, which returns `subarches`. The host that is asked about is what the file leaves in its variable
 * `hostname`, which Metro sets before.
 */
export function shareOf(start: () => Run, assigned: Assigned): AskShare {
	let run: Run | undefined;
	let steps = 0;
	let printed: Printed | undefined;
	const known = new Map<string, Share>();
	const ask = (build: string): Share => {
		if (run === undefined || run.machine.dirty) {
			run = start();
			steps += run.spent;
		}
		if (run.outcome.kind !== 'done') return run.outcome;
		const own = assignedValue(run, 'get_subarches');
		if (own === undefined) return presetShare(assigned);
		const host = run.module.values.get('hostname') ?? unknownHost;
		const named = new Map<string, Value>([
			['hostname', host],
			['release', str(build)],
		]);
		const before = run.printed.length;
		const outcome = callOn(run, own, { positional: [], named });
		printed ??= run.printed[before];
		steps += run.used();
		if (outcome.kind === 'done') return readShare(outcome.result);
		run.machine.dirty = true;
		return outcome;
	};
	return {
		share: (build) => {
			const share = known.get(build) ?? ask(build);
			known.set(build, share);
			return share;
		},
		steps: () => steps,
		printed: () => printed,
	};
}

/** What Metro's own `get_subarches` returns. */
function presetShare(assigned: Assigned): Share {
	const subarches = assigned.get('subarches');
	if (subarches === undefined) {
		const error: PythonError = { type: 'NameError', message: "name 'subarches' is not defined" };
		return { kind: 'error', error };
	}
	if (subarches.dynamic !== undefined) return { kind: 'dynamic', dynamic: subarches.dynamic };
	return readShare(subarches.value);
}

/** Reads what `get_subarches` returned. */
export function readShare(value: Value): Share {
	const dynamic = dynamicIn(value);
	if (dynamic !== undefined) return { kind: 'dynamic', dynamic };
	const items = itemsIn(value);
	if (items !== undefined) {
		const names = items.flatMap((item) => (item.kind === 'str' ? [item.value] : []));
		return { kind: 'ok', names: [...new Set(names)] };
	}
	if (value.kind === 'none') return { kind: 'unusable', reason: 'it returns None' };
	if (value.kind === 'str')
		return { kind: 'unusable', reason: 'it returns a string, which Metro would search for parts of names' };
	return { kind: 'unusable', reason: `it returns ${shownType(value)}` };
}
