/** Answers requests about open documents. Each is one row of a table, which names its type and calls the language. */
import type {
	CancellationToken,
	Connection,
	GenericRequestHandler,
	ProtocolRequestType,
} from 'vscode-languageserver';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { inTurns } from '../../base/work.ts';
import type { DocumentView } from '../../features/documentView.ts';
import type { LanguageFeatures } from '../../features/languageFeatures.ts';
import type { OpenDocuments } from '../../workspace/openDocuments.ts';
import type { EditorAbilities } from '../compat/editorAbilities.ts';
import type { Languages } from '../languages.ts';
import { type Handling, handled, requestsOf, untilOutdated } from '../requestHandler.ts';
import type { TokenStore } from '../sync/semanticTokens.ts';

/** What all requests share. */
export interface LanguageSession {
	readonly connection: Connection;
	readonly documents: OpenDocuments;
	readonly languages: Languages;
	readonly log: Handling;
	/** The semantic tokens that were sent. */
	readonly tokens: TokenStore;
	/** The editor's capabilities, known after initialization. */
	editor(): EditorAbilities;
}

/** One request, with its document and the features of that document's language. */
export interface LanguageRequest<Params> {
	readonly params: Params;
	readonly document: DocumentView;
	readonly features: LanguageFeatures;
	/** Aborted when the request is cancelled; work on a document that has changed meanwhile is outdated. */
	readonly signal: AbortSignal;
	readonly session: LanguageSession;
}

type Ask<Params, Answer> = (
	request: LanguageRequest<Params>,
) => Answer | undefined | Promise<Answer | undefined>;

/** A row of a table of requests: registers its handler. */
export type RequestRow = (session: LanguageSession) => void;

/**
 * A request about a document.
 * @param empty the answer if the document is not open, or the language returns nothing
 */
export function aboutDocument<
	Params extends { textDocument: { uri: string } },
	Answer,
	Part,
	Failure,
	Options,
>(
	type: ProtocolRequestType<Params, Answer, Part, Failure, Options>,
	empty: NoInfer<Answer>,
	ask: Ask<Params, Answer>,
): RequestRow {
	return (session) => {
		const { connection, documents, log } = session;
		requestsOf(connection, log)<Params, Answer>(type, empty, async (params, signal) => {
			const { uri } = params.textDocument ?? {};
			if (typeof uri !== 'string')
				throw new ResponseError(ErrorCodes.InvalidParams, 'textDocument.uri is missing');
			const found = findDocument(session, uri);
			if (found === undefined) return empty;
			const { document, features } = found;
			const current = untilOutdated(signal, () => documents.get(uri)?.view !== document);
			if (features.prepare !== undefined) await inTurns(features.prepare(document), current);
			return (await ask({ params, document, features, signal: current, session })) ?? empty;
		});
	};
}

/** A request to complete an item. The item's data names the document it was offered for. */
export function aboutItem<Item extends { readonly data?: unknown }, Part, Failure, Options>(
	type: ProtocolRequestType<Item, Item, Part, Failure, Options>,
	ask: Ask<Item, Item>,
): RequestRow {
	return (session) => {
		const answer: GenericRequestHandler<unknown, void> = (item: Item, token: CancellationToken) =>
			handled<Item, Item>(type.method, session.log, item, async (params, signal) => {
				const uri = (params.data as { readonly uri?: unknown } | undefined)?.uri;
				const found = typeof uri === 'string' ? findDocument(session, uri) : undefined;
				return (found && (await ask({ ...found, params, signal, session }))) ?? item;
			})(item, token);
		session.connection.onRequest(type.method, answer);
	};
}

/** A request without an open document. */
export function aboutWorkspace<Params, Answer, Part, Failure, Options>(
	type: ProtocolRequestType<Params, Answer, Part, Failure, Options>,
	empty: NoInfer<Answer>,
	ask: (languages: Languages['all'], params: Params, signal: AbortSignal) => Answer | Promise<Answer>,
): RequestRow {
	return ({ connection, languages, log }) =>
		requestsOf(connection, log)<Params, Answer>(type, empty, (params, signal) =>
			ask(languages.all, params, signal),
		);
}

/** The document at a URI with the features of its language. */
/** An open document with the features of its language; `undefined` if it is not open, or not ours. */
export function findDocument(
	{ documents, languages }: LanguageSession,
	uri: string,
): Pick<LanguageRequest<unknown>, 'document' | 'features'> | undefined {
	const open = documents.get(uri);
	const features = open && languages.of(open);
	return open === undefined || features === undefined ? undefined : { document: open.view, features };
}
