/** Python's names of types, and its exception hierarchy. */
import { nowhere, type TypeValue, type Value } from './value.ts';

/** Exception types and their base types. */
const exceptionParents = new Map([
	['BaseException', ''],
	['Exception', 'BaseException'],
	['SystemExit', 'BaseException'],
	['KeyboardInterrupt', 'BaseException'],
	['GeneratorExit', 'BaseException'],
	['ArithmeticError', 'Exception'],
	['ZeroDivisionError', 'ArithmeticError'],
	['OverflowError', 'ArithmeticError'],
	['FloatingPointError', 'ArithmeticError'],
	['AssertionError', 'Exception'],
	['AttributeError', 'Exception'],
	['BufferError', 'Exception'],
	['EOFError', 'Exception'],
	['ImportError', 'Exception'],
	['ModuleNotFoundError', 'ImportError'],
	['LookupError', 'Exception'],
	['IndexError', 'LookupError'],
	['KeyError', 'LookupError'],
	['MemoryError', 'Exception'],
	['NameError', 'Exception'],
	['UnboundLocalError', 'NameError'],
	['OSError', 'Exception'],
	['FileNotFoundError', 'OSError'],
	['FileExistsError', 'OSError'],
	['PermissionError', 'OSError'],
	['NotADirectoryError', 'OSError'],
	['IsADirectoryError', 'OSError'],
	['ConnectionError', 'OSError'],
	['TimeoutError', 'OSError'],
	['ReferenceError', 'Exception'],
	['RuntimeError', 'Exception'],
	['NotImplementedError', 'RuntimeError'],
	['RecursionError', 'RuntimeError'],
	['StopIteration', 'Exception'],
	['SyntaxError', 'Exception'],
	['IndentationError', 'SyntaxError'],
	['TabError', 'IndentationError'],
	['SystemError', 'Exception'],
	['TypeError', 'Exception'],
	['ValueError', 'Exception'],
	['UnicodeError', 'ValueError'],
	['Warning', 'Exception'],
	['UserWarning', 'Warning'],
	['DeprecationWarning', 'Warning'],
]);

/** Two aliases of OSError. */
const aliases = new Map([
	['IOError', 'OSError'],
	['EnvironmentError', 'OSError'],
]);

/** All names of exceptions, including aliases. */
export function exceptionNames(): string[] {
	return [...exceptionParents.keys(), ...aliases.keys()];
}

/** Exceptions that inspect their arguments. */
const special = [
	'OSError',
	'SyntaxError',
	'UnicodeError',
	'ImportError',
	'NameError',
	'AttributeError',
	'StopIteration',
];

/** The exception type with a name; `Exception` for an unknown one. */
export function exceptionType(name: string): TypeValue {
	const own = aliases.get(name) ?? name;
	const type: TypeValue = {
		kind: 'type',
		name: exceptionParents.has(own) ? own : 'Exception',
		make: (_machine, args) =>
			args.named.size > 0 || (args.positional.length > 1 && special.some((of) => isSubtype(own, of)))
				? { kind: 'dynamic', what: `${own}() with ${args.positional.length} arguments`, span: nowhere }
				: { kind: 'exception', type, args: args.positional },
		members: new Map(),
	};
	return type;
}

/** True for types that can be raised. */
export function isExceptionType(type: TypeValue): boolean {
	return exceptionParents.has(type.name);
}

/** True if type `name` is `of` or a subtype of it. */
export function isSubtype(name: string, of: string): boolean {
	if (name === of || of === 'object') return true;
	if (name === 'bool') return of === 'int';
	if (name === 'datetime.datetime') return of === 'datetime.date';
	const parent = exceptionParents.get(name);
	return parent !== undefined && parent !== '' && isSubtype(parent, of);
}

/** `type(value).__name__`. The types of datetime include their module. */
export function typeName(value: Value): string {
	switch (value.kind) {
		case 'none':
			return 'NoneType';
		case 'notimplemented':
			return 'NotImplementedType';
		case 'set':
			return value.frozen ? 'frozenset' : 'set';
		case 'iterator':
			return value.name;
		case 'view':
			return `dict_${value.of}`;
		case 'native':
			return 'builtin_function_or_method';
		case 'exception':
			return value.type.name;
		case 'date':
		case 'datetime':
		case 'timedelta':
			return `datetime.${value.kind}`;
		default:
			return value.kind;
	}
}

/** The numeric values. */
export type NumberValue = Extract<Value, { kind: 'bool' | 'int' | 'float' }>;

/** True for numbers, including Python's bools. */
export function isNumber(value: Value): value is NumberValue {
	return isWhole(value) || value.kind === 'float';
}

/** True for integers, including Python's bools. */
export function isWhole(value: Value): value is Exclude<NumberValue, { kind: 'float' }> {
	return value.kind === 'int' || value.kind === 'bool';
}
