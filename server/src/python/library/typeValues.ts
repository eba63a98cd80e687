/** Python's built-in types as values: what a call constructs, and the methods looked up on them. */
import { reprString, strip } from '../../base/pythonText.ts';
import { inAnyOrder, itemsOf, makeSet, truth } from '../runtime/collections.ts';
import { mostDigits, tooManyDigits } from '../runtime/limits.ts';
import { toFloat, truncated, wholeNumber } from '../runtime/numbers.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { text } from '../runtime/text.ts';
import { isNumber, isWhole, typeName } from '../runtime/types.ts';
import {
	bool,
	type CallArguments,
	type DictValue,
	float,
	int,
	list,
	type Machine,
	type NativeCode,
	type NativeValue,
	native,
	type RangeValue,
	str,
	type TypeValue,
	tuple,
	type Value,
} from '../runtime/value.ts';
import { dictMethods, fromKeys, listMethods, tupleMethods, updateDict } from './containerMethods.ts';
import { dateTypes } from './datetimeLibrary.ts';
import { type Methods, parameters } from './parameters.ts';
import { setMethods } from './setMethods.ts';
import { strMethods } from './strMethods.ts';

/** Methods looked up on the type take the object as their first argument: `str.upper(name)`. */
function unbound<Self extends Value>(kind: Self['kind'], methods: Methods<Self>): Map<string, Value> {
	const isSelf = (value: Value | undefined): value is Self => value?.kind === kind;
	return new Map(
		[...methods].map(([name, method]) => [
			name,
			unboundNative(name, (machine, args) => {
				const [self, ...rest] = args.positional;
				if (!isSelf(self)) {
					const shown = self === undefined ? 'nothing' : typeName(self);
					const message = `descriptor '${name}' for '${kind}' objects doesn't apply to a '${shown}' object`;
					return raise('TypeError', message);
				}
				machine.dirty = true;
				return method(machine, self, { ...args, positional: rest });
			}),
		]),
	);
}

function unboundNative(name: string, code: NativeCode): NativeValue {
	return { ...native(name, code), unbound: true };
}

const makeStr: NativeCode = (machine, args) => {
	const [value, ...more] = args.positional;
	if (more.length > 0 || args.named.size > 0) return unknown('str() of bytes');
	if (value === undefined) return str('');
	return value.kind === 'str' ? value : str(text(machine, value));
};

const makeInt: NativeCode = (machine, args) => {
	const [value, radix] = parameters('int', args, ['x?', 'base?']);
	if (value === undefined) return int(0);
	const certain = known(value);
	if (certain.kind === 'str') {
		machine.spend(certain.value.length / 16);
		return int(parseInteger(machine, certain.value, radix === undefined ? 10 : radixOf(radix)));
	}
	if (radix !== undefined) return unknown('an int of no text with a base');
	if (isWhole(certain)) return int(BigInt(certain.value));
	if (certain.kind === 'float') return int(truncated(certain.value));
	const message = `int() argument must be a string, a bytes-like object or a real number, not '${typeName(certain)}'`;
	return raise('TypeError', message);
};

function radixOf(value: Value): number {
	const certain = known(value);
	const radix = certain.kind === 'int' ? Number(certain.value) : 0;
	if (radix === 1 || radix < 0 || radix > 36) raise('ValueError', 'int() base must be >= 2 and <= 36, or 0');
	return radix;
}

/** Parses what `int(text, radix)` accepts: digits with an optional sign and surrounding white space. Underscores and prefixes are not supported. */
function parseInteger(machine: Machine, source: string, radix: number): bigint {
	if (!/^[\x20-\x7e\t\n]*$/.test(source) || source.includes('_'))
		return unknown('an int of a text with rare characters');
	const [, sign, digits = ''] = /^([-+]?)([0-9a-z]+)$/i.exec(strip(source)) ?? [];
	if (radix !== 10 && /^0[a-z]/i.test(digits)) return unknown('an int with a prefix');
	if (radix === 0) return unknown('an int with a prefix');
	if (digits === '' || [...digits].some((digit) => Number.parseInt(digit, 36) >= radix)) {
		return raise(
			'ValueError',
			`invalid literal for int() with base ${radix}: ${reprString(source).slice(0, 200)}`,
		);
	}
	if (radix === 10 && digits.length > mostDigits) return tooManyDigits(digits.length);
	if (radix !== 10 && digits.length > 12) return unknown('a long int of another base');
	machine.spend((digits.length / 32) ** 2 + digits.length / 16);
	const value = radix === 10 ? BigInt(digits) : BigInt(Number.parseInt(digits, radix));
	return sign === '-' ? -value : value;
}

