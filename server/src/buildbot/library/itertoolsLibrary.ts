/** Python's `itertools`, as far as lists of names need it. */
import { itemsOf, iterate } from '../runtime/collections.ts';
import { binary } from '../runtime/operators.ts';
import {
	int,
	iterator,
	type Machine,
	type NamedCode,
	type NativeCode,
	none,
	tuple,
	type Value,
} from '../runtime/value.ts';
import { optionalNumber, parameters, wantNumber } from './parameters.ts';

function* chained(machine: Machine, parts: Iterable<Value>): Generator<Value, void, unknown> {
	for (const part of parts) yield* iterate(machine, part);
}

function* products(machine: Machine, pools: readonly (readonly Value[])[]): Generator<Value, void, unknown> {
	const [first, ...rest] = pools;
	if (first === undefined) {
		yield tuple([]);
		return;
	}
	for (const head of first) {
		for (const tail of products(machine, rest)) {
			machine.spend(1);
			yield tuple([head, ...(tail.kind === 'tuple' ? tail.items : [])]);
		}
	}
}

/** Index combinations of `size` out of `count`; with `ordered` all arrangements. */
function* selections(
	count: number,
	size: number,
	ordered: boolean,
	chosen: readonly number[] = [],
): Generator<number[]> {
	if (chosen.length === size) {
		yield [...chosen];
		return;
	}
	const from = ordered ? 0 : (chosen.at(-1) ?? -1) + 1;
	for (let i = from; i < count; i++) {
		if (!chosen.includes(i)) yield* selections(count, size, ordered, [...chosen, i]);
	}
}

function selecting(name: string, ordered: boolean): NamedCode {
	return [
		name,
		(machine, args) => {
			const [values = none, size] = parameters(name, args, ['iterable', 'r?']);
			const pool = itemsOf(machine, values);
			const count = optionalNumber(size, pool.length);
			return iterator(name, picked(machine, pool, selections(pool.length, count, ordered)));
		},
	];
}

function* picked(
	machine: Machine,
	pool: readonly Value[],
	choices: Iterable<number[]>,
): Generator<Value, void, unknown> {
	for (const choice of choices) {
		machine.spend(1 + choice.length / 4);
		yield tuple(choice.map((index) => pool[index]).filter((value) => value !== undefined));
	}
}

function* sliced(
	items: Iterable<Value>,
	from: number,
	to: number,
	stride: number,
): Generator<Value, void, unknown> {
	if (to <= 0) return;
	let at = 0;
	for (const item of items) {
		if (at >= from && (at - from) % stride === 0) yield item;
		if (++at >= to) return;
	}
}

const islice: NativeCode = (machine, args) => {
	const [values = none, first = none, second, third] = args.positional;
	const [start, stop] = second === undefined ? [none, first] : [first, second];
	const from = optionalNumber(start, 0);
	const to = optionalNumber(stop, Number.POSITIVE_INFINITY);
	return iterator('islice', sliced(iterate(machine, values), from, to, optionalNumber(third, 1)));
};

function* counted(machine: Machine, start: Value, step: Value): Generator<Value, void, unknown> {
	for (let value = start; ; value = binary(machine, '+', value, step)) {
		machine.spend(1);
		yield value;
	}
}

export const itertoolsFunctions: readonly NamedCode[] = [
	['chain', (machine, args) => iterator('chain', chained(machine, args.positional))],
	[
		'product',
		(machine, args) => {
			const pools = args.positional.map((value) => itemsOf(machine, value));
			const times = wantNumber(args.named.get('repeat'), 1);
			return iterator(
				'product',
				products(machine, Array.from({ length: Math.min(times, 1000) }, () => pools).flat()),
			);
		},
	],
	['islice', islice],
	[
		'count',
		(machine, args) => {
			const [start = int(0), step = int(1)] = parameters('count', args, ['start?', 'step?']);
			return iterator('count', counted(machine, start, step));
		},
	],
	selecting('combinations', false),
	selecting('permutations', true),
];
