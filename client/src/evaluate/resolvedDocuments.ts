/** Read-only documents of resolved configuration, each key a link to where it is set. They follow what they show. */
import * as l10n from '@vscode/l10n';
import {
	Disposable,
	DocumentLink,
	EventEmitter,
	type LogOutputChannel,
	languages,
	Range,
	Uri,
	workspace,
} from 'vscode';
import type {
	ResolvedConfiguration,
	ResolvedConfigurationParams,
	ResolvedOrigin,
} from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';

const scheme = 'metro-resolved';

export interface ResolvedDocuments extends Disposable {
	/**
	 * Asks for a configuration and keeps it, always as it is, until its document is closed.
	 * @param name what the document's tab says
	 * @returns the address of the document, `undefined` if there is nothing to show
	 */
	add(name: string, params: ResolvedConfigurationParams): Promise<Uri | undefined>;
}

interface Shown {
	readonly uri: Uri;
	readonly params: ResolvedConfigurationParams;
	readonly answer: ResolvedConfiguration;
}

export function createResolvedDocuments(server: LanguageServer, log: LogOutputChannel): ResolvedDocuments {
	const documents = new Map<string, Shown>();
	const changed = new EventEmitter<Uri>();
	let count = 0;
	let following: Promise<void> = Promise.resolve();

	const renew = async (id: string, { uri, params, answer: old }: Shown): Promise<void> => {
		const answer = await server.resolvedConfiguration(params);
		// Closed meanwhile; or the set-up is gone, and what was seen last may stay.
		if (answer === undefined || !documents.has(id)) return;
		documents.set(id, { uri, params, answer });
		if (answer.text !== old.text) changed.fire(uri);
	};
	const follow = (): void => {
		following = following
			.then(async () => {
				for (const [id, shown] of [...documents]) await renew(id, shown);
			})
			.catch((error) => log.warn(`A resolved configuration could not be updated: ${error}`));
	};
	const registrations = Disposable.from(
		changed,
		workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: (uri) => documents.get(uri.toString())?.answer.text,
		}),
		languages.registerDocumentLinkProvider(
			{ scheme },
			{
				provideDocumentLinks: (document) => {
					const answer = documents.get(document.uri.toString())?.answer;
					// The editor may hold the text as it was a moment ago: its lines would be others.
					if (answer?.text !== document.getText()) return [];
					return answer.origins.map((origin) => link(origin, document.lineAt(origin.textLine).text));
				},
			},
		),
		workspace.onDidCloseTextDocument(({ uri }) => documents.delete(uri.toString())),
		server.onDidChangeValues(follow),
		server.onDidChangeHealth((health) => {
			if (health === 'running') follow();
		}),
	);
	return {
		add: async (name, params) => {
			const answer = await server.resolvedConfiguration(params);
			if (answer === undefined) return undefined;
			// The ending makes the editor take it for Metro's configuration, and paint it so.
			const uri = Uri.from({ scheme, path: `/${++count}/${name.replace(/[/\\?#]/g, '-')}.metro` });
			documents.set(uri.toString(), { uri, params, answer });
			return uri;
		},
		dispose: () => registrations.dispose(),
	};
}

/** From the key at the start of its line to its definition. */
function link({ textLine, path, line, column }: ResolvedOrigin, text: string): DocumentLink {
	const key = /^[^\s:]+/.exec(text)?.[0] ?? text;
	const target = Uri.file(path).with({ fragment: `L${line + 1},${column + 1}` });
	const made = new DocumentLink(new Range(textLine, 0, textLine, key.length), target);
	made.tooltip = l10n.t('Go to {0}, line {1}', path, line + 1);
	return made;
}
