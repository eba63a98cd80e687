/** Whose turn it is: nothing is answered before an editor has introduced itself, and nothing after it has said goodbye. */
import { type Connection, ErrorCodes, type MessageStrategy, ResponseError } from 'vscode-languageserver';

/** What comes of a request at the wrong time, as the protocol has it. */
interface Refusal {
	readonly code: number;
	readonly message: string;
}

/** The name under which a request at the wrong time is passed on; no editor sends it. */
const refusedMethod = 'metro/outOfTurn';

/** Lets messages through in their turn. Refused requests get an error, notifications are passed over. */
export function guardLifecycle(): MessageStrategy {
	let phase: 'new' | 'open' | 'closed' = 'new';

	const refusalOf = (method: string): Refusal | undefined => {
		// What ends the process, and the protocol's own housekeeping, has no turn.
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

/** Answers what `guardLifecycle` refused. */
export function registerRefusals(connection: Connection): void {
	connection.onRequest(refusedMethod, ({ code, message }: Refusal) => {
		throw new ResponseError(code, message);
	});
}
