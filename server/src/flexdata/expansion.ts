/** The state of one expansion: what it found on its way, how far it may go, and how it is given up. */
import type { ReadResult } from '../base/readText.ts';
import type { Span } from '../base/span.ts';
import type { Definition, Definitions } from './definitions.ts';
import { internalError, type MetroError, type Place } from './errors.ts';

/** What an expansion is carried out in. */
export interface World {
	readonly definitions: Definitions;
	/** A file that `<<` names, `name` being as written; `undefined`: it has not been read yet. */
	readonly fileText: (name: string) => ReadResult | undefined;
	/** See `Ground`. */
	readonly wholeFiles: boolean;
}

/** One step of an expansion: something that was asked for, and what came of it. */
export interface Hop extends Question {
	/** A zapped value has none, neither has a failed one. */
	readonly result: string | readonly string[] | undefined;
	readonly failed: boolean;
	readonly hops: readonly Hop[];
}

export interface Question {
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
export interface OpenHop extends Question {
	result: Hop['result'];
	failed: boolean;
	readonly hops: OpenHop[];
	readonly outer: OpenHop[];
}

/** Everything an expansion carries along. It belongs to one lookup. */
export interface Expansion {
	readonly world: World;
	/** Keys that were empty because of lax. */
	readonly blanks: Set<string>;
	/** Names of the files that were read, as written. */
	readonly reads: string[];
	/** A block had Python code in it, which is not run: its output is missing from the lines. */
	python: boolean;
	/** Calls that Metro would be in the midst of. */
	depth: number;
	/** Characters, and steps at their price, that may still be spent. */
	budget: number;
	/** All steps, if anybody wants to know. */
	readonly trace: readonly OpenHop[];
	/** Where the next step is noted down; `undefined`: nobody wants to know. */
	hops: OpenHop[] | undefined;
}

/** Python gives up at 1000 nested calls; these are what it leaves to Metro. */
const deepest = 997;

/** Far beyond any configuration, and yet reached soon by values that double themselves. */
const largest = 200_000_000;

/** What a step costs beside the characters it yields. */
const stepCost = 100;

export function beginExpansion(world: World, tracing = false): Expansion {
	const trace: OpenHop[] = [];
	return {
		world,
		blanks: new Set(),
		reads: [],
		python: false,
		depth: 0,
		budget: largest,
		trace,
		hops: tracing ? trace : undefined,
	};
}

/** Why an expansion cannot go on: Metro would die here, or a file has to be read first. */
type Reason =
	| { readonly kind: 'failed'; readonly error: MetroError; readonly place: Place | undefined }
	| { readonly kind: 'unread'; readonly name: string };

/** Thrown inside an expansion to end it; never leaves the folder. */
export class Interruption extends Error {
	readonly reason: Reason;

	constructor(reason: Reason) {
		super('expansion interrupted');
		this.reason = reason;
	}
}

/** Ends an expansion the way Metro ends it. */
export function fail(error: MetroError, place?: Place): never {
	throw new Interruption({ kind: 'failed', error, place });
}

export const recursionError = internalError('RecursionError', 'maximum recursion depth exceeded');

/** Goes one level deeper, as Metro's function calls nest; `run.depth--` goes back. */
export function deeper(run: Expansion): void {
	if (run.depth >= deepest) fail(recursionError);
	run.depth++;
}

/** Pays for a step that yields so many characters. */
export function spend(run: Expansion, characters: number): void {
	run.budget -= characters + stepCost;
	if (run.budget < 0) {
		fail({ type: 'Limit', message: `expansion stopped: more than ${largest} characters`, internal: true });
	}
}

/** Notes down a question; what is asked until it is answered belongs to it. */
export function ask(run: Expansion, question: Question): OpenHop | undefined {
	const outer = run.hops;
	if (outer === undefined) return undefined;
	const hop: OpenHop = { ...question, result: undefined, failed: true, hops: [], outer };
	outer.push(hop);
	run.hops = hop.hops;
	return hop;
}

/** Notes down the answer, and gives it back. */
export function answer<T extends Hop['result']>(run: Expansion, hop: OpenHop | undefined, result: T): T {
	if (hop !== undefined) {
		hop.result = result;
		hop.failed = false;
		run.hops = hop.outer;
	}
	return result;
}

/** Where `span` of a definition's source stands; `undefined` for arguments. */
export function placeIn(definition: Definition | undefined, span: Span): Place | undefined {
	return definition?.origin.kind === 'file' ? { path: definition.origin.path, span } : undefined;
}
