/** Runs a whole file on a fresh machine with a budget, and returns how it ended. */
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

/** An uncaught Python exception. */
export interface PythonError {
	readonly type: string;
	readonly message: string;
	/** The message as CPython shows it, if that differs: the key of a KeyError is quoted. */
	readonly shown?: string;
	/** Absent if the call itself raised it, outside the file. */
	readonly span?: Span;
}

/** How a piece of work ended. */
export type PythonOutcome<Result> =
	| { readonly kind: 'done'; readonly result: Result }
	| { readonly kind: 'error'; readonly error: PythonError }
	| { readonly kind: 'stopped'; readonly reason: string; readonly span: Span }
	| { readonly kind: 'dynamic'; readonly dynamic: DynamicValue };

/** A file that ran to its end, or as far as possible. */
export interface Run {
	readonly machine: Machine;
	readonly module: Scope;
	readonly printed: readonly Printed[];
	readonly outcome: PythonOutcome<void>;
	/** The cost of the file itself, in units of the budget. */
	readonly spent: number;
	/** The units spent since the budget was last full. */
	readonly used: () => number;
	/** Refills the machine's budget for the next call. */
	readonly refill: () => void;
}

/** Steps and memory, in the units of `Machine.spend`. Enough for any list; spent in well under a second. */
const budget = 500_000;

/**
 * Evaluates a program from the top. Never throws.
 * @param presets the values of its names before it runs
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

/** Calls a value with arguments, on a machine that has run its file. */
export function callOn(run: Run, callee: Value, args: CallArguments): PythonOutcome<Value> {
	run.refill();
	const { machine } = run;
	// The call assumes that the file ran to its end.
	machine.doubtful = undefined;
	const outcome = attempt(machine, () => callValue(machine, callee, args));
	const { doubtful } = machine;
	return outcome.kind === 'error' && doubtful ? { kind: 'dynamic', dynamic: doubtful } : outcome;
}

/** Runs code that may raise, stop, or find an unknown value. */
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
		// The JavaScript stack overflowed, or a string exceeded its limit: the file nests or grows without end.
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
