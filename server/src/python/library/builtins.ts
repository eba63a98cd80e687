/**
 * Python's built-in functions, and all names of its built-in scope.
 * Python 3.11 Library Reference, Built-in Functions.
 */
import { inAnyOrder, itemsOf, iterate, sizeOf, stepOf, truth } from '../runtime/collections.ts';
import { format } from '../runtime/formatSpec.ts';
import { wholeNumber } from '../runtime/numbers.ts';
import { binary } from '../runtime/operators.ts';
import { ordered } from '../runtime/ordering.ts';
import { known, Raised, raise, unknown } from '../runtime/signals.ts';
import { convertedText, repr, text } from '../runtime/text.ts';
import { exceptionNames, exceptionType, isNumber, isSubtype, typeName } from '../runtime/types.ts';
import {
	bool,
	type CallArguments,
	int,
	iterator,
	list,
	type Machine,
	type NamedCode,
	type NativeCode,
	native,
	noArguments,
	none,
	nowhere,
	positional,
	str,
	type TypeValue,
	tuple,
	type Value,
} from '../runtime/value.ts';
import { sorted } from './containerMethods.ts';
import { numberFunctions } from './numberFunctions.ts';
import { isAbsent, parameters, single, wantText } from './parameters.ts';
import { attributeNames } from './pythonNames.ts';
import { builtinTypes, typeOf } from './typeValues.ts';

const len: NativeCode = (machine, args) => {
	const value = single('len', args);
	if (value.kind === 'str') machine.spend(value.value.length / 16);
	const size = sizeOf(value);
	return size === undefined
		? raise('TypeError', `object of type '${typeName(value)}' has no len()`)
		: int(size);
};

const print: NativeCode = (machine, args) => {
	for (const name of args.named.keys()) {
		if (name === 'file' || name === 'flush') unknown(`print() with ${name}`);
		if (name !== 'sep' && name !== 'end')
			raise('TypeError', `'${name}' is an invalid keyword argument for print()`);
	}
	const part = (name: string, otherwise: string): string => {
		const value = args.named.get(name);
		if (isAbsent(value)) return otherwise;
		if (value.kind === 'dynamic') return '…';
		return value.kind === 'str'
			? value.value
			: raise('TypeError', `${name} must be None or a string, not ${typeName(value)}`);
	};
	const shown = args.positional.map((value) => (value.kind === 'dynamic' ? '…' : text(machine, value)));
	const out = shown.join(part('sep', ' ')) + part('end', '\n');
	machine.print(out);
	return none;
};

/** The items to sort or choose from. A set is accepted only if its order cannot show: strings or numbers, without a key. */
function inOrderOf(machine: Machine, values: Value, key: Value | undefined): Value[] {
	if (values.kind !== 'set' || !isAbsent(key)) return itemsOf(machine, values);
	const items = inAnyOrder(machine, values);
	const total = items.every(({ kind }) => kind === 'str') || items.every(isNumber);
	return total ? items : itemsOf(machine, values);
}

