/** The language server as a program: `server.cjs --stdio`, or started by an editor over IPC. */
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { openServerHost } from '../node/nodeServerHost.ts';
import { startServer } from './server.ts';

// The bundle lies in dist/, beside docs/.
const problemsPage = pathToFileURL(join(dirname(process.argv[1] ?? '.'), '../docs/diagnostics.md')).href;

startServer(createConnection(ProposedFeatures.all), openServerHost(), problemsPage);
