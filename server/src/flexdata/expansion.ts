/** The state of one expansion: what it found on its way, how far it may go, and how it is given up. */
import type { ReadResult } from '../base/readText.ts';
import type { Span } from '../base/span.ts';
import type { Definition, Definitions } from './definitions.ts';
import { internalError, type MetroError, type Place } from './errors.ts';
import type { ExpansionMemo } from './memoEntry.ts';

/** What an expansion is carried out in. */
export interface ExpansionSource {
	readonly definitions: Definitions;
	/** A file that `<<` names, `name` being as written; `undefined`: it has not been read yet. */
	readonly fileText: (name: string) => ReadResult | undefined;
	/** See `ExpansionInputs`. */
	readonly wholeFiles: boolean;
	/** What is remembered of expansions; `undefined`: the definitions may still change. */
	readonly memo: ExpansionMemo | undefined;
}

/** One step of an expansion: something that was asked for, and what came of it. */
export interface TraceStep extends TraceQuestion {
	/** A zapped value has none, neither has a failed one. */
	readonly result: string | readonly string[] | undefined;
	readonly failed: boolean;
	readonly substeps: readonly TraceStep[];
}

export interface TraceQuestion {
	/**
	 * `key`: the value of a key. `test`: `$[key?]`. `block`: lines of a block. `file`: `<< file`. `condition`: a
	 * condition was weighed.
	 */
	readonly kind: 'key' | 'test' | 'block' | 'file' | 'condition';
	/** The key, the name of the file, or the condition. */
	readonly asked: string;
	readonly mode: 'zap' | 'lax' | undefined;
	/** Where the question stands; `undefined`: in an argument, or it was the lookup itself. */
	readonly place: Place | undefined;
	/** The definition that answered; `undefined`: there is none. */
	readonly definition: Definition | undefined;
}

/** A step that is not answered yet. What is never answered has failed. */
export interface OpenStep extends TraceQuestion {
	result: TraceStep['result'];
	failed: boolean;
	readonly substeps: OpenStep[];
	readonly outer: OpenStep[];
}

/** Everything an expansion carries along. It belongs to one lookup. */
export interface Expansion {
	readonly source: ExpansionSource;
	/** Keys that were empty because of lax. */
	laxMisses: Set<string>;
	/** Names of the files that were read, as written. */
	reads: string[];
	/** Keys that `$[key?]` asked about. */
	tested: Set<string>;
	/** A block had Python code in it, which is not run: its output is missing from the lines. */
	python: boolean;
	/** Calls that Metro would be in the midst of. */
	depth: number;
	/** The greatest depth so far. */
	reached: number;
	/** Characters, and steps at their price, that may still be spent. */
	budget: number;
	/** Steps that were really taken: what is remembered takes none. */
	steps: number;
	/** The steps, if anybody wants to know. */
	readonly trace: readonly OpenStep[];
	/** Where the next step is noted down; `undefined`: nobody wants to know, or there are too many. */
	openSteps: OpenStep[] | undefined;
	/** Steps that may still be noted down. */
	traceLeft: number;
}

/** Python gives up at 1000 nested calls; these are what it leaves to Metro. */
const deepest = 997;

/** Far beyond any configuration, and yet reached soon by values that double themselves. */
const largest = 20_000_000;

/** More steps than anybody reads. */
const mostTraceSteps = 5000;

/** What a step costs beside the characters it yields. */
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

/** Why an expansion cannot go on: Metro would die here, or a file has to be read first. */
type Reason =
	| { readonly kind: 'failed'; readonly error: MetroError; readonly place: Place | undefined }
	| { readonly kind: 'unread'; readonly name: string };

/** Thrown inside an expansion to end it; never leaves the folder. It is no `Error`: noting down the stack takes time. */
export class Interruption {
	readonly reason: Reason;

	constructor(reason: Reason) {
		this.reason = reason;
	}
}

/** Ends an expansion the way Metro ends it. */
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

/** Pays for a step that yields so many characters. */
export function spend(run: Expansion, characters: number): void {
	run.steps++;
	pay(run, characters + stepCost);
}

/** Pays for what cost so much of the budget before. */
export function pay(run: Expansion, cost: number): void {
	run.budget -= cost;
	if (run.budget < 0) failTooLarge();
}

/** Ends an expansion that would cost more than it is worth. */
export function failTooLarge(): never {
	fail({ type: 'Limit', message: `expansion stopped: more than ${largest} characters`, internal: true });
}

/** True if nothing was spent yet. */
export function isUnspent(budget: number): boolean {
	return budget === largest;
}

/** Notes down a question; what is asked until it is answered belongs to it. */
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

/** Notes down the answer, and gives it back. */
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

/** Where `span` of a definition's source stands; `undefined` for arguments. */
export function placeIn(definition: Definition | undefined, span: Span): Place | undefined {
	return definition?.origin.kind === 'file' ? { path: definition.origin.path, span } : undefined;
}
