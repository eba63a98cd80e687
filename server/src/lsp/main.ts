/** The language server as a program: `server.cjs --stdio`, or started by an editor over IPC. */
import '../node/modestMemory.ts';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { openServerHost } from '../node/nodeServerHost.ts';
import { guardLifecycle } from './lifecycleGuard.ts';
import { startServer } from './server.ts';

// The bundle is in dist/, beside docs/, even if it was started through a link elsewhere.
const bundle = realpathSync(process.argv[1] ?? '.');
const problemsPage = pathToFileURL(join(dirname(bundle), '../docs/diagnostics.md')).href;

const connection = createConnection(ProposedFeatures.all, { messageStrategy: guardLifecycle() });
startServer(connection, openServerHost(), problemsPage);
