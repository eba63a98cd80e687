/** The open documents of an editor, for the workspace. */
import type { DocumentView } from '../features/documentView.ts';

export interface OpenDocument {
	readonly view: DocumentView;
	readonly languageId: string;
}

export interface OpenDocuments {
	/** The current version of an open document; `undefined` if it is not open. */
	get(uri: string): OpenDocument | undefined;
	/** The open document at an absolute path. */
	atPath(path: string): OpenDocument | undefined;
	all(): readonly OpenDocument[];
	onChanged(listener: (document: OpenDocument) => void): void;
	onClosed(listener: (uri: string) => void): void;
}
