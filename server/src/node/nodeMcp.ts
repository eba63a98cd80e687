/** Loads the server for assistants when it is asked for: its SDK is larger than most of the rest. */
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServeTools } from '../cli/mcp/toolServer.ts';

/** Beside this module, or beside the bundle with this module. */
const serverFile = join(import.meta.dirname, `mcpServer${extname(import.meta.filename)}`);

export const serveToolsOnDemand: ServeTools = async (server, signal) => {
	const { serveTools } = (await import(pathToFileURL(serverFile).href)) as { serveTools: ServeTools };
	await serveTools(server, signal);
};
