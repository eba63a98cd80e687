/** What leaves an evaluation sideways: a Python exception, a used-up budget, something that cannot be known. */
import type { Span } from '../../base/span.ts';
import { exceptionType } from './types.ts';
import { type DynamicValue, type ExceptionValue, nowhere, str, type Value } from './value.ts';

/** A Python exception on its way up. */
export class Raised {
	readonly exception: ExceptionValue;
	/** Where it was raised; filled in by the statement it passes first. */
	span: Span | undefined;

	constructor(exception: ExceptionValue) {
		this.exception = exception;
	}
}

/** The evaluation goes on for too long or grows too big. */
export class Stopped {
	readonly reason: string;

	constructor(reason: string) {
		this.reason = reason;
	}
}

/** An operation needed a value that is dynamic. The statement it belongs to turns dynamic as a whole. */
export class Unknown {
	readonly dynamic: DynamicValue;
	/** True if a function that was called may have left with an exception of its own. */
	readonly leaves: boolean;

	constructor(dynamic: DynamicValue, leaves = false) {
		this.dynamic = dynamic;
		this.leaves = leaves;
	}
}

/** Something may have changed any name of the file, as `exec` does: nothing is certain any more. */
export class Lost {
	readonly dynamic: DynamicValue;

	constructor(dynamic: DynamicValue) {
		this.dynamic = dynamic;
	}
}

/** Gives up on something for a reason; where it is, the statement knows. */
export function unknown(what: string): never {
	throw new Unknown({ kind: 'dynamic', what, span: nowhere });
}

/**
 * True for the engine's complaint that it ran out of stack or out of room for a text or number. A regular expression
 * compiled right at the end of the stack says so with a SyntaxError.
 */
export function isEngineLimit(error: unknown): error is Error {
	return error instanceof RangeError || (error instanceof SyntaxError && isStackEnd(error));
}

/** True if it was the stack. */
export function isStackEnd(error: Error): boolean {
	return error.message.includes('call stack');
}

/** Raises one of Python's own exceptions with one message. */
export function raise(type: string, message: string | Value): never {
	const args = [typeof message === 'string' ? str(message) : message];
	throw new Raised({ kind: 'exception', type: exceptionType(type), args });
}

/** Hands a value through unless it is dynamic or in doubt. */
export function known<V extends Value>(value: V): Exclude<V, DynamicValue> {
	if (value.kind === 'dynamic') throw new Unknown(value);
	if ('doubt' in value && value.doubt !== undefined) throw new Unknown(value.doubt);
	if (value.kind === 'view' && value.dict.doubt !== undefined) throw new Unknown(value.dict.doubt);
	return value as Exclude<V, DynamicValue>;
}
