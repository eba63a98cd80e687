/** What Python values are while a program is evaluated, and what the code that works on them needs from outside. */
import type { Span } from '../../base/span.ts';
import type { FunctionNode } from '../syntax/ast.ts';

/** Where a string was written. With `exact` the source between the two offsets is the string itself. */
export interface TextOrigin {
	readonly span: Span;
	readonly exact: boolean;
}

export interface StrValue {
	readonly kind: 'str';
	readonly value: string;
	readonly origin?: TextOrigin;
}

interface IntValue {
	readonly kind: 'int';
	readonly value: bigint;
}

export interface ListValue {
	readonly kind: 'list';
	readonly items: Value[];
	/** Set when something unknown may have changed the list. */
	doubt?: DynamicValue;
}

export interface TupleValue {
	readonly kind: 'tuple';
	readonly items: readonly Value[];
}

export interface SetValue {
	readonly kind: 'set';
	/** By hash key. */
	readonly members: Map<string, Value>;
	readonly frozen: boolean;
	doubt?: DynamicValue;
}

export interface DictEntry {
	readonly key: Value;
	readonly value: Value;
}

export interface DictValue {
	readonly kind: 'dict';
	/** By the key's hash key, in order of insertion. */
	readonly entries: Map<string, DictEntry>;
	doubt?: DynamicValue;
}

export interface RangeValue {
	readonly kind: 'range';
	readonly start: bigint;
	readonly stop: bigint;
	readonly step: bigint;
}

export interface SliceValue {
	readonly kind: 'slice';
	readonly from: Value;
	readonly to: Value;
	readonly step: Value;
}

export interface IteratorValue {
	readonly kind: 'iterator';
	/** Its type's name, as `generator` or `zip`. */
	readonly name: string;
	readonly iterator: Iterator<Value, unknown, unknown>;
	/** What it steps through, and the functions it calls on the way. */
	readonly holds: readonly Value[];
	/** Set when something unknown may have taken steps. */
	doubt?: DynamicValue;
}

export interface ViewValue {
	readonly kind: 'view';
	readonly of: 'keys' | 'values' | 'items';
	readonly dict: DictValue;
}

export interface FunctionValue {
	readonly kind: 'function';
	readonly node: FunctionNode;
	readonly scope: Scope;
	/** Evaluated where the function was defined, by parameter name. */
	readonly defaults: ReadonlyMap<string, Value>;
	readonly names: FunctionNames;
}

/** The names of a function: its own, and those it declares to belong to the module. */
export interface FunctionNames {
	readonly locals: ReadonlySet<string>;
	readonly globals: ReadonlySet<string>;
	readonly nonlocals: ReadonlySet<string>;
	/** True if it yields. */
	readonly generator: boolean;
}

export interface CallArguments {
	readonly positional: readonly Value[];
	readonly named: ReadonlyMap<string, Value>;
}

export type NativeCode = (machine: Machine, args: CallArguments) => Value;

/** A function of the library and the name it goes by. */
export type NamedCode = readonly [name: string, code: NativeCode];

export interface NativeValue {
	readonly kind: 'native';
	readonly name: string;
	readonly call: NativeCode;
	/** True if dynamic arguments may pass, because they are only stored or not looked at. */
	readonly lenient?: boolean;
	/** True for a method looked up on a type, which takes the object as its first argument. */
	readonly unbound?: boolean;
	/** The object a method belongs to, and whatever else it may change or call. */
	readonly holds?: readonly Value[];
}

export interface TypeValue {
	readonly kind: 'type';
	readonly name: string;
	/** How a value of the type is made; absent: not at all. */
	readonly make?: NativeCode;
	/** What `str.upper` and `datetime.strptime` look up. */
	readonly members: ReadonlyMap<string, Value>;
}

export interface ModuleValue {
	readonly kind: 'module';
	readonly name: string;
	/** What does not depend on the machine; everything else in it is dynamic. */
	readonly members: ReadonlyMap<string, Value>;
}

export interface ExceptionValue {
	readonly kind: 'exception';
	readonly type: TypeValue;
	readonly args: readonly Value[];
}

export interface DateValue {
	readonly kind: 'date';
	/** Days, 1 being 0001-01-01, as Python counts them. */
	readonly ordinal: number;
}

export interface DatetimeValue {
	readonly kind: 'datetime';
	/** Microseconds since 0001-01-01 00:00. */
	readonly micros: bigint;
}

export interface TimedeltaValue {
	readonly kind: 'timedelta';
	readonly micros: bigint;
}

