/** The requests about text: each is decoded, given to the document's language, and its answer sent back as it is. */
import type {
	CancellationToken,
	CodeAction,
	CodeActionParams,
	CompletionList,
	CompletionParams,
	Connection,
	RenameParams,
	ServerCapabilities,
	WorkspaceEdit,
} from 'vscode-languageserver';
import { CodeActionKind, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CancelSignal } from '../../base/cancel.ts';
import { isRefused, type Refused } from '../../base/refused.ts';
import { inTurns } from '../../base/work.ts';
import type { DocumentView } from '../../features/documentView.ts';
import { fixAllKind } from '../../features/flexdata/codeActions.ts';
import type { LanguageFeatures } from '../../features/languageFeatures.ts';
import { tokenModifiers, tokenTypes } from '../../features/semanticTokens.ts';
import type { OpenDocuments } from '../../workspace/openDocuments.ts';
import type { EditorAbilities } from '../compat/editorAbilities.ts';
import { withoutDefaults } from '../compat/withoutDefaults.ts';
import { withoutSnippets } from '../compat/withoutSnippets.ts';
import { type Handling, handled, untilOutdated } from '../handle.ts';
import type { Languages } from '../languages.ts';
import { createTokenStore } from '../sync/semanticTokens.ts';
import { versionedNow } from '../sync/versionedEdits.ts';

/** What the server can do, read off what its languages have. */
export function languageCapabilities(languages: Languages): ServerCapabilities {
	const has = (verb: keyof LanguageFeatures): boolean =>
		Object.values(languages.all).some((features) => features[verb] !== undefined);
	return {
		...(has('completion') && {
			completionProvider: {
				triggerCharacters: ['"', "'", '/', '[', ':', '$', '.', ' '],
				resolveProvider: has('resolveCompletion'),
			},
		}),
		...(has('hover') && { hoverProvider: true }),
		...(has('signatureHelp') && { signatureHelpProvider: { triggerCharacters: [' ', ':'] } }),
		...(has('codeActions') && {
			codeActionProvider: {
				codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind],
			},
		}),
		...(has('definition') && { definitionProvider: true, declarationProvider: true }),
		...(has('references') && { referencesProvider: true }),
		...(has('documentHighlights') && { documentHighlightProvider: true }),
		...(has('rename') && { renameProvider: { prepareProvider: has('prepareRename') } }),
		...(has('documentLinks') && { documentLinkProvider: { resolveProvider: false } }),
		...(has('documentSymbols') && { documentSymbolProvider: true }),
		...(has('workspaceSymbols') && { workspaceSymbolProvider: true }),
		...(has('prepareCallHierarchy') && { callHierarchyProvider: true }),
		...(has('foldingRanges') && { foldingRangeProvider: true }),
		...(has('selectionRanges') && { selectionRangeProvider: true }),
		...(has('codeLenses') && { codeLensProvider: { resolveProvider: has('resolveCodeLens') } }),
		...(has('inlayHints') && { inlayHintProvider: true }),
		...(has('semanticTokens') && {
			semanticTokensProvider: {
				legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
				full: { delta: true },
				range: true,
			},
		}),
		...(has('formatting') && {
			documentFormattingProvider: true,
			documentRangeFormattingProvider: true,
			documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [']'] },
		}),
	};
}

/**
 * Registers a handler for each verb that some language has.
 * @param editor what the editor can do, known once it has said so
 */
