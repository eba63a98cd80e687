/** What a language can offer to an editor: one optional function per verb. Capabilities follow from what is there. */
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
import type { DocumentView } from './documentView.ts';

type Answer<T> = T | Promise<T>;

export interface LanguageFeatures {
	/** What all that follows needs of a document: of a long one, more than can be done in one go. */
	prepare?(document: DocumentView): Work<void>;
	diagnostics(document: DocumentView, signal: AbortSignal): Answer<Diagnostic[]>;
	/** What the items have in common may stand in the defaults of the list. */
	completion?(document: DocumentView, position: Position, signal: AbortSignal): Answer<CompletionList>;
	/** Whether a space that was just typed begins something to choose from; without this, none does. */
	offersBehindSpace?(document: DocumentView, position: Position): boolean;
	/** Fills in what an item of this language was offered without; `item.data.uri` names the document. */
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
	/** Fixes for the given diagnostics and whatever else can be done in `range`. */
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
	): Answer<Location[]>;
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
	/** Fills in what a lens of this language was offered without; `lens.data.uri` names the document. */
	resolveCodeLens?(document: DocumentView, lens: CodeLens, signal: AbortSignal): Answer<CodeLens>;
	inlayHints?(document: DocumentView, range: Range, signal: AbortSignal): Answer<InlayHint[]>;
	/** In the protocol's encoding; without a range the whole document. */
	semanticTokens?(document: DocumentView, range: Range | undefined, signal: AbortSignal): Answer<number[]>;
	/** The edits that format what lies in the range; without one, the whole document. */
	formatting?(document: DocumentView, range: Range | undefined, signal: AbortSignal): Answer<TextEdit[]>;
}
