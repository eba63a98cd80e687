/** The state of one expansion: its findings, its limits, and how it stops. */
import type { ReadResult } from '../base/readText.ts';
import type { Span } from '../base/span.ts';
import type { Definition, Definitions } from './definitions.ts';
import { internalError, type MetroError, type Place } from './errors.ts';
import type { ExpansionMemo } from './memoEntry.ts';

/** The source of values for an expansion. */
export interface ExpansionSource {
	readonly definitions: Definitions;
	/** A file that `<<` names, `name` being as written; `undefined`: it has not been read yet. */
	readonly fileText: (name: string) => ReadResult | undefined;
	/** See `ExpansionInputs`. */
	readonly wholeFiles: boolean;
	/** The memo of expansions; `undefined`: the definitions may still change. */
	readonly memo: ExpansionMemo | undefined;
}

/** One step of an expansion: a question and its answer. */
export interface TraceStep extends TraceQuestion {
	/** Absent for a zapped or failed value. */
	readonly result: string | readonly string[] | undefined;
	readonly failed: boolean;
	readonly substeps: readonly TraceStep[];
}

export interface TraceQuestion {
	/**
	 * `key`: the value of a key. `test`: `$[key?]`. `block`: lines of a block. `file`: `<< file`. `condition`: a
	 * condition was evaluated.
	 */
	readonly kind: 'key' | 'test' | 'block' | 'file' | 'condition';
	/** The key, the name of the file, or the condition. */
	readonly asked: string;
	readonly mode: 'zap' | 'lax' | undefined;
	/** The place of the question; `undefined`: in an argument, or the lookup itself. */
	readonly place: Place | undefined;
	/** The definition that answered; `undefined`: there is none. */
	readonly definition: Definition | undefined;
}

/** A step without an answer yet. A step that never gets one has failed. */
export interface OpenStep extends TraceQuestion {
	result: TraceStep['result'];
	failed: boolean;
	readonly substeps: OpenStep[];
	readonly outer: OpenStep[];
}

/** The whole state of an expansion, for one lookup. */
export interface Expansion {
	readonly source: ExpansionSource;
	/** Keys that were empty because of lax. */
	laxMisses: Set<string>;
	/** Names of the files that were read, as written. */
	reads: string[];
	/** Keys that `$[key?]` asked about. */
	tested: Set<string>;
	/** A block contained Python code, which is not run: its output is missing from the lines. */
	python: boolean;
	/** The current depth of nested calls in Metro. */
	depth: number;
	/** The greatest depth so far. */
	reached: number;
	/** The budget left, in characters; each step costs some as well. */
	budget: number;
	/** The number of steps taken; memoized values take none. */
	steps: number;
	/** The recorded steps, if tracing. */
	readonly trace: readonly OpenStep[];
	/** Where the next step is recorded; `undefined`: not tracing, or there are too many. */
	openSteps: OpenStep[] | undefined;
	/** The number of steps that may still be recorded. */
	traceLeft: number;
}

/** Python stops at 1000 nested calls; this many are left for Metro. */
const deepest = 997;

/** Far above any configuration, but reached quickly by values that double. */
const largest = 20_000_000;

/** At most this many steps are recorded. */
const mostTraceSteps = 5000;

/** The cost of a step in addition to the characters it yields. */
const stepCost = 100;

export function beginExpansion(source: ExpansionSource, tracing = false): Expansion {
	const trace: OpenStep[] = [];
	return {
		source,
		laxMisses: new Set(),
		reads: [],
		tested: new Set(),
		python: false,
		depth: 0,
		reached: 0,
		budget: largest,
		steps: 0,
		trace,
		openSteps: tracing ? trace : undefined,
		traceLeft: mostTraceSteps,
	};
}

/** Why an expansion stops: Metro would stop here, or a file must be read first. */
type Reason =
	| { readonly kind: 'failed'; readonly error: MetroError; readonly place: Place | undefined }
	| { readonly kind: 'unread'; readonly name: string };

/** Thrown inside an expansion to end it; never leaves the folder. It is not an `Error`, since recording the stack takes time. */
export class Interruption {
	readonly reason: Reason;

	constructor(reason: Reason) {
		this.reason = reason;
	}
}

/** Ends an expansion with Metro's error. */
export function fail(error: MetroError, place?: Place): never {
	throw new Interruption({ kind: 'failed', error, place });
}

export const recursionError = internalError('RecursionError', 'maximum recursion depth exceeded');

/** Goes one level deeper, as Metro's function calls nest; `run.depth--` goes back. */
export function descend(run: Expansion): void {
	if (run.depth >= deepest) fail(recursionError);
	run.depth++;
	run.steps++;
	if (run.depth > run.reached) run.reached = run.depth;
}

/** Goes `levels` deeper and back again. */
export function deeperBy(run: Expansion, levels: number): void {
	if (run.depth + levels > deepest) fail(recursionError);
	run.reached = Math.max(run.reached, run.depth + levels);
}

/** Spends budget on a step that yields this many characters. */
export function spend(run: Expansion, characters: number): void {
	run.steps++;
	pay(run, characters + stepCost);
}

/** Spends the budget that a memoized expansion cost. */
export function pay(run: Expansion, cost: number): void {
	run.budget -= cost;
	if (run.budget < 0) failTooLarge();
}

/** Ends an expansion that exceeds the budget. */
export function failTooLarge(): never {
	fail({ type: 'Limit', message: `expansion stopped: more than ${largest} characters`, internal: true });
}

/** True if nothing was spent yet. */
export function isUnspent(budget: number): boolean {
	return budget === largest;
}

/** Records a question; questions until its answer become its substeps. */
export function ask(run: Expansion, question: TraceQuestion): OpenStep | undefined {
	const outer = run.openSteps;
	if (outer === undefined) return undefined;
	if (run.traceLeft-- <= 0) {
		run.openSteps = undefined;
		return undefined;
	}
	const step: OpenStep = { ...question, result: undefined, failed: true, substeps: [], outer };
	outer.push(step);
	run.openSteps = step.substeps;
	return step;
}

/** Records the answer and returns it. */
export function answer<T extends TraceStep['result']>(
	run: Expansion,
	step: OpenStep | undefined,
	result: T,
): T {
	if (step !== undefined) {
		step.result = result;
		step.failed = false;
		run.openSteps = step.outer;
	}
	return result;
}

/** The place of `span` in a definition's source; `undefined` for arguments. */
export function placeIn(definition: Definition | undefined, span: Span): Place | undefined {
	return definition?.origin.kind === 'file' ? { path: definition.origin.path, span } : undefined;
}