export function registerLanguageRequests(
	connection: Connection,
	documents: OpenDocuments,
	languages: Languages,
	log: Handling,
	editor: () => EditorAbilities,
): void {
	const tokens = createTokenStore();
	documents.onClosed((uri) => tokens.forget(uri));

	/** The document at a URI with the features of its language. */
	const find = (uri: string): { view: DocumentView; features: LanguageFeatures } | undefined => {
		const open = documents.get(uri);
		const features = open && languages.of(open);
		return open === undefined || features === undefined ? undefined : { view: open.view, features };
	};

	/** Ties edits to the documents as they are now, as far as the editor knows such edits. */
	const versionedEdits = (): ((edit: WorkspaceEdit) => WorkspaceEdit) =>
		editor().takesVersions ? versionedNow(documents) : (edit) => edit;

	/** A handler for one verb: finds the document and its language, answers `empty` where there is none. */
	const on = <Params extends { textDocument: { uri: string } }, Result>(
		name: string,
		empty: Result,
		ask: (
			features: LanguageFeatures,
			document: DocumentView,
			params: Params,
			signal: CancelSignal,
		) => Result | undefined | Promise<Result | undefined>,
	) =>
		handled<Params, Result>(name, log, empty, async (params, signal) => {
			const { uri } = params.textDocument ?? {};
			if (typeof uri !== 'string')
				throw new ResponseError(ErrorCodes.InvalidParams, 'textDocument.uri is missing');
			const found = find(uri);
			if (found === undefined) return empty;
			const { view, features } = found;
			const current = untilOutdated(signal, () => documents.get(uri)?.view !== view);
			if (features.prepare !== undefined) await inTurns(features.prepare(view), current);
			return (await ask(features, view, params, current)) ?? empty;
		});

	/** A handler that fills in what an item was offered without; the item's data name its document. */
	const resolving =
		<Item extends { readonly data?: unknown }>(
			name: string,
			ask: (
				features: LanguageFeatures,
				document: DocumentView,
				item: Item,
				signal: CancelSignal,
			) => Item | undefined | Promise<Item | undefined>,
		) =>
		(item: Item, token: CancellationToken): Promise<Item> =>
			handled<Item, Item>(name, log, item, async (_, signal) => {
				const uri = (item.data as { readonly uri?: unknown } | undefined)?.uri;
				const found = typeof uri === 'string' ? find(uri) : undefined;
				return (found && (await ask(found.features, found.view, item, signal))) ?? item;
			})(item, token);

	connection.onCompletion(
		on<CompletionParams, CompletionList>(
			'completion',
			{ isIncomplete: false, items: [] },
			async (features, document, params, signal) => {
				const bySpace = params.context?.triggerCharacter === ' ';
				if (bySpace && features.offersBehindSpace?.(document, params.position) !== true) return undefined;
				const offer = await features.completion?.(document, params.position, signal);
				if (offer === undefined) return undefined;
				const { takesItemDefaults, takesSnippets } = editor();
				const spelled = takesItemDefaults ? offer : withoutDefaults(offer);
				return takesSnippets ? spelled : withoutSnippets(spelled);
			},
		),
	);
	connection.onCompletionResolve(
		resolving('completionItem/resolve', (features, document, item, signal) =>
			features.resolveCompletion?.(document, item, signal),
		),
	);
	connection.onHover(
		on('hover', null, (features, document, params, signal) =>
			features.hover?.(document, params.position, signal),
		),
	);
	connection.onSignatureHelp(
		on('signatureHelp', null, (features, document, params, signal) =>
			features.signatureHelp?.(document, params.position, signal),
		),
	);
	connection.onCodeAction(
		on<CodeActionParams, CodeAction[]>('codeAction', [], async (features, document, params, signal) => {
			const versioned = versionedEdits();
			const { range, context } = params;
			const actions = await features.codeActions?.(document, range, context.diagnostics, signal);
			return actions
				?.filter(
					({ kind, command }) =>
						isWanted(kind, context.only) && (command === undefined || editor().takesNotifications),
				)
				.map((action) => (action.edit === undefined ? action : { ...action, edit: versioned(action.edit) }));
		}),
	);
	connection.onDefinition(
		on('definition', null, (features, document, params, signal) =>
			features.definition?.(document, params.position, signal),
		),
	);
	connection.onDeclaration(
		on('declaration', null, (features, document, params, signal) =>
			features.definition?.(document, params.position, signal),
		),
	);
	connection.onReferences(
		on('references', [], (features, document, params, signal) =>
			features.references?.(document, params.position, signal, params.context.includeDeclaration),
		),
	);
	connection.onDocumentHighlight(
		on('documentHighlight', [], (features, document, params, signal) =>
			features.documentHighlights?.(document, params.position, signal),
		),
	);
	connection.onPrepareRename(
		on('prepareRename', null, async (features, document, params, signal) =>
			granted(await features.prepareRename?.(document, params.position, signal)),
		),
	);
	connection.onRenameRequest(
		on<RenameParams, WorkspaceEdit | null>('rename', null, async (features, document, params, signal) => {
			const versioned = versionedEdits();
			const edit = granted(await features.rename?.(document, params.position, params.newName, signal));
			return edit && versioned(edit);
		}),
	);
	connection.onDocumentLinks(
		on('documentLink', [], (features, document, _params, signal) =>
			features.documentLinks?.(document, signal),
		),
	);
	connection.onDocumentSymbol(
		on('documentSymbol', [], (features, document, _params, signal) =>
			features.documentSymbols?.(document, signal),
		),
	);
	connection.onWorkspaceSymbol(
		handled('workspaceSymbol', log, [], async ({ query }, signal) => {
			const all = Object.values(languages.all).map(
				(features) => features.workspaceSymbols?.(query, signal) ?? [],
			);
			return (await Promise.all(all)).flat();
		}),
	);
	connection.languages.callHierarchy.onPrepare(
		on('prepareCallHierarchy', null, (features, document, params, signal) =>
			features.prepareCallHierarchy?.(document, params.position, signal),
		),
	);
	// Items name files that need not be open; only the configuration language has them.
	connection.languages.callHierarchy.onIncomingCalls(
		handled(
			'incomingCalls',
			log,
			[],
			({ item }, signal) => languages.all.metro.incomingCalls?.(item, signal) ?? [],
		),
	);
	connection.languages.callHierarchy.onOutgoingCalls(
		handled(
			'outgoingCalls',
			log,
			[],
			({ item }, signal) => languages.all.metro.outgoingCalls?.(item, signal) ?? [],
		),
	);
	connection.onFoldingRanges(
		on('foldingRange', [], (features, document, _params, signal) =>
			features.foldingRanges?.(document, signal),
		),
	);
	connection.onSelectionRanges(
		on('selectionRange', [], (features, document, params, signal) =>
			features.selectionRanges?.(document, params.positions, signal),
		),
	);
	connection.onCodeLens(
		on('codeLens', [], (features, document, _params, signal) => features.codeLenses?.(document, signal)),
	);
	connection.onCodeLensResolve(
		resolving('codeLens/resolve', (features, document, lens, signal) =>
			features.resolveCodeLens?.(document, lens, signal),
		),
	);
	connection.languages.inlayHint.on(
		on('inlayHint', [], (features, document, params, signal) =>
			features.inlayHints?.(document, params.range, signal),
		),
	);
	connection.languages.semanticTokens.on(
		on('semanticTokens/full', { data: [] }, async (features, document, _params, signal) => {
			const data = await features.semanticTokens?.(document, undefined, signal);
			return data && tokens.full(document.uri, data);
		}),
	);
	connection.languages.semanticTokens.onDelta(
		on('semanticTokens/delta', { data: [] }, async (features, document, params, signal) => {
			const data = await features.semanticTokens?.(document, undefined, signal);
			return data && tokens.delta(document.uri, params.previousResultId, data);
		}),
	);
	connection.languages.semanticTokens.onRange(
		on('semanticTokens/range', { data: [] }, async (features, document, params, signal) => {
			const data = await features.semanticTokens?.(document, params.range, signal);
			return data && { data };
		}),
	);
	connection.onDocumentFormatting(
		on('formatting', [], (features, document, _params, signal) =>
			features.formatting?.(document, undefined, signal),
		),
	);
	connection.onDocumentRangeFormatting(
		on('rangeFormatting', [], (features, document, params, signal) =>
			features.formatting?.(document, params.range, signal),
		),
	);
	connection.onDocumentOnTypeFormatting(
		on('onTypeFormatting', [], (features, document, { position, ch }, signal) => {
			// A new line means that the one before it is finished.
			const line = ch === '\n' ? position.line - 1 : position.line;
			const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
			return features.formatting?.(document, range, signal);
		}),
	);
}

/** Whether an action is of a kind that was asked for; `refactor` stands for all kinds of it, and nothing for all there are. */
function isWanted(kind: string | undefined, only: readonly string[] | undefined): boolean {
	if (only === undefined || only.length === 0) return true;
	return only.some((wanted) => kind === wanted || kind?.startsWith(`${wanted}.`) === true);
}

/** What a language allowed; its refusal becomes an error that the editor shows. */
function granted<T extends object>(answer: T | Refused | undefined): T | undefined {
	if (answer === undefined || !isRefused(answer)) return answer;
	throw new ResponseError(LSPErrorCodes.RequestFailed, answer.reason);
}
