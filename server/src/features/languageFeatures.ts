/** What a language offers an editor: one optional function per verb. Server capabilities follow from them. */
import type {
	CallHierarchyIncomingCall,
	CallHierarchyItem,
	CallHierarchyOutgoingCall,
	CodeAction,
	CodeLens,
	CompletionItem,
	CompletionList,
	Definition,
	Diagnostic,
	DocumentHighlight,
	DocumentLink,
	DocumentSymbol,
	FoldingRange,
	Hover,
	InlayHint,
	Location,
	Position,
	Range,
	SelectionRange,
	SignatureHelp,
	TextEdit,
	WorkspaceEdit,
	WorkspaceSymbol,
} from 'vscode-languageserver-types';
import type { Refused } from '../base/refused.ts';
import type { Work } from '../base/work.ts';
import type { MapBuildTrial, TriedMapBuild } from '../protocol/index.ts';
import type { DocumentView } from './documentView.ts';

type Answer<T> = T | Promise<T>;

export interface LanguageFeatures {
	/** Prepares a document for everything below. For a long document this is more work than one stretch allows. */
	prepare?(document: DocumentView): Work<void>;
	diagnostics(document: DocumentView, signal: AbortSignal): Answer<Diagnostic[]>;
	/** The list's defaults may hold what its items have in common. */
	completion?(document: DocumentView, position: Position, signal: AbortSignal): Answer<CompletionList>;
	/** Whether completion should open after a typed space; absent: never. */
	offersBehindSpace?(document: DocumentView, position: Position): boolean;
	/** Fills in the rest of an item of this language; `item.data.uri` names the document. */
	resolveCompletion?(
		document: DocumentView,
		item: CompletionItem,
		signal: AbortSignal,
	): Answer<CompletionItem>;
	hover?(document: DocumentView, position: Position, signal: AbortSignal): Answer<Hover | undefined>;
	signatureHelp?(
		document: DocumentView,
		position: Position,
		signal: AbortSignal,
	): Answer<SignatureHelp | undefined>;
	/** Fixes for the given diagnostics, and other actions for `range`. */
	codeActions?(
		document: DocumentView,
		range: Range,
		diagnostics: readonly Diagnostic[],
		signal: AbortSignal,
	): Answer<CodeAction[]>;
	definition?(
		document: DocumentView,
		position: Position,
		signal: AbortSignal,
	): Answer<Definition | undefined>;
	references?(
		document: DocumentView,
		position: Position,
		signal: AbortSignal,
		withDefinitions?: boolean,
	): Answer<readonly Location[]>;
	documentHighlights?(
		document: DocumentView,
		position: Position,
		signal: AbortSignal,
	): Answer<DocumentHighlight[]>;
	prepareRename?(
		document: DocumentView,
		position: Position,
		signal: AbortSignal,
	): Answer<{ readonly range: Range; readonly placeholder: string } | Refused | undefined>;
	rename?(
		document: DocumentView,
		position: Position,
		name: string,
		signal: AbortSignal,
	): Answer<WorkspaceEdit | Refused | undefined>;
	documentLinks?(document: DocumentView, signal: AbortSignal): Answer<DocumentLink[]>;
	documentSymbols?(document: DocumentView, signal: AbortSignal): Answer<DocumentSymbol[]>;
	workspaceSymbols?(query: string, signal: AbortSignal): Answer<WorkspaceSymbol[]>;
	prepareCallHierarchy?(
		document: DocumentView,
		position: Position,
		signal: AbortSignal,
	): Answer<CallHierarchyItem[]>;
	incomingCalls?(item: CallHierarchyItem, signal: AbortSignal): Answer<CallHierarchyIncomingCall[]>;
	outgoingCalls?(item: CallHierarchyItem, signal: AbortSignal): Answer<CallHierarchyOutgoingCall[]>;
	foldingRanges?(document: DocumentView, signal: AbortSignal): Answer<FoldingRange[]>;
	selectionRanges?(
		document: DocumentView,
		positions: readonly Position[],
		signal: AbortSignal,
	): Answer<SelectionRange[]>;
	codeLenses?(document: DocumentView, signal: AbortSignal): Answer<CodeLens[]>;
	/** Fills in the rest of a lens of this language; `lens.data.uri` names the document. */
	resolveCodeLens?(document: DocumentView, lens: CodeLens, signal: AbortSignal): Answer<CodeLens>;
	inlayHints?(document: DocumentView, range: Range, signal: AbortSignal): Answer<InlayHint[]>;
	/** In the protocol's encoding; without a range the whole document. */
	/** Tries the function that chooses what is built next. */
	tryMapBuild?(
		document: DocumentView,
		trial: MapBuildTrial | undefined,
		signal: AbortSignal,
	): Answer<TriedMapBuild>;
	semanticTokens?(document: DocumentView, range: Range | undefined, signal: AbortSignal): Answer<number[]>;
	/** Whether a finished line is formatted while somebody types; absent: no text moves then. */
	readonly formatsWhileTyping?: true;
	/** The edits that format the range; without one, the whole document. */
	formatting?(document: DocumentView, range: Range | undefined, signal: AbortSignal): Answer<TextEdit[]>;
}
