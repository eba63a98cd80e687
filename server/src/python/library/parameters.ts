/** Binds the arguments of a call to the parameters of a library function, with Python's errors. */
import { wholeNumber } from '../runtime/numbers.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { typeName } from '../runtime/types.ts';
import type { CallArguments, Machine, StrValue, Value } from '../runtime/value.ts';

/** The range of a C int. Many functions of CPython accept no larger numbers. */
const largest = 2n ** 31n - 1n;

/** A method of a built-in type. */
export type Method<Self extends Value = Value> = (machine: Machine, self: Self, args: CallArguments) => Value;

/** The methods of a built-in type by name. */
export type Methods<Self extends Value> = ReadonlyMap<string, Method<Self>>;

/**
 * The values of parameters in order, `undefined` where none was given. A name that ends in `?` is optional. All may be
 * given by position or by keyword.
 */
export function parameters(
	name: string,
	args: CallArguments,
	names: readonly string[],
): readonly (Value | undefined)[] {
	const { positional, named } = args;
	if (positional.length > names.length) {
		const count =
			names.length === 0
				? 'no arguments'
				: `at most ${names.length} argument${names.length === 1 ? '' : 's'}`;
		raise('TypeError', `${name}() takes ${count} (${positional.length} given)`);
	}
	const plain = names.map((parameter) => parameter.replace('?', ''));
	for (const key of named.keys()) {
		if (!plain.includes(key)) raise('TypeError', `'${key}' is an invalid keyword argument for ${name}()`);
		if (plain.indexOf(key) < positional.length)
			raise('TypeError', `argument for ${name}() given by name ('${key}') and position`);
	}
	return names.map((parameter, index) => {
		const value = positional[index] ?? named.get(plain[index] ?? '');
		if (value === undefined && !parameter.endsWith('?')) {
			raise('TypeError', `${name}() missing required argument '${parameter}' (pos ${index + 1})`);
		}
		return value;
	});
}

/** The argument of a function that takes exactly one. */
export function single(name: string, args: CallArguments): Value {
	const [value] = args.positional;
	if (value === undefined || args.positional.length !== 1 || args.named.size > 0) {
		return raise('TypeError', `${name}() takes exactly one argument (${args.positional.length} given)`);
	}
	return value;
}

/** Rejects any argument. */
export function nothing(name: string, args: CallArguments): void {
	if (args.positional.length + args.named.size > 0) {
		raise('TypeError', `${name}() takes no arguments (${args.positional.length} given)`);
	}
}

/** A string; raises if the argument is not one. */
export function wantText(value: Value | undefined, message: (type: string) => string): StrValue {
	const certain = value === undefined ? undefined : known(value);
	if (certain?.kind === 'str') return certain;
	return raise('TypeError', message(certain === undefined ? 'NoneType' : typeName(certain)));
}

/** An integer small enough for counting. Functions differ in what they do with larger ones. */
export function wantNumber(value: Value | undefined, otherwise: number): number {
	if (value === undefined) return otherwise;
	const number = wholeNumber(known(value));
	if (number > largest || number < -largest) unknown('so large a number there');
	return Number(number);
}

/** The same, but None counts as absent. */
export function optionalNumber(value: Value | undefined, otherwise: number): number {
	return isAbsent(value) ? otherwise : wantNumber(value, otherwise);
}

/** True for a missing argument and for None. */
export function isAbsent(value: Value | undefined): value is undefined {
	return value === undefined || value.kind === 'none';
}
