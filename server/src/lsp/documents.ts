/** The open documents: kept in step by incremental sync, handed out as immutable views, one per version. */
import { fileURLToPath } from 'node:url';
import type { Connection } from 'vscode-languageserver';
import { TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../base/lineIndex.ts';
import type { DocumentView } from '../features/documentView.ts';

export interface OpenDocument {
	readonly view: DocumentView;
	readonly languageId: string;
}

export interface OpenDocuments {
	readonly syncKind: TextDocumentSyncKind;
	/** The current version of an open document, `undefined` if it is not open. */
	get(uri: string): OpenDocument | undefined;
	/** The open document that lies at an absolute path. */
	atPath(path: string): OpenDocument | undefined;
	all(): readonly OpenDocument[];
	onChanged(listener: (document: OpenDocument) => void): void;
	onClosed(listener: (uri: string) => void): void;
	listen(connection: Connection): void;
}

export function createOpenDocuments(): OpenDocuments {
	const texts = new TextDocuments(TextDocument);
	const views = new Map<string, OpenDocument>();
	/** Of the documents that lie on disk, by path: every file of a set-up is asked for here. */
	const uris = new Map<string, string>();
	texts.onDidOpen(({ document }) => {
		const path = pathOf(document.uri);
		if (path !== undefined) uris.set(path, document.uri);
	});
	texts.onDidClose(({ document }) => {
		const path = pathOf(document.uri);
		if (path !== undefined) uris.delete(path);
	});

	const viewOf = (text: TextDocument): OpenDocument => {
		const known = views.get(text.uri);
		if (known !== undefined && known.view.version === text.version) return known;
		const content = text.getText();
		const open: OpenDocument = {
			languageId: text.languageId,
			view: {
				opening: known?.view.opening ?? {},
				uri: text.uri,
				path: pathOf(text.uri),
				version: text.version,
				text: content,
				lines: new LineIndex(content),
			},
		};
		views.set(text.uri, open);
		return open;
	};

	return {
		syncKind: TextDocumentSyncKind.Incremental,
		get: (uri) => {
			const text = texts.get(uri);
			return text === undefined ? undefined : viewOf(text);
		},
		atPath: (path) => {
			const text = texts.get(uris.get(path) ?? '');
			return text === undefined ? undefined : viewOf(text);
		},
		all: () => texts.all().map(viewOf),
		onChanged: (listener) => {
			texts.onDidChangeContent(({ document }) => listener(viewOf(document)));
		},
		onClosed: (listener) => {
			texts.onDidClose(({ document }) => {
				views.delete(document.uri);
				listener(document.uri);
			});
		},
		listen: (connection) => {
			texts.listen(connection);
		},
	};
}

/** The absolute path of a `file:` URI, `undefined` for every other kind and for broken ones. */
export function pathOf(uri: string): string | undefined {
	if (!uri.startsWith('file:')) return undefined;
	try {
		return fileURLToPath(uri);
	} catch {
		return undefined;
	}
}
