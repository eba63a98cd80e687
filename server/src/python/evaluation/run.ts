/** Runs a whole file on a fresh machine with a budget, and tells how it ended. */
import type { Span } from '../../base/span.ts';
import { getAttribute } from '../library/attributes.ts';
import { isEngineLimit, Lost, Raised, Stopped, Unknown } from '../runtime/signals.ts';
import { text } from '../runtime/text.ts';
import {
	type CallArguments,
	type DynamicValue,
	type Machine,
	nowhere,
	type Printed,
	type Scope,
	type Value,
} from '../runtime/value.ts';
import type { Program } from '../syntax/ast.ts';
import { callValue } from './calls.ts';
import { executeModule } from './statements.ts';

/** A Python exception that nobody caught. */
export interface PythonError {
	readonly type: string;
	readonly message: string;
	/** What CPython shows as the message, if that is something else: the key of a KeyError is in quotes. */
	readonly shown?: string;
	/** Absent if it was raised by the call itself, outside the file. */
	readonly span?: Span;
}

/** How a piece of work ended. */
export type PythonOutcome<Result> =
	| { readonly kind: 'done'; readonly result: Result }
	| { readonly kind: 'error'; readonly error: PythonError }
	| { readonly kind: 'stopped'; readonly reason: string; readonly span: Span }
	| { readonly kind: 'dynamic'; readonly dynamic: DynamicValue };

/** A file that ran to its end, or as far as it got. */
export interface Run {
	readonly machine: Machine;
	readonly module: Scope;
	readonly printed: readonly Printed[];
	readonly outcome: PythonOutcome<void>;
	/** What the file itself cost, in units of the budget. */
	readonly spent: number;
	/** What has been used of the budget since it was full. */
	readonly used: () => number;
	/** Gives the machine its full budget again, for the next call. */
	readonly refill: () => void;
}

/** Steps and memory, in the units of `Machine.spend`: enough for any list, used up in well under a second. */
const budget = 500_000;

/**
 * Evaluates a program from the top. Never throws.
 * @param presets what its names mean before it runs
 */
export function runProgram(program: Program, presets: ReadonlyMap<string, Value>): Run {
	const printed: Printed[] = [];
	let left = budget;
	const machine: Machine = {
		spend: (units) => {
			left -= units;
			if (left < 0) throw new Stopped('it runs too long or grows too big');
		},
		call: (callee, args) => callValue(machine, callee, args),
		attribute: (object, name) => getAttribute(machine, object, name),
		print: (shown) => {
			machine.spend(shown.length / 16);
			printed.push({ text: shown, span: machine.at });
		},
		at: { start: 0, end: 0 },
		depth: 0,
		doubts: 0,
		dirty: false,
	};
	const module: Scope = {
		kind: 'module',
		values: new Map(presets),
		locals: new Set(),
		globals: new Set(),
		touched: new Set(),
	};
	const ended = attempt(machine, () => executeModule(machine, module, program.body));
	if (ended.kind === 'dynamic') loseAll(machine, module, presets, ended.dynamic);
	const outcome: PythonOutcome<void> = ended.kind === 'dynamic' ? { kind: 'done', result: undefined } : ended;
	machine.dirty = false;
	const used = (): number => budget - left;
	const spent = used();
	const refill = (): void => {
		left = budget;
		machine.depth = 0;
	};
	return { machine, module, printed, outcome, spent, used, refill };
}

/** Nothing is certain any more: any name may have any value. */
function loseAll(
	machine: Machine,
	module: Scope,
	presets: ReadonlyMap<string, Value>,
	dynamic: DynamicValue,
): void {
	machine.wildcard = dynamic;
	for (const name of [...presets.keys(), ...module.values.keys()]) {
		module.values.set(name, dynamic);
		module.touched?.add(name);
	}
}

/** Calls a value with arguments on a machine that has run its file. */
export function callOn(run: Run, callee: Value, args: CallArguments): PythonOutcome<Value> {
	run.refill();
	const { machine } = run;
	// That the file ran to its end is granted.
	machine.doubtful = undefined;
	const outcome = attempt(machine, () => callValue(machine, callee, args));
	const { doubtful } = machine;
	return outcome.kind === 'error' && doubtful ? { kind: 'dynamic', dynamic: doubtful } : outcome;
}

/** Does something that may raise, stop or turn out unknown. */
export function attempt<Result>(machine: Machine, work: () => Result): PythonOutcome<Result> {
	try {
		return { kind: 'done', result: work() };
	} catch (signal) {
		if (signal instanceof Raised) return { kind: 'error', error: describe(machine, signal) };
		if (signal instanceof Stopped) return { kind: 'stopped', reason: signal.reason, span: machine.at };
		if (signal instanceof Unknown || signal instanceof Lost) {
			const { dynamic } = signal;
			return {
				kind: 'dynamic',
				dynamic: dynamic.span === nowhere ? { ...dynamic, span: machine.at } : dynamic,
			};
		}
		// The engine's own stack or a string beyond its limits: files that nest or grow without end.
		if (isEngineLimit(signal)) {
			return { kind: 'stopped', reason: 'it nests too deep or grows too big', span: machine.at };
		}
		throw signal;
	}
}

function describe(machine: Machine, { exception, span }: Raised): PythonError {
	const type = exception.type.name;
	let message = '';
	let shown = '';
	try {
		const only = exception.args.length === 1 ? exception.args[0] : undefined;
		shown = text(machine, exception);
		message = type === 'KeyError' && only !== undefined ? text(machine, only) : shown;
	} catch (signal) {
		if (!(signal instanceof Raised || signal instanceof Stopped || signal instanceof Unknown)) throw signal;
	}
	return {
		type,
		message,
		...(shown === message ? {} : { shown }),
		...(span === undefined ? {} : { span }),
	};
}

/** An exception in one line, as CPython shows it. */
export function errorText({ type, message, shown = message }: PythonError): string {
	return shown === '' ? type : `${type}: ${shown}`;
}
