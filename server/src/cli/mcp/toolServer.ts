/** What a server for assistants offers, independent of the protocol that carries it. */

/** In characters, of a text. */
export interface TextBounds {
	readonly minLength?: number;
	readonly maxLength?: number;
}

/** JSON Schema of one argument. */
export interface ArgumentSchema extends TextBounds {
	readonly type: 'string' | 'integer' | 'array';
	readonly description: string;
	readonly items?: { readonly type: 'string' } & TextBounds;
	readonly maxItems?: number;
	readonly minimum?: number;
	readonly maximum?: number;
}

/** JSON Schema of the arguments of a tool. */
export interface ToolInput {
	readonly type: 'object';
	readonly properties: Readonly<Record<string, ArgumentSchema>>;
	readonly required: readonly string[];
	readonly additionalProperties: false;
}

export interface ToolAnswer {
	/** JSON; a sentence if `isError`. */
	readonly text: string;
	readonly isError: boolean;
}

/** A tool that only reads. */
export interface ServedTool {
	readonly name: string;
	readonly title: string;
	readonly description: string;
	readonly input: ToolInput;
	/** Answers a call, whatever its arguments are. Rejects with `AbortError` when `signal` is aborted. */
	call(given: unknown, signal: AbortSignal): Promise<ToolAnswer>;
}

export interface ToolServer {
	readonly name: string;
	readonly version: string;
	/** What an assistant should know before it calls a tool. */
	readonly instructions: string;
	readonly tools: readonly ServedTool[];
}

/** Serves tools on standard input and output until the client leaves or `signal` is aborted. */
export type ServeTools = (server: ToolServer, signal: AbortSignal) => Promise<void>;
