/** What a language can offer to an editor: one optional function per verb. Capabilities follow from what is there. */
import type {
	CodeAction,
	CompletionItem,
	Definition,
	Diagnostic,
	DocumentSymbol,
	FoldingRange,
	Hover,
	InlayHint,
	Location,
	Position,
	Range,
} from 'vscode-languageserver-types';
import type { CancelSignal } from '../base/cancel.ts';
import type { DocumentView } from './documentView.ts';

type Answer<T> = T | Promise<T>;

export interface LanguageFeatures {
	diagnostics(document: DocumentView, signal: CancelSignal): Answer<Diagnostic[]>;
	completion?(document: DocumentView, position: Position, signal: CancelSignal): Answer<CompletionItem[]>;
	hover?(document: DocumentView, position: Position, signal: CancelSignal): Answer<Hover | undefined>;
	/** Fixes for the given diagnostics and whatever else can be done in `range`. */
	codeActions?(
		document: DocumentView,
		range: Range,
		diagnostics: readonly Diagnostic[],
		signal: CancelSignal,
	): Answer<CodeAction[]>;
	definition?(
		document: DocumentView,
		position: Position,
		signal: CancelSignal,
	): Answer<Definition | undefined>;
	references?(document: DocumentView, position: Position, signal: CancelSignal): Answer<Location[]>;
	documentSymbols?(document: DocumentView, signal: CancelSignal): Answer<DocumentSymbol[]>;
	foldingRanges?(document: DocumentView, signal: CancelSignal): Answer<FoldingRange[]>;
	inlayHints?(document: DocumentView, range: Range, signal: CancelSignal): Answer<InlayHint[]>;
}

/** The languages the server knows, by the names editors send. */
export type MetroLanguage = 'metro' | 'metro-buildbot';

/**
 * Which language a document is in: by the editor's own word for it where that is ours, else by its name. Undefined for
 * documents that are none of ours.
 */
export function languageOf(languageId: string, uri: string): MetroLanguage | undefined {
	if (languageId === 'metro' || languageId === 'metro-buildbot') return languageId;
	const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
	if (name === '.buildbot') return 'metro-buildbot';
	if (name === '.metro' || name.endsWith('.metro') || name === 'metro.conf') return 'metro';
	return undefined;
}