/** What cannot be known without the host, the clock or files. `what` is the expression that asked for it. */
export interface DynamicValue {
	readonly kind: 'dynamic';
	readonly what: string;
	readonly span: Span;
	/** What can change and the functions of the file that it may be, or lead to. */
	readonly holds?: readonly Value[];
	/** True for what reaches every name of the file, as `exec` does. */
	readonly reachesAll?: boolean;
	/** True of a name that may have no value at all. */
	readonly maybeUnbound?: boolean;
}

export type Value =
	| { readonly kind: 'none' | 'ellipsis' | 'notimplemented' }
	| { readonly kind: 'bool'; readonly value: boolean }
	| IntValue
	| { readonly kind: 'float'; readonly value: number }
	| StrValue
	| ListValue
	| TupleValue
	| SetValue
	| DictValue
	| RangeValue
	| SliceValue
	| IteratorValue
	| ViewValue
	| FunctionValue
	| NativeValue
	| TypeValue
	| ModuleValue
	| ExceptionValue
	| DateValue
	| DatetimeValue
	| TimedeltaValue
	| DynamicValue;

export interface Scope {
	readonly kind: 'module' | 'function' | 'comprehension';
	readonly values: Map<string, Value>;
	/** Names that belong to this scope whether they have a value yet or not; unused in a module. */
	readonly locals: ReadonlySet<string>;
	readonly globals: ReadonlySet<string>;
	readonly parent?: Scope;
	/** In a module: the names that the file gave a value, or took away. */
	readonly touched?: Set<string>;
}

/** Something the file printed. */
export interface Printed {
	readonly text: string;
	readonly span: Span;
}

/** The running evaluation, as operations and library functions see it. */
export interface Machine {
	/** Pays for work and memory; throws `Stopped` once the budget is used up. One unit is one step. */
	readonly spend: (units: number) => void;
	readonly call: (callee: Value, args: CallArguments) => Value;
	/** `object.name`. */
	readonly attribute: (object: Value, name: string) => Value;
	readonly print: (text: string) => void;
	/** The part of the source that is being evaluated. */
	at: Span;
	/** How many Python calls deep. */
	depth: number;
	/** How often something dynamic came in between; a `try` compares it. */
	doubts: number;
	/** The first thing that may have failed, or ended the file, though nobody knows. */
	doubtful?: DynamicValue | undefined;
	/** Set when something that may outlive the running call is changed: the next call needs a fresh run. */
	dirty: boolean;
	/** The exception whose handler is running, for a bare `raise`. */
	handling?: { readonly exception: ExceptionValue } | undefined;
	/** Set by `from module import *` of a module nobody knows: any further name may come from it. */
	wildcard?: DynamicValue;
}

export const none: Value = { kind: 'none' };
const yes: Value = { kind: 'bool', value: true };
const no: Value = { kind: 'bool', value: false };

export function bool(value: boolean): Value {
	return value ? yes : no;
}

export function int(value: bigint | number): IntValue {
	return { kind: 'int', value: BigInt(value) };
}

/** A float. Infinity and what is not a number are not calculated with. */
export function float(value: number): Value {
	if (Number.isFinite(value)) return { kind: 'float', value };
	return { kind: 'dynamic', what: 'a float without end', span: nowhere };
}

/** The place of what does not know its own. */
export const nowhere: Span = { start: -1, end: -1 };

export function str(value: string): StrValue {
	return { kind: 'str', value };
}

export function list(items: Value[]): ListValue {
	return { kind: 'list', items };
}

export function tuple(items: readonly Value[]): TupleValue {
	return { kind: 'tuple', items };
}

/** A value as JSON has it. */
export function scalar(value: string | number | boolean | null): Value {
	if (value === null) return none;
	if (typeof value === 'boolean') return bool(value);
	if (typeof value === 'string') return str(value);
	return Number.isInteger(value) ? int(value) : float(value);
}

/** A function of the library. */
export function native(name: string, call: NativeCode): NativeValue {
	return { kind: 'native', name, call };
}

/** An iterator whose type goes by `name`. */
export function iterator(
	name: string,
	values: Iterator<Value, unknown, unknown>,
	holds: readonly Value[],
): IteratorValue {
	return { kind: 'iterator', name, iterator: values, holds };
}

export const noArguments: CallArguments = { positional: [], named: new Map() };

/** The arguments of a call without names. */
export function positional(...values: readonly Value[]): CallArguments {
	return { positional: values, named: noArguments.named };
}
