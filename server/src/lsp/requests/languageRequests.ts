/** The requests about text, as a table: each goes to the document's language, whose answer is sent unchanged. */
import {
	CallHierarchyIncomingCallsRequest,
	CallHierarchyOutgoingCallsRequest,
	CallHierarchyPrepareRequest,
	type CodeAction,
	type CodeActionParams,
	CodeActionRequest,
	CodeLensRequest,
	CodeLensResolveRequest,
	type CompletionList,
	type CompletionParams,
	CompletionRequest,
	CompletionResolveRequest,
	DeclarationRequest,
	DefinitionRequest,
	DocumentFormattingRequest,
	DocumentHighlightRequest,
	DocumentLinkRequest,
	DocumentOnTypeFormattingRequest,
	DocumentRangeFormattingRequest,
	DocumentSymbolRequest,
	FoldingRangeRequest,
	HoverRequest,
	InlayHintRequest,
	LSPErrorCodes,
	PrepareRenameRequest,
	type Range,
	ReferencesRequest,
	type RenameParams,
	RenameRequest,
	ResponseError,
	SelectionRangeRequest,
	SemanticTokensDeltaRequest,
	SemanticTokensRangeRequest,
	SemanticTokensRequest,
	SignatureHelpRequest,
	type WorkspaceEdit,
	WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { isRefused, type Refused } from '../../base/refused.ts';
import { withoutDefaults, withoutSnippets } from '../compat/plainCompletion.ts';
import {
	completionWithoutCommands,
	lensesWithoutCommands,
	lensWithoutCommand,
} from '../compat/withoutCommands.ts';
import { versionedNow } from '../sync/versionedEdits.ts';
import {
	aboutDocument,
	aboutItem,
	aboutWorkspace,
	type LanguageRequest,
	type LanguageSession,
	type RequestRow,
} from './documentRequests.ts';
import { registerMapBuildRequest } from './mapBuildRequest.ts';

/** At the cursor. */
const atPosition: readonly RequestRow[] = [
	aboutDocument(CompletionRequest.type, { isIncomplete: false, items: [] }, completion),
	aboutItem(CompletionResolveRequest.type, ({ features, document, params, signal }) =>
		features.resolveCompletion?.(document, params, signal),
	),
	aboutDocument(HoverRequest.type, null, ({ features, document, params, signal }) =>
		features.hover?.(document, params.position, signal),
	),
	aboutDocument(SignatureHelpRequest.type, null, ({ features, document, params, signal }) =>
		features.signatureHelp?.(document, params.position, signal),
	),
	aboutDocument(DefinitionRequest.type, null, ({ features, document, params, signal }) =>
		features.definition?.(document, params.position, signal),
	),
	aboutDocument(DeclarationRequest.type, null, ({ features, document, params, signal }) =>
		features.definition?.(document, params.position, signal),
	),
	aboutDocument(ReferencesRequest.type, [], ({ features, document, params, signal }) =>
		features.references?.(document, params.position, signal, params.context.includeDeclaration),
	),
	aboutDocument(DocumentHighlightRequest.type, [], ({ features, document, params, signal }) =>
		features.documentHighlights?.(document, params.position, signal),
	),
	aboutDocument(CallHierarchyPrepareRequest.type, [], ({ features, document, params, signal }) =>
		features.prepareCallHierarchy?.(document, params.position, signal),
	),
	aboutDocument(SelectionRangeRequest.type, [], ({ features, document, params, signal }) =>
		features.selectionRanges?.(document, params.positions, signal),
	),
];

/** For a whole document. */
const ofDocument: readonly RequestRow[] = [
	aboutDocument(DocumentSymbolRequest.type, [], ({ features, document, signal }) =>
		features.documentSymbols?.(document, signal),
	),
	aboutDocument(DocumentLinkRequest.type, [], ({ features, document, signal }) =>
		features.documentLinks?.(document, signal),
	),
	aboutDocument(FoldingRangeRequest.type, [], ({ features, document, signal }) =>
		features.foldingRanges?.(document, signal),
	),
	aboutDocument(CodeLensRequest.type, [], async ({ features, document, signal, session }) => {
		const lenses = await features.codeLenses?.(document, signal);
		return session.editor().takesNotifications ? lenses : lenses && lensesWithoutCommands(lenses);
	}),
	aboutItem(CodeLensResolveRequest.type, async ({ features, document, params, signal, session }) => {
		const lens = await features.resolveCodeLens?.(document, params, signal);
		return session.editor().takesNotifications ? lens : lens && lensWithoutCommand(lens);
	}),
	aboutDocument(InlayHintRequest.type, [], ({ features, document, params, signal }) =>
		features.inlayHints?.(document, params.range, signal),
	),
	aboutDocument(SemanticTokensRequest.type, { data: [] }, async (request) => {
		const data = await tokensIn(request, undefined);
		return data && request.session.tokens.full(request.document.uri, data);
	}),
	aboutDocument(SemanticTokensDeltaRequest.type, { data: [] }, async (request) => {
		const data = await tokensIn(request, undefined);
		const { document, params, session } = request;
		return data && session.tokens.delta(document.uri, params.previousResultId, data);
	}),
	aboutDocument(SemanticTokensRangeRequest.type, { data: [] }, async (request) => {
		const data = await tokensIn(request, request.params.range);
		return data && { data };
	}),
];

/** Changes to documents. */
const changing: readonly RequestRow[] = [
	aboutDocument(CodeActionRequest.type, [], codeActions),
	aboutDocument(PrepareRenameRequest.type, null, async ({ features, document, params, signal }) =>
		granted(await features.prepareRename?.(document, params.position, signal)),
	),
	aboutDocument(RenameRequest.type, null, rename),
	aboutDocument(DocumentFormattingRequest.type, [], ({ features, document, signal }) =>
		features.formatting?.(document, undefined, signal),
	),
	aboutDocument(DocumentRangeFormattingRequest.type, [], ({ features, document, params, signal }) =>
		features.formatting?.(document, params.range, signal),
	),
	aboutDocument(DocumentOnTypeFormattingRequest.type, [], ({ features, document, params, signal }) => {
		if (features.formatsWhileTyping !== true) return undefined;
		// A new line means that the previous one is finished.
		const line = params.ch === '\n' ? params.position.line - 1 : params.position.line;
		const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
		return features.formatting?.(document, range, signal);
	}),
];

const ofWorkspace: readonly RequestRow[] = [
	aboutWorkspace(WorkspaceSymbolRequest.type, [], async (languages, { query }, signal) => {
		const all = Object.values(languages).map((features) => features.workspaceSymbols?.(query, signal) ?? []);
		return (await Promise.all(all)).flat();
	}),
	// Items name files that need not be open; only the configuration language has them.
	aboutWorkspace(
		CallHierarchyIncomingCallsRequest.type,
		[],
		({ metro }, { item }, signal) => metro.incomingCalls?.(item, signal) ?? [],
	),
	aboutWorkspace(
		CallHierarchyOutgoingCallsRequest.type,
		[],
		({ metro }, { item }, signal) => metro.outgoingCalls?.(item, signal) ?? [],
	),
];

/** Registers a handler for each feature of the languages. */
export function registerLanguageRequests(session: LanguageSession): void {
	session.documents.onClosed((uri) => session.tokens.forget(uri));
	registerMapBuildRequest(session);
	for (const register of [...atPosition, ...ofDocument, ...changing, ...ofWorkspace]) register(session);
}

async function completion({
	features,
	document,
	params,
	signal,
	session,
}: LanguageRequest<CompletionParams>): Promise<CompletionList | undefined> {
	const bySpace = params.context?.triggerCharacter === ' ';
	if (bySpace && features.offersBehindSpace?.(document, params.position) !== true) return undefined;
	const offer = await features.completion?.(document, params.position, signal);
	if (offer === undefined) return undefined;
	const { takesItemDefaults, takesSnippets, takesNotifications } = session.editor();
	const known = takesNotifications ? offer : completionWithoutCommands(offer);
	const spelled = takesItemDefaults ? known : withoutDefaults(known);
	return takesSnippets ? spelled : withoutSnippets(spelled);
}

function tokensIn(
	{ features, document, signal }: LanguageRequest<unknown>,
	range: Range | undefined,
): Promise<number[]> | number[] | undefined {
	return features.semanticTokens?.(document, range, signal);
}

async function codeActions({
	features,
	document,
	params,
	signal,
	session,
}: LanguageRequest<CodeActionParams>): Promise<CodeAction[] | undefined> {
	const versioned = versionedEdits(session);
	const { range, context } = params;
	const actions = await features.codeActions?.(document, range, context.diagnostics, signal);
	const { takesNotifications, takesDisabled } = session.editor();
	return actions
		?.filter(
			({ kind, command, disabled }) =>
				isWanted(kind, context.only) &&
				(command === undefined || takesNotifications) &&
				(disabled === undefined || takesDisabled),
		)
		.map((action) => (action.edit === undefined ? action : { ...action, edit: versioned(action.edit) }));
}

async function rename({
	features,
	document,
	params,
	signal,
	session,
}: LanguageRequest<RenameParams>): Promise<WorkspaceEdit | undefined> {
	const versioned = versionedEdits(session);
	const edit = granted(await features.rename?.(document, params.position, params.newName, signal));
	return edit && versioned(edit);
}

/** Ties edits to the current versions of the documents, if the editor supports that. */
function versionedEdits({ editor, documents }: LanguageSession): (edit: WorkspaceEdit) => WorkspaceEdit {
	return editor().takesVersions ? versionedNow(documents) : (edit) => edit;
}

/** Whether an action has a requested kind. `refactor` includes all its subkinds; no filter includes everything. */
function isWanted(kind: string | undefined, only: readonly string[] | undefined): boolean {
	if (only === undefined || only.length === 0) return true;
	return only.some((wanted) => kind === wanted || kind?.startsWith(`${wanted}.`) === true);
}

/** The result of a language; its refusal becomes an error that the editor shows. */
function granted<T extends object>(answer: T | Refused | undefined): T | undefined {
	if (answer === undefined || !isRefused(answer)) return answer;
	throw new ResponseError(LSPErrorCodes.RequestFailed, answer.reason);
}
