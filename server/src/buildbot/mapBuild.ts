/** Calls a file's `map_build` and reads its answer as Metro's buildrepo does. */
import type { Span } from '../base/span.ts';
import { attempt, callOn, type PythonError, type Run } from '../python/evaluation/run.ts';
import { sizeOf } from '../python/runtime/collections.ts';
import { percentFormat } from '../python/runtime/percentFormat.ts';
import { getItem } from '../python/runtime/sequences.ts';
import { raise } from '../python/runtime/signals.ts';
import { typeName } from '../python/runtime/types.ts';
import {
	type DynamicValue,
	int,
	list,
	type Machine,
	native,
	none,
	type Printed,
	positional,
	scalar,
	str,
	type Value,
} from '../python/runtime/value.ts';
import { dynamicIn, shownType } from './settings.ts';

/** build, subarch, full, full_date as Metro passes them; other types are allowed, for experiments. */
export type MapBuildArguments = readonly (string | number | boolean | null)[];

/** The result of a call of `map_build`; `value` is the raw value. */
export type MapBuildOutcome =
	| {
			readonly kind: 'ok';
			/** May be empty; then Metro builds an empty target. */
			readonly target: string;
			readonly extras: readonly string[];
			readonly value: Value;
	  }
	/** A result that Metro's program cannot use. */
	| { readonly kind: 'unusable'; readonly error: PythonError; readonly reason: string; readonly value: Value }
	| { readonly kind: 'error'; readonly error: PythonError }
	| { readonly kind: 'dynamic'; readonly dynamic: DynamicValue }
	| { readonly kind: 'stopped'; readonly reason: string; readonly span: Span };

/** Calls the `map_build` of one program, and keeps what it prints. */
export interface MapBuild {
	readonly ask: (args: MapBuildArguments) => MapBuildOutcome;
	readonly printed: () => Printed | undefined;
	/** The cost of all calls so far, in units of an evaluation's budget. */
	readonly work: () => number;
}

/**
 * Every call sees the file as freshly run; `start` runs it again if necessary. The run that the settings are read from is never used, since
 * a call may change their values.
 */
export function mapBuildOf(start: () => Run): MapBuild {
	let run: Run | undefined;
	let printed: Printed | undefined;
	let work = 0;
	const ask = (args: MapBuildArguments): MapBuildOutcome => {
		if (run === undefined || run.machine.dirty) {
			run = start();
			work += run.spent;
		}
		if (run.outcome.kind !== 'done') return run.outcome;
		const before = run.printed.length;
		const code = run.module.values.get('map_build') ?? unnamed;
		const outcome = callOn(run, code, positional(...args.map(scalar)));
		printed ??= run.printed[before];
		work += run.used();
		if (outcome.kind !== 'done') {
			run.machine.dirty = true;
			return outcome;
		}
		const dynamic = dynamicIn(outcome.result);
		return dynamic === undefined ? readAnswer(run.machine, outcome.result) : { kind: 'dynamic', dynamic };
	};
	return { ask, printed: () => printed, work: () => work };
}

/** The result of calling a `map_build` that the file deletes. */
const unnamed = native('map_build', () => raise('NameError', "name 'map_build' is not defined"));

/** A string is split at `+`; of anything else the first part is the target, the rest are extras. */
export function readAnswer(machine: Machine, value: Value): MapBuildOutcome {
	const outcome = attempt(machine, () => {
		const parts = value.kind === 'str' ? list(value.value.split('+').map((part) => str(part))) : value;
		const target = percentFormat(machine, '%s', getItem(machine, parts, int(0)));
		const count = sizeOf(parts) ?? raise('TypeError', `object of type '${typeName(parts)}' has no len()`);
		if (count < 2) return { target, extras: [] };
		const rest = getItem(machine, parts, { kind: 'slice', from: int(1), to: none, step: none });
		return { target, extras: extrasOf(rest) };
	});
	if (outcome.kind === 'done') return { kind: 'ok', ...outcome.result, value };
	if (outcome.kind !== 'error') return outcome;
	return { kind: 'unusable', error: outcome.error, reason: reasonFor(value), value };
}

function extrasOf(rest: Value): string[] {
	const items = rest.kind === 'list' || rest.kind === 'tuple' ? rest.items : [];
	return items.map((item, index) => {
		if (item.kind === 'str') return item.value;
		return raise('TypeError', `sequence item ${index}: expected str instance, ${typeName(item)} found`);
	});
}

function reasonFor(value: Value): string {
	if (value.kind === 'none') return 'it returns None';
	if (value.kind !== 'tuple' && value.kind !== 'list') return `it returns ${shownType(value)}`;
	if (value.items.length === 0) return `it returns an empty ${value.kind}`;
	return `it returns a ${value.kind} that contains other values than strings`;
}
