/** How every request handler is wrapped: cancelled work answers as cancelled, a bug is logged and answered harmlessly. */
import {
	type CancellationToken,
	type Connection,
	type GenericRequestHandler,
	LSPErrorCodes,
	ResponseError,
} from 'vscode-languageserver';
import { isAbortError, type WorkSignal, withTurns } from '../base/abort.ts';
import type { Log } from '../base/log.ts';
import type { Turns } from '../base/turns.ts';
import type { Request } from '../protocol/index.ts';

/** What every handler shares. */
export interface Handling extends Log {
	/** The event loop; absent: nobody waits for a turn. */
	readonly turns?: Turns;
}

/** Thrown by long work on a text that has changed meanwhile. */
class Outdated extends DOMException {
	constructor() {
		super('the text has changed', 'AbortError');
	}
}

/** The signal of work that ends when `isOutdated`: an answer about parts of two texts would be about neither. */
export function untilOutdated(signal: WorkSignal, isOutdated: () => boolean): WorkSignal {
	const { turns } = signal;
	if (turns === undefined) return signal;
	return withTurns(AbortSignal.any([signal]), {
		isOver: turns.isOver,
		async pause() {
			await turns.pause();
			if (isOutdated()) throw new Outdated();
		},
	});
}

/**
 * Wraps a handler: `empty` is what a request gets when our own code failed, so that the editor shows nothing instead of
 * an error box; the log has the details.
 */
export function handled<Params, Result>(
	name: string,
	log: Handling,
	empty: Result,
	work: (params: Params, signal: WorkSignal) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
	return async (...given) => {
		const { params, token } = parametersOf<Params>(given);
		const abort = new AbortController();
		const signal = withTurns(abort.signal, log.turns);
		const cancellation = token.onCancellationRequested(() => abort.abort());
		if (token.isCancellationRequested) abort.abort();
		try {
			// A turn of the event loop lets a cancellation that is already waiting arrive before the work starts.
			await new Promise<void>((resolve) => setImmediate(resolve));
			signal.throwIfAborted();
			const result = await work(params, signal);
			signal.throwIfAborted();
			return result;
		} catch (error) {
			if (error instanceof Outdated) throw new ResponseError(LSPErrorCodes.ContentModified, error.message);
			if (isAbortError(error)) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
			if (error instanceof ResponseError) throw error;
			log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
			return empty;
		} finally {
			cancellation.dispose();
		}
	};
}

/** Registers handlers of our own requests, each with the types that the request has. */
export function requestsOf(connection: Connection, log: Handling) {
	return <Params, Answer>(
		request: Request<Params, Answer>,
		empty: Answer,
		work: (params: Params, signal: WorkSignal) => Answer | Promise<Answer>,
	): void => {
		// The library's type of a handler's answer cannot be told for an answer of any type.
		const handler: GenericRequestHandler<unknown, void> = handled(request.method, log, empty, work);
		connection.onRequest(request.method, handler);
	};
}

/** What came with a request: clients may leave out parameters that hold nothing, and then the token comes alone. */
function parametersOf<Params>(given: readonly unknown[]): { params: Params; token: CancellationToken } {
	const [params, token] = given.length > 1 ? given : [undefined, given[0]];
	return { params: (params ?? {}) as Params, token: token as CancellationToken };
}
