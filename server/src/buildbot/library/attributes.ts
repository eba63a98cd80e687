/** `object.name`: fields, methods and module members of every kind of value. */
import { known, raise } from '../runtime/signals.ts';
import { typeName } from '../runtime/types.ts';
import {
	bool,
	int,
	type Machine,
	type NativeValue,
	native,
	none,
	str,
	tuple,
	type Value,
} from '../runtime/value.ts';
import type { Statement } from '../syntax/ast.ts';
import {
	dictMethods,
	iteratorMethods,
	listMethods,
	rangeMethods,
	specialMethods,
	storingMethods,
	tupleMethods,
} from './containerMethods.ts';
import { dateAttribute } from './datetimeLibrary.ts';
import { isOtherAttribute } from './otherAttributes.ts';
import type { Method } from './parameters.ts';
import { setMethod } from './setMethods.ts';
import { strMethods } from './strMethods.ts';
import { shortName, typeOf } from './typeValues.ts';

/** Reads an attribute, or raises AttributeError. What Python has and this does not calculate is dynamic. */
export function getAttribute(machine: Machine, object: Value, name: string): Value {
	const self = known(object);
	if (name === '__class__') return typeOf(self);
	const found = lookup(machine, self, name);
	if (found !== undefined) return found;
	const type = self.kind === 'type' ? self.name : typeName(self);
	if (isOtherAttribute(type, name)) return { kind: 'dynamic', what: `${type}.${name}`, span: machine.at };
	const whose = self.kind === 'type' ? `type object '${shortName(self)}'` : `'${type}' object`;
	return raise('AttributeError', `${whose} has no attribute '${name}'`);
}

function bound<Self extends Value>(
	self: Self,
	name: string,
	method: Method<Self> | undefined,
): Value | undefined {
	if (method === undefined) return bare(self, name);
	const changes = changingMethods.has(name) && self.kind !== 'str';
	const out: NativeValue = native(name, (machine, args) => {
		if (changes) machine.dirty = true;
		return method(machine, self, args);
	});
	return storingMethods.has(name) && self.kind !== 'str' ? { ...out, lenient: true } : out;
}

/** Methods that change their object in place. */
const changingMethods: ReadonlySet<string> = new Set([
	...['append', 'extend', 'insert', 'remove', 'pop', 'clear', 'reverse', 'sort', 'add', 'discard', 'update'],
	...['setdefault', 'popitem', 'intersection_update', 'difference_update', 'symmetric_difference_update'],
	...['__next__', 'close'],
]);

/** Special methods every container has. */
function bare(self: Value, name: string): Value | undefined {
	const special = specialMethods.get(name);
	return special === undefined ? undefined : native(name, (machine, args) => special(machine, self, args));
}

function lookup(machine: Machine, self: Value, name: string): Value | undefined {
	switch (self.kind) {
		case 'str':
			return bound(self, name, strMethods.get(name));
		case 'list':
			return bound(self, name, listMethods.get(name));
		case 'tuple':
			return bound(self, name, tupleMethods.get(name));
		case 'dict':
			return bound(self, name, dictMethods.get(name));
		case 'set':
			return bound(self, name, setMethod(self, name));
		case 'range':
			return bound(self, name, rangeMethods.get(name));
		case 'iterator':
			return bound(self, name, iteratorMethods.get(name));
		case 'date':
		case 'datetime':
		case 'timedelta':
			return dateAttribute(self, name);
		case 'module':
			return self.members.get(name) ?? { kind: 'dynamic', what: `${self.name}.${name}`, span: machine.at };
		case 'type':
			if (name === '__name__' || name === '__qualname__') return str(shortName(self));
			return self.members.get(name);
		case 'function':
			if (name === '__name__' || name === '__qualname__') return str(self.node.name);
			return name === '__doc__' ? docOf(self.node.body[0]) : undefined;
		case 'native':
			return name === '__name__' ? str(self.name) : undefined;
		case 'exception':
			if (name === 'args') return tuple(self.args);
			if (name === 'code' && self.type.name === 'SystemExit') return self.args[0] ?? none;
			return name === '__traceback__' ? none : undefined;
		case 'int':
			if (name === 'bit_length') return native(name, () => int(bitLength(self.value)));
			return name === 'real' || name === 'numerator' ? self : undefined;
		case 'float':
			return name === 'is_integer' ? native(name, () => bool(Number.isInteger(self.value))) : undefined;
		default:
			return undefined;
	}
}

function bitLength(value: bigint): number {
	return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
}

/** What a function's first statement says of it. */
function docOf(first: Statement | undefined): Value {
	if (first?.kind !== 'expression' || first.value.kind !== 'string') return none;
	return str(first.value.value);
}
