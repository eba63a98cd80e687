/** The language server as a program: `server.cjs --stdio`, or started by an editor over IPC. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { openServerHost } from '../node/nodeServerHost.ts';
import { startServer } from './server.ts';

startServer(createConnection(ProposedFeatures.all), openServerHost());
