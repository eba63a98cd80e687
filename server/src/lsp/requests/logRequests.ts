/** The requests of our own client about logs and the failures that they tell of. */
import type { Connection } from 'vscode-languageserver';
import { FileError } from '../../base/fileSystem.ts';
import { failureEntries, type KnownFailures } from '../../features/repository/failures.ts';
import { logDocument } from '../../features/repository/logDocument.ts';
import { requests } from '../../protocol/index.ts';
import type { EditorHost } from '../../workspace/serverHost.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Handling, requestsOf } from '../requestHandler.ts';

export function registerLogRequests(
	connection: Connection,
	workspace: Workspace,
	failures: KnownFailures,
	{ files }: Pick<EditorHost, 'files'>,
	log: Handling,
): void {
	const on = requestsOf(connection, log);
	on(requests.log, null, async ({ path, known }) => {
		if (typeof path !== 'string' || !path.startsWith('/')) return null;
		try {
			return (await logDocument(path, typeof known === 'string' ? known : undefined, files)) ?? null;
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			return { version: error.failure, document: unreadable(error) };
		}
	});
	on(requests.failures, [], async ({ home }) => {
		const repository = (await workspace.setupAt(home))?.snapshot()?.repository;
		return repository === undefined ? [] : failureEntries(repository, failures);
	});
}

/** A document that says why there is no other. */
function unreadable({ message }: FileError) {
	return {
		text: `This log cannot be read: ${message}\n`,
		styles: [],
		spans: [],
		sections: [],
		links: [],
		isPart: false,
	};
}
