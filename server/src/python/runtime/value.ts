/** Python values during evaluation, and what the code that works on them needs from its surroundings. */
import type { Span } from '../../base/span.ts';
import type { FunctionNode } from '../syntax/ast.ts';

/** Where a string was written. If `exact`, the source between the two offsets is the string itself. */
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
	/** Set if something unknown may have changed the list. */
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
	/** The name of its type, such as `generator` or `zip`. */
	readonly name: string;
	readonly iterator: Iterator<Value, unknown, unknown>;
	/** What it steps through, and the functions that it calls. */
	readonly holds: readonly Value[];
	/** Set if something unknown may have stepped it. */
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

/** The names of a function: its own, and those it declares global. */
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

/** A library function and its name. */
export type NamedCode = readonly [name: string, code: NativeCode];

export interface NativeValue {
	readonly kind: 'native';
	readonly name: string;
	readonly call: NativeCode;
	/** True if dynamic arguments may pass, because the function only stores them or does not read them. */
	readonly lenient?: boolean;
	/** True for a method looked up on a type: it takes the object as its first argument. */
	readonly unbound?: boolean;
	/** The object that a method belongs to, and whatever else it may change or call. */
	readonly holds?: readonly Value[];
}

export interface TypeValue {
	readonly kind: 'type';
	readonly name: string;
	/** Constructs a value of the type; absent if that is not supported. */
	readonly make?: NativeCode;
	/** What lookups such as `str.upper` and `datetime.strptime` find. */
	readonly members: ReadonlyMap<string, Value>;
}

export interface ModuleValue {
	readonly kind: 'module';
	readonly name: string;
	/** The members that do not depend on the host; all others are dynamic. */
	readonly members: ReadonlyMap<string, Value>;
}

export interface ExceptionValue {
	readonly kind: 'exception';
	readonly type: TypeValue;
	readonly args: readonly Value[];
}

export interface DateValue {
	readonly kind: 'date';
	/** Days as in Python's ordinals: 1 is 0001-01-01. */
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

/** A value that only the host, the clock or files know. `what` is the expression that needed it. */
export interface DynamicValue {
	readonly kind: 'dynamic';
	readonly what: string;
	readonly span: Span;
	/** The mutable objects and functions of the file that it may be or lead to. */
	readonly holds?: readonly Value[];
	/** True if it can reach every name of the file, as `exec` can. */
	readonly reachesAll?: boolean;
	/** True for a name that may be unset. */
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
	/** Names local to this scope, whether set yet or not; unused in a module. */
	readonly locals: ReadonlySet<string>;
	readonly globals: ReadonlySet<string>;
	readonly parent?: Scope;
	/** In a module: the names that the file has assigned or deleted. */
	readonly touched?: Set<string>;
}

/** A line that the file printed. */
export interface Printed {
	readonly text: string;
	readonly span: Span;
}

/** The running evaluation, as operations and library functions see it. */
export interface Machine {
	/** Charges the budget for work and memory; throws `Stopped` when the budget is exhausted. One unit is one step. */
	readonly spend: (units: number) => void;
	readonly call: (callee: Value, args: CallArguments) => Value;
	/** `object.name`. */
	readonly attribute: (object: Value, name: string) => Value;
	readonly print: (text: string) => void;
	/** The expression or statement being evaluated. */
	at: Span;
	/** The current depth of Python calls. */
	depth: number;
	/** Counts dynamic values that affected the evaluation; a `try` compares it. */
	doubts: number;
	/** The first thing that may have failed or ended the file. */
	doubtful?: DynamicValue | undefined;
	/** Set when something that may outlive the running call changes: the next call needs a fresh run. */
	dirty: boolean;
	/** The exception that the running handler caught, for a bare `raise`. */
	handling?: { readonly exception: ExceptionValue } | undefined;
	/** Set after `from module import *` of an unknown module: any other name may come from it. */
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

/** Makes a float. Infinity and NaN are not supported. */
export function float(value: number): Value {
	if (Number.isFinite(value)) return { kind: 'float', value };
	return { kind: 'dynamic', what: 'a float without end', span: nowhere };
}

/** The place for values without one of their own. */
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

/** A value in the form of JSON. */
export function scalar(value: string | number | boolean | null): Value {
	if (value === null) return none;
	if (typeof value === 'boolean') return bool(value);
	if (typeof value === 'string') return str(value);
	return Number.isInteger(value) ? int(value) : float(value);
}

/** Makes a library function. */
export function native(name: string, call: NativeCode): NativeValue {
	return { kind: 'native', name, call };
}

/** Makes an iterator whose type is called `name`. */
export function iterator(
	name: string,
	values: Iterator<Value, unknown, unknown>,
	holds: readonly Value[],
): IteratorValue {
	return { kind: 'iterator', name, iterator: values, holds };
}

export const noArguments: CallArguments = { positional: [], named: new Map() };

/** The positional arguments of a call. */
export function positional(...values: readonly Value[]): CallArguments {
	return { positional: values, named: noArguments.named };
}
