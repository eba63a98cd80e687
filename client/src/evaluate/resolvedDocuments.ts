/** Read-only documents of resolved configuration, each key a link to where it is set. */
import {
	type Disposable,
	Disposable as Disposables,
	DocumentLink,
	languages,
	Range,
	Uri,
	workspace,
} from 'vscode';
import type { ResolvedOrigin } from '../../../server/src/protocol.ts';

const scheme = 'metro-resolved';

export interface ResolvedDocuments extends Disposable {
	/** Keeps a text until its document is closed; the address of the document. */
	add(title: string, text: string, origins: readonly ResolvedOrigin[]): Uri;
}

interface Resolved {
	readonly text: string;
	readonly origins: readonly ResolvedOrigin[];
}

export function createResolvedDocuments(): ResolvedDocuments {
	const documents = new Map<string, Resolved>();
	let count = 0;
	const registrations = Disposables.from(
		workspace.registerTextDocumentContentProvider(scheme, {
			provideTextDocumentContent: (uri) => documents.get(uri.toString())?.text,
		}),
		languages.registerDocumentLinkProvider(
			{ scheme },
			{
				provideDocumentLinks: (document) =>
					(documents.get(document.uri.toString())?.origins ?? []).map((origin) =>
						link(origin, document.lineAt(origin.textLine).text),
					),
			},
		),
		workspace.onDidCloseTextDocument(({ uri }) => documents.delete(uri.toString())),
	);
	return {
		add: (title, text, origins) => {
			// The ending makes the editor take it for Metro's configuration, and paint it so.
			const name = title.replace(/[/\\?#]/g, '-');
			const uri = Uri.from({ scheme, path: `/${++count}/${name}.metro` });
			documents.set(uri.toString(), { text, origins });
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
	made.tooltip = `Go to ${path}, line ${line + 1}`;
	return made;
}
