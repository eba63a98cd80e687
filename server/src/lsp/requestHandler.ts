/** The wrapper of every request handler: cancelled work answers as cancelled; a bug is logged and gets an empty answer. */
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

/** What all handlers share. */
export interface Handling extends Log {
	/** The event loop; absent: no one waits for a turn. */
	readonly turns?: Turns;
}

/** Thrown by long work on a text that has changed meanwhile. */
class Outdated extends DOMException {
	constructor() {
		super('the text has changed', 'AbortError');
	}
}

/** The signal of work that ends when `isOutdated`: an answer that mixes two texts would fit neither. */
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
 * Wraps a handler. `empty` is the answer if our own code fails, so that the editor shows nothing instead of
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
			// A turn of the event loop lets a pending cancellation arrive before the work starts.
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

/** Registers handlers of our own requests, with the types of each request. */
export function requestsOf(connection: Connection, log: Handling) {
	return <Params, Answer>(
		request: Request<Params, Answer>,
		empty: Answer,
		work: (params: Params, signal: WorkSignal) => Answer | Promise<Answer>,
	): void => {
		// The library's handler type does not work for a generic answer type.
		const handler: GenericRequestHandler<unknown, void> = handled(request.method, log, empty, work);
		connection.onRequest(request.method, handler);
	};
}

/** The parameters of a request. Clients may omit empty parameters, and then only the token arrives. */
function parametersOf<Params>(given: readonly unknown[]): { params: Params; token: CancellationToken } {
	const [params, token] = given.length > 1 ? given : [undefined, given[0]];
	return { params: (params ?? {}) as Params, token: token as CancellationToken };
}
