/** `object.name`: fields, methods and module members of every kind of value. */
import { known, raise } from '../runtime/signals.ts';
import { typeName } from '../runtime/types.ts';
import { type Machine, type NativeValue, native, none, str, tuple, type Value } from '../runtime/value.ts';
import type { Statement } from '../syntax/ast.ts';
import { dictMethods, listMethods, storingMethods, tupleMethods } from './containerMethods.ts';
import { dateAttribute } from './datetimeLibrary.ts';
import { worldModules } from './moduleNames.ts';
import type { Method } from './parameters.ts';
import { attributeNames } from './pythonNames.ts';
import { setMethod } from './setMethods.ts';
import { strMethods } from './strMethods.ts';
import { shortName, typeOf } from './typeValues.ts';

/** Reads an attribute, or raises AttributeError. Attributes that Python has but this library lacks are dynamic. */
export function getAttribute(machine: Machine, object: Value, name: string): Value {
	const self = known(object);
	if (name === '__class__') return typeOf(self);
	const found = lookup(self, name);
	if (found !== undefined) return found;
	const type = self.kind === 'type' ? self.name : typeName(self);
	if (mayHave(self, type, name)) {
		const what = self.kind === 'module' ? `${self.name}.${name}` : `${type}.${name}`;
		return { kind: 'dynamic', what, span: machine.at, holds: [self], reachesAll: leadsToNames(self, name) };
	}
	const whose = self.kind === 'type' ? `type object '${shortName(self)}'` : `'${type}' object`;
	return raise('AttributeError', `${whose} has no attribute '${name}'`);
}

/** True unless Python certainly raises AttributeError. */
function mayHave(self: Value, type: string, name: string): boolean {
	const names = attributeNames.get(type);
	// A type also has the attributes of `type`, such as `mro`.
	return names === undefined || name.startsWith('_') || names.has(name) || self.kind === 'type';
}

/** True if any name of the file can be changed through it. */
function leadsToNames(self: Value, name: string): boolean {
	if (self.kind !== 'module') return /^__(?:globals|builtins|dict|self|closure)__$/.test(name);
	if (self.name !== 'sys') return worldModules.test(self.name) || name === '__dict__';
	return /^(?:_.*|modules|settrace|setprofile)$/.test(name);
}

function bound<Self extends Value>(
	self: Self,
	name: string,
	method: Method<Self> | undefined,
): Value | undefined {
	if (method === undefined) return undefined;
	const changes = changingMethods.has(name) && self.kind !== 'str';
	const out: NativeValue = {
		...native(name, (machine, args) => {
			if (changes) machine.dirty = true;
			return method(machine, self, args);
		}),
		holds: [self],
	};
	return storingMethods.has(name) && self.kind !== 'str' ? { ...out, lenient: true } : out;
}

/** Methods that change their object in place. */
const changingMethods: ReadonlySet<string> = new Set([
	...['append', 'extend', 'insert', 'remove', 'pop', 'clear', 'reverse', 'sort', 'add', 'discard', 'update'],
	...['setdefault', 'popitem', 'intersection_update', 'difference_update', 'symmetric_difference_update'],
]);

function lookup(self: Value, name: string): Value | undefined {
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
		case 'date':
		case 'datetime':
		case 'timedelta':
			return dateAttribute(self, name);
		case 'module':
			return self.members.get(name);
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
			return undefined;
		default:
			return undefined;
	}
}

/** The docstring of a function. */
function docOf(first: Statement | undefined): Value {
	if (first?.kind !== 'expression' || first.value.kind !== 'string') return none;
	return str(first.value.value);
}
