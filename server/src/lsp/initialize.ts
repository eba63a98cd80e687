/** The initialization of client and server. */
import type { InitializeParams, InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { normalizePath } from '../base/posixPath.ts';
import { serverCommands } from '../protocol/index.ts';
import { pathOf } from '../workspace/uris.ts';
import type { EditorAbilities } from './compat/editorAbilities.ts';
import type { Languages } from './languages.ts';
import { languageCapabilities } from './requests/languageCapabilities.ts';

/** The folders of an editor, in the form it supports: a list, one URI, or one path. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
	if (Array.isArray(workspaceFolders) && workspaceFolders.length > 0) return pathsOf(workspaceFolders);
	if (typeof rootUri === 'string') return pathsOf([{ uri: rootUri }]);
	return typeof rootPath === 'string' && rootPath !== '' ? [normalizePath(rootPath)] : [];
}

/** The paths of folders on disk. */
export function pathsOf(folders: readonly { readonly uri: string }[]): string[] {
	return folders
		.map(({ uri }) => pathOf(uri))
		.flatMap((path) => (path === undefined ? [] : [normalizePath(path)]));
}

/** The capabilities of the server for this editor. */
export function initializeResult(
	languages: Languages,
	{ pullsDiagnostics }: EditorAbilities,
	change: TextDocumentSyncKind,
): InitializeResult {
	return {
		serverInfo: { name: 'metro-language-server' },
		capabilities: {
			textDocumentSync: { openClose: true, change },
			workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			...languageCapabilities(languages),
			executeCommandProvider: { commands: Object.values(serverCommands) },
			...(pullsDiagnostics && {
				diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
			}),
		},
	};
}
