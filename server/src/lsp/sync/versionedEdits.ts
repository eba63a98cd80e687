/** Edits tied to the versions they were made for: an editor refuses them when somebody has typed meanwhile. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { OpenDocuments } from '../../workspace/openDocuments.ts';

/** Ties edits to the documents as they are now, whatever becomes of them while the edits are made. */
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
