/** What interrupts an evaluation: a Python exception, an exhausted budget, an unknown value. */
import type { Span } from '../../base/span.ts';
import { exceptionType } from './types.ts';
import { type DynamicValue, type ExceptionValue, nowhere, str, type Value } from './value.ts';

/** A Python exception that propagates. */
export class Raised {
	readonly exception: ExceptionValue;
	/** Where it was raised; the first statement it passes fills this in. */
	span: Span | undefined;

	constructor(exception: ExceptionValue) {
		this.exception = exception;
	}
}

/** The evaluation takes too long or grows too large. */
export class Stopped {
	readonly reason: string;

	constructor(reason: string) {
		this.reason = reason;
	}
}

/** An operation needed a dynamic value. Its whole statement becomes dynamic. */
export class Unknown {
	readonly dynamic: DynamicValue;
	/** True if a called function may have ended with an exception of its own. */
	readonly leaves: boolean;

	constructor(dynamic: DynamicValue, leaves = false) {
		this.dynamic = dynamic;
		this.leaves = leaves;
	}
}

/** Any name of the file may have changed, as after `exec`: nothing is certain any more. */
export class Lost {
	readonly dynamic: DynamicValue;

	constructor(dynamic: DynamicValue) {
		this.dynamic = dynamic;
	}
}

/** Gives up for a reason. The statement adds the place. */
export function unknown(what: string): never {
	throw new Unknown({ kind: 'dynamic', what, span: nowhere });
}

/**
 * True for the JavaScript error that means stack overflow, or too large a string or number. A regular expression compiled at
 * the very end of the stack reports that as a SyntaxError.
 */
export function isEngineLimit(error: unknown): error is Error {
	return error instanceof RangeError || (error instanceof SyntaxError && isStackEnd(error));
}

/** True if the stack overflowed. */
export function isStackEnd(error: Error): boolean {
	return error.message.includes('call stack');
}

/** Raises a built-in Python exception with one message. */
export function raise(type: string, message: string | Value): never {
	const args = [typeof message === 'string' ? str(message) : message];
	throw new Raised({ kind: 'exception', type: exceptionType(type), args });
}

/** Returns a value unless it is dynamic or doubted; otherwise gives up. */
export function known<V extends Value>(value: V): Exclude<V, DynamicValue> {
	if (value.kind === 'dynamic') throw new Unknown(value);
	if ('doubt' in value && value.doubt !== undefined) throw new Unknown(value.doubt);
	if (value.kind === 'view' && value.dict.doubt !== undefined) throw new Unknown(value.dict.doubt);
	return value as Exclude<V, DynamicValue>;
}
