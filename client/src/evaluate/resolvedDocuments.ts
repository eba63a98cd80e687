/** Read-only documents of resolved configuration, each key a link to where it is set. They follow what they show. */
import * as l10n from '@vscode/l10n';
import { Disposable, DocumentLink, type LogOutputChannel, languages, Range, Uri, workspace } from 'vscode';
import type {
	ResolvedConfiguration,
	ResolvedConfigurationParams,
	ResolvedOrigin,
} from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { createReadOnlyFiles } from '../ui/readOnlyFiles.ts';

const scheme = 'metro-resolved';

export interface ResolvedDocuments extends Disposable {
	/**
	 * Asks for a configuration.
	 * @param name what the document's tab says
	 * @returns the address of the document, `undefined` if there is nothing to show
	 */
	add(name: string, params: ResolvedConfigurationParams): Promise<Uri | undefined>;
}

export function createResolvedDocuments(server: LanguageServer, log: LogOutputChannel): ResolvedDocuments {
	const answers = new Map<string, ResolvedConfiguration>();

	const textOf = async (uri: Uri): Promise<string> => {
		const key = uri.toString();
		const params: ResolvedConfigurationParams = JSON.parse(uri.query);
		try {
			const answer = await server.resolvedConfiguration(params);
			if (answer !== undefined) answers.set(key, answer);
		} catch (error) {
			log.warn(`A resolved configuration could not be had: ${error}`);
		}
		// If the set-up is gone, what was seen last may stay.
		return answers.get(key)?.text ?? l10n.t('The set-up of {0} cannot be used now.', params.home ?? '');
	};
	const files = createReadOnlyFiles(scheme, textOf);
	const registrations = Disposable.from(
		files,
		languages.registerDocumentLinkProvider(
			{ scheme },
			{
				provideDocumentLinks: (document) => {
					const answer = answers.get(document.uri.toString());
					// The editor may hold the text as it was a moment ago: its lines would be others.
					if (answer?.text !== document.getText()) return [];
					return answer.origins.map((origin) => link(origin, document.lineAt(origin.textLine).text));
				},
			},
		),
		workspace.onDidCloseTextDocument(({ uri }) => answers.delete(uri.toString())),
		server.onDidChangeValues(() => files.outdate()),
		server.onDidChangeHealth((health) => {
			if (health === 'running') files.outdate();
		}),
	);
	return {
		add: async (name, params) => {
			// The ending makes the editor take it for Metro's configuration, and paint it so.
			const path = `/${name.replace(/[/\\?#]/g, '-')}.metro`;
			const uri = Uri.from({ scheme, path, query: JSON.stringify(params) });
			const answer = await server.resolvedConfiguration(params);
			return answer === undefined ? undefined : uri;
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
