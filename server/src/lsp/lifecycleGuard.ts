/** Enforces the protocol's lifecycle: nothing is answered before `initialize` or after `shutdown`. */
import { type Connection, ErrorCodes, type MessageStrategy, ResponseError } from 'vscode-languageserver';

/** The error for a request at the wrong time, as the protocol defines it. */
interface Refusal {
	readonly code: number;
	readonly message: string;
}

/** The method that stands for a request at the wrong time; no editor sends it. */
const refusedMethod = 'metro/outOfTurn';

/** Passes messages on at the right time. Refused requests get an error, notifications are ignored. */
export function guardLifecycle(): MessageStrategy {
	let phase: 'new' | 'open' | 'closed' = 'new';

	const refusalOf = (method: string): Refusal | undefined => {
		// Messages that end the process, and the protocol's own, are always allowed.
		if (method === 'exit' || method.startsWith('$/')) return undefined;
		if (phase === 'closed') return { code: ErrorCodes.InvalidRequest, message: 'The server was shut down.' };
		if (method === 'initialize') {
			if (phase === 'open') return { code: ErrorCodes.InvalidRequest, message: 'It was initialized before.' };
			phase = 'open';
		} else if (phase === 'new') {
			return { code: ErrorCodes.ServerNotInitialized, message: 'The server is not initialized yet.' };
		} else if (method === 'shutdown') phase = 'closed';
		return undefined;
	};

	return {
		handleMessage(message, next) {
			if (!('method' in message) || typeof message.method !== 'string') return next(message);
			const refusal = refusalOf(message.method);
			if (refusal === undefined) return next(message);
			if ('id' in message) return next({ ...message, method: refusedMethod, params: refusal } as never);
		},
	};
}

/** Answers the requests that `guardLifecycle` refused. */
export function registerRefusals(connection: Connection): void {
	connection.onRequest(refusedMethod, ({ code, message }: Refusal) => {
		throw new ResponseError(code, message);
	});
}