function extreme(name: 'min' | 'max'): NativeCode {
	return (machine, args) => {
		const key = args.named.get('key');
		if (args.positional.length > 1 && args.named.has('default'))
			raise('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`);
		const [only] = args.positional;
		if (only === undefined) return raise('TypeError', `${name} expected at least 1 argument, got 0`);
		const values = args.positional.length === 1 ? inOrderOf(machine, only, key) : args.positional;
		let best: Value | undefined;
		let bestKey: Value | undefined;
		for (const value of values) {
			const its = isAbsent(key) ? value : machine.call(key, positional(value));
			if (bestKey === undefined || ordered(machine, name === 'min' ? '<' : '>', its, bestKey)) {
				best = value;
				bestKey = its;
			}
		}
		return best ?? args.named.get('default') ?? raise('ValueError', `${name}() arg is an empty sequence`);
	};
}

const sum: NativeCode = (machine, args) => {
	const [values = none, start = int(0)] = parameters('sum', args, ['iterable', 'start?']);
	if (start.kind === 'str') raise('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
	let total: Value = start;
	for (const item of itemsOf(machine, values)) total = binary(machine, '+', total, item);
	return total;
};

function quantifier(name: 'any' | 'all'): NativeCode {
	return (machine, args) => {
		for (const item of iterate(machine, single(name, args))) {
			if (truth(item) === (name === 'any')) return bool(name === 'any');
		}
		return bool(name === 'all');
	};
}

const enumerate: NativeCode = (machine, args) => {
	const [values = none, start] = parameters('enumerate', args, ['iterable', 'start?']);
	return iterator(
		'enumerate',
		numbered(iterate(machine, values), start === undefined ? 0n : wholeNumber(known(start))),
		[values],
	);
};

function* numbered(items: Iterable<Value>, start: bigint): Generator<Value, void, unknown> {
	let index = start;
	for (const item of items) yield tuple([int(index++), item]);
}

const zip: NativeCode = (machine, args) => {
	const strict = args.named.get('strict');
	const all = args.positional.map((value) => iterate(machine, value));
	return iterator('zip', zipped(all, strict !== undefined && truth(strict)), args.positional);
};

function* zipped(
	all: readonly Iterator<Value, unknown, unknown>[],
	strict: boolean,
): Generator<Value, void, unknown> {
	while (all.length > 0) {
		const row: Value[] = [];
		for (const [index, steps] of all.entries()) {
			const step = steps.next();
			if (step.done === true) {
				if (strict && index > 0)
					raise('ValueError', `zip() argument ${index + 1} is shorter than argument ${index}`);
				if (strict && all.slice(1).some((other) => other.next().done !== true)) {
					raise('ValueError', 'zip() argument 2 is longer than argument 1');
				}
				return;
			}
			row.push(step.value);
		}
		yield tuple(row);
	}
}

const map: NativeCode = (machine, args) => {
	const [code, ...values] = args.positional;
	if (code === undefined || values.length === 0)
		return raise('TypeError', 'map() must have at least two arguments.');
	const rows = zipped(
		values.map((value) => iterate(machine, value)),
		false,
	);
	return iterator('map', mapped(machine, code, rows), args.positional);
};

function* mapped(machine: Machine, code: Value, rows: Iterable<Value>): Generator<Value, void, unknown> {
	for (const row of rows) yield machine.call(code, positional(...(row.kind === 'tuple' ? row.items : [])));
}

const filter: NativeCode = (machine, args) => {
	const [test = none, values = none] = args.positional;
	return iterator('filter', filtered(machine, test, iterate(machine, values)), args.positional);
};

function* filtered(machine: Machine, test: Value, items: Iterable<Value>): Generator<Value, void, unknown> {
	for (const item of items) {
		const verdict = test.kind === 'none' ? item : machine.call(test, positional(item));
		if (truth(verdict)) yield item;
	}
}

const reversed: NativeCode = (machine, args) => {
	const value = known(single('reversed', args));
	if (value.kind === 'set' || value.kind === 'iterator' || sizeOf(value) === undefined) {
		return raise('TypeError', `'${typeName(value)}' object is not reversible`);
	}
	return iterator('reversed', itemsOf(machine, value).reverse().values(), [value]);
};

const next: NativeCode = (machine, args) => {
	const [source, otherwise] = args.positional;
	machine.dirty = true;
	if (source?.kind !== 'iterator') {
		return raise(
			'TypeError',
			`'${source === undefined ? 'nothing' : typeName(source)}' object is not an iterator`,
		);
	}
	const step = stepOf(machine, source);
	if (step.done !== true) return step.value;
	if (otherwise !== undefined) return otherwise;
	throw new Raised({ kind: 'exception', type: exceptionType('StopIteration'), args: [] });
};

/** `isinstance(value, types)` for a type or a tuple of them. */
export function isInstance(value: Value, types: Value): boolean {
	const certain = known(types);
	if (certain.kind === 'tuple') return certain.items.some((item) => isInstance(value, item));
	if (certain.kind === 'type') return isSubtype(typeOf(value).name, certain.name);
	return raise('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
}

const getattr: NativeCode = (machine, args) => {
	const [object = none, name, otherwise] = args.positional;
	const wanted = wantText(name, () => 'attribute name must be string').value;
	try {
		return machine.attribute(object, wanted);
	} catch (signal) {
		const absent = signal instanceof Raised && signal.exception.type.name === 'AttributeError';
		if (absent && otherwise !== undefined) return otherwise;
		throw signal;
	}
};

/** `exit()` and `sys.exit()`. */
export const exit: NativeCode = (_machine, args) => {
	throw new Raised({ kind: 'exception', type: exceptionType('SystemExit'), args: args.positional });
};

const functions: readonly NamedCode[] = [
	['len', len],
	[
		'sorted',
		(machine, args) =>
			list(
				sorted(
					machine,
					inOrderOf(machine, single('sorted', { ...args, named: noArguments.named }), args.named.get('key')),
					args,
				),
			),
	],
	['enumerate', enumerate],
	['zip', zip],
	['map', map],
	['filter', filter],
	['reversed', reversed],
	['next', next],
	[
		'iter',
		(machine, args) => {
			const value = single('iter', args);
			return value.kind === 'iterator'
				? value
				: iterator(`${typeName(value)}_iterator`, iterate(machine, value), [value]);
		},
	],
	['min', extreme('min')],
	['max', extreme('max')],
	['sum', sum],
	['any', quantifier('any')],
	['all', quantifier('all')],
	[
		'isinstance',
		(_machine, args) => {
			const [value = none, types = none] = parameters('isinstance', args, ['object', 'classinfo']);
			return bool(isInstance(value, types));
		},
	],
	['type', (_machine, args) => typeOf(single('type', args))],
	['repr', (machine, args) => str(repr(machine, single('repr', args)))],
	['ascii', (machine, args) => str(convertedText(machine, single('ascii', args), 'a'))],
	[
		'format',
		(machine, args) => {
			const [value = none, spec] = parameters('format', args, ['value', 'format_spec?']);
			return str(
				format(
					machine,
					value,
					spec === undefined ? '' : wantText(spec, () => 'format() argument 2 must be str').value,
				),
			);
		},
	],
	['getattr', getattr],
	['hasattr', hasAttribute],
	['callable', (_machine, args) => bool(/^(?:function|native|type)$/.test(single('callable', args).kind))],
	[
		'slice',
		(_machine, args) => {
			const [from = none, to, step = none] = args.positional;
			return to === undefined
				? { kind: 'slice', from: none, to: from, step }
				: { kind: 'slice', from, to, step };
		},
	],
	['exit', exit],
	['quit', exit],
];

function hasAttribute(machine: Machine, args: CallArguments): Value {
	try {
		const [object = none, name] = args.positional;
		const value = getattr(machine, args);
		const certain = name?.kind === 'str' && attributeNames.get(typeName(known(object)))?.has(name.value);
		return value.kind === 'dynamic' && !certain ? value : bool(true);
	} catch (signal) {
		if (signal instanceof Raised && signal.exception.type.name === 'AttributeError') return bool(false);
		throw signal;
	}
}

/** Built-ins whose result only a running Python knows. */
const dynamicFunctions = [
	...['open', 'input', 'dir', 'id', 'hash', 'bytes', 'bytearray', 'memoryview', 'complex'],
	...['super', 'property', 'staticmethod', 'classmethod', 'help'],
];

/** Built-ins that may change any name in any way. */
const worldFunctions = 'eval exec compile __import__ globals locals vars breakpoint setattr delattr'.split(
	' ',
);

/** All names of the built-in scope. */
export const builtins: ReadonlyMap<string, Value> = new Map<string, Value>([
	...builtinTypes,
	...exceptionNames().map((name): [string, TypeValue] => [name, exceptionType(name)]),
	...[...functions, ...numberFunctions].map(([name, call]): [string, Value] => [name, native(name, call)]),
	['print', { ...native('print', print), lenient: true }],
	...dynamicFunctions.map((name): [string, Value] => [
		name,
		{ kind: 'dynamic', what: `${name}()`, span: nowhere },
	]),
	...worldFunctions.map((name): [string, Value] => [
		name,
		{ kind: 'dynamic', what: `${name}()`, span: nowhere, reachesAll: true },
	]),
	['Ellipsis', { kind: 'ellipsis' }],
	['NotImplemented', { kind: 'notimplemented' }],
	['__debug__', bool(true)],
]);
