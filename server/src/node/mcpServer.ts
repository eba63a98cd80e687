/** The Model Context Protocol on standard input and output. A bundle of its own, so that no other command loads the SDK. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
	CallToolRequestSchema,
	ErrorCode,
	ListToolsRequestSchema,
	McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { ToolServer } from '../cli/mcp/toolServer.ts';

/** Serves until the client leaves or `signal` is aborted. */
export async function serveTools(served: ToolServer, signal: AbortSignal): Promise<void> {
	const { name, version, instructions, tools } = served;
	const server = new Server({ name, version }, { capabilities: { tools: {} }, instructions });
	server.setRequestHandler(ListToolsRequestSchema, () => ({
		tools: tools.map((tool) => ({
			name: tool.name,
			title: tool.title,
			description: tool.description,
			inputSchema: { ...tool.input, required: [...tool.input.required] },
			annotations: { title: tool.title, readOnlyHint: true, idempotentHint: true, openWorldHint: false },
		})),
	}));
	server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
		const tool = tools.find((one) => one.name === params.name);
		if (tool === undefined)
			throw new McpError(
				ErrorCode.InvalidParams,
				`There is no tool of that name. There are ${tools.map((one) => one.name).join(', ')}.`,
			);
		const { text, isError } = await tool.call(params.arguments, extra.signal);
		return { content: [{ type: 'text' as const, text }], ...(isError && { isError }) };
	});
	const closed = new Promise<void>((resolve) => {
		server.onclose = resolve;
		// The SDK does not notice that the client has left.
		process.stdin.once('end', resolve);
		signal.addEventListener('abort', () => resolve(), { once: true });
		if (signal.aborted) resolve();
	});
	await server.connect(new StdioServerTransport());
	await closed;
	await server.close();
	process.stdin.destroy();
}
