/** The capabilities in which editors differ. */
import type { ClientCapabilities } from 'vscode-languageserver';
import { isRecord } from '../../base/json.ts';
import { notificationsCapability } from '../../protocol/index.ts';

export interface EditorAbilities {
	/** It requests diagnostics itself, so the server need not send them. */
	readonly pullsDiagnostics: boolean;
	/** It reports when folders are added or removed. */
	readonly followsFolders: boolean;
	/** Edits can be tied to versions of documents. */
	readonly takesVersions: boolean;
	/** Placeholders in inserted text are supported. */
	readonly takesSnippets: boolean;
	/** Defaults shared by the items of a completion are supported. */
	readonly takesItemDefaults: boolean;
	/** A code action may be there only to say why it cannot be done. */
	readonly takesDisabled: boolean;
	/** It understands our own notifications and has our commands. */
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
		takesDisabled: textDocument?.codeAction?.disabledSupport === true,
		takesNotifications: isRecord(experimental) && experimental[notificationsCapability] === true,
	};
}
