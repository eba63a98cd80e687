/** The open documents, kept up to date by incremental sync and returned as immutable views, one per version. */
import type { Connection, Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from '../../base/lineIndex.ts';
import type { OpenDocument, OpenDocuments } from '../../workspace/openDocuments.ts';
import { pathOf } from '../../workspace/uris.ts';

/** The open documents, with the data that the protocol needs. */
export interface SyncedDocuments extends OpenDocuments {
	readonly syncKind: TextDocumentSyncKind;
	listen(connection: Connection): void;
}

/** How texts are created and changed. Whatever an editor sends, they remain texts with correct lines. */
export const textsInStep = {
	create(uri: string, languageId: string, version: number, content: string): TextDocument {
		return TextDocument.create(String(uri), String(languageId), version, String(content ?? ''));
	},
	update(
		document: TextDocument,
		changes: readonly TextDocumentContentChangeEvent[],
		version: number,
	): TextDocument {
		for (const change of changes) TextDocument.update(document, [withinText(document, change)], version);
		return TextDocument.update(document, [], version);
	},
};

/** A change with its range inside the text: a line after the last one would corrupt the table of lines. */
function withinText(
	document: TextDocument,
	change: TextDocumentContentChangeEvent,
): TextDocumentContentChangeEvent {
	const range: Range | null | undefined = 'range' in change ? change.range : undefined;
	// Some editors send null for the whole text.
	if (range === undefined || range === null) return { text: change.text };
	const within = (position: Position): Position =>
		position.line < document.lineCount ? position : document.positionAt(Number.POSITIVE_INFINITY);
	return { range: { start: within(range.start), end: within(range.end) }, text: change.text };
}

export function createOpenDocuments(): SyncedDocuments {
	const texts = new TextDocuments(textsInStep);
	/** The latest view of a text. A reopened document is a different text, whatever its version. */
	const views = new WeakMap<TextDocument, OpenDocument>();
	/** The documents on disk, by path. Every file of a set-up is looked up here. */
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
		const known = views.get(text);
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
		views.set(text, open);
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
			texts.onDidClose(({ document }) => listener(document.uri));
		},
		listen: (connection) => {
			texts.listen(connection);
		},
	};
}