const makeFloat: NativeCode = (_machine, args) => {
	const [value] = parameters('float', args, ['x?']);
	if (value === undefined) return float(0);
	const certain = known(value);
	if (isNumber(certain)) return float(toFloat(certain));
	if (certain.kind !== 'str') {
		const message = `float() argument must be a string or a real number, not '${typeName(certain)}'`;
		return raise('TypeError', message);
	}
	const body = strip(certain.value);
	if (!/^[-+]?\d{1,15}(?:\.\d{0,15})?$/.test(body)) {
		if (/[\d_infa]/i.test(body) || !/^[\x20-\x7e]*$/.test(body)) return unknown('a float of a text');
		return raise('ValueError', `could not convert string to float: ${reprString(certain.value)}`);
	}
	return float(Number(body));
};

/** `dict(…)`. */
const makeDict: NativeCode = (machine, args) => {
	const dict: DictValue = { kind: 'dict', entries: new Map() };
	if (args.positional.length > 1) {
		raise('TypeError', `dict expected at most 1 argument, got ${args.positional.length}`);
	}
	updateDict(machine, dict, args);
	return dict;
};

/** The items of the optional argument of `list()` and similar types. */
function contents(name: string, machine: Machine, args: CallArguments, items = itemsOf): Value[] {
	const { positional, named } = args;
	if (named.size > 0) raise('TypeError', `${name}() takes no keyword arguments`);
	if (positional.length > 1) {
		raise('TypeError', `${name} expected at most 1 argument, got ${positional.length}`);
	}
	return positional[0] === undefined ? [] : items(machine, positional[0]);
}

const makeRange: NativeCode = (_machine, args): RangeValue => {
	const numbers = args.positional.map((value) => wholeNumber(known(value)));
	const [first, second, third = 1n] = numbers;
	if (first === undefined) return raise('TypeError', 'range expected at least 1 argument, got 0');
	if (numbers.length > 3) raise('TypeError', `range expected at most 3 arguments, got ${numbers.length}`);
	if (third === 0n) raise('ValueError', 'range() arg 3 must not be zero');
	const [start, stop] = second === undefined ? [0n, first] : [first, second];
	return { kind: 'range', start, stop, step: third };
};

function type(
	name: string,
	make: NativeCode,
	members: ReadonlyMap<string, Value> = new Map(),
): [string, TypeValue] {
	return [name, { kind: 'type', name, make, members }];
}

/** The built-in types by name. `type` itself is a function here. */
export const builtinTypes: ReadonlyMap<string, TypeValue> = new Map([
	type('str', makeStr, unbound('str', strMethods)),
	type('int', makeInt),
	type('float', makeFloat),
	type('bool', (_machine, args) =>
		args.positional.length > 1 || args.named.size > 0
			? unknown('a rare bool()')
			: bool(args.positional[0] !== undefined && truth(args.positional[0])),
	),
	type('list', (machine, args) => list(contents('list', machine, args)), unbound('list', listMethods)),
	type(
		'tuple',
		(machine, args) => {
			const [only] = args.positional;
			return only?.kind === 'tuple' ? only : tuple(contents('tuple', machine, args));
		},
		unbound('tuple', tupleMethods),
	),
	type(
		'set',
		(machine, args) => makeSet(machine, contents('set', machine, args, inAnyOrder)),
		unbound('set', setMethods),
	),
	type('frozenset', (machine, args) =>
		makeSet(machine, contents('frozenset', machine, args, inAnyOrder), true),
	),
	type('dict', makeDict, unbound('dict', dictMethods).set('fromkeys', native('fromkeys', fromKeys))),
	type('range', makeRange),
	type('object', () => unknown('object()')),
]);

/** `type(value)`. */
export function typeOf(value: Value): TypeValue {
	const certain = known(value);
	if (certain.kind === 'date' || certain.kind === 'datetime' || certain.kind === 'timedelta') {
		return dateTypes[certain.kind];
	}
	if (certain.kind === 'exception') return certain.type;
	const name = typeName(certain);
	return builtinTypes.get(name) ?? { kind: 'type', name, members: new Map() };
}

/** `__name__` of a type, without its module. */
export function shortName({ name }: TypeValue): string {
	return name.slice(name.lastIndexOf('.') + 1);
}
