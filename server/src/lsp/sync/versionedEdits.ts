/** Ties edits to document versions: an editor rejects them if the text has changed meanwhile. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { OpenDocuments } from '../../workspace/openDocuments.ts';

/** Ties edits to the current documents, even if these change while the edits are made. */
export function versionedNow(documents: OpenDocuments): (edit: WorkspaceEdit) => WorkspaceEdit {
	const versions = new Map(documents.all().map(({ view: { uri, version } }) => [uri, version]));
	return ({ changes = {}, ...rest }) => ({
		...rest,
		documentChanges: Object.entries(changes).map(([uri, edits]) => ({
			textDocument: { uri, version: versions.get(uri) ?? null },
			edits,
		})),
	});
}
