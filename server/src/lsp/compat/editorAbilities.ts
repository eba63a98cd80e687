/** What differs between editors. */
import type { ClientCapabilities } from 'vscode-languageserver';
import { isRecord } from '../../base/json.ts';
import { notificationsCapability } from '../../protocol/index.ts';

export interface EditorAbilities {
	/** It asks for diagnostics itself, so that they need not be sent. */
	readonly pullsDiagnostics: boolean;
	/** It tells when folders are added or removed. */
	readonly followsFolders: boolean;
	/** Edits can be tied to versions of documents. */
	readonly takesVersions: boolean;
	/** Placeholders in what completion inserts are understood. */
	readonly takesSnippets: boolean;
	/** What the items of a completion have in common can be said once. */
	readonly takesItemDefaults: boolean;
	/** Our own notifications are understood, and our commands are there. */
	readonly takesNotifications: boolean;
}

export function editorAbilities({
	workspace,
	textDocument,
	experimental,
}: ClientCapabilities): EditorAbilities {
	const { completionItem, completionList } = textDocument?.completion ?? {};
	const defaults = completionList?.itemDefaults ?? [];
	return {
		pullsDiagnostics: textDocument?.diagnostic !== undefined,
		followsFolders: workspace?.workspaceFolders === true,
		takesVersions: workspace?.workspaceEdit?.documentChanges === true,
		takesSnippets: completionItem?.snippetSupport === true,
		takesItemDefaults: ['editRange', 'data'].every((name) => defaults.includes(name)),
		takesNotifications: isRecord(experimental) && experimental[notificationsCapability] === true,
	};
}
