/** Read-only Markdown that says what a `.buildbot` in the editor would have built and cleaned. It follows text and disk. */
import * as l10n from '@vscode/l10n';
import {
	type CancellationToken,
	Disposable,
	type LogOutputChannel,
	type TextDocument,
	Uri,
	ViewColumn,
	workspace,
} from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import { createReadOnlyFiles } from '../ui/readOnlyFiles.ts';
import { showRendered } from '../ui/showRendered.ts';

const scheme = 'metro-rotation';

/** What is typed is gathered for so many milliseconds. */
const gatherFor = 300;

export interface RotationPreviews extends Disposable {
	/** Shows the preview of a document beside it. */
	show(home: string, document: TextDocument): Promise<void>;
}

export function createRotationPreviews(server: LanguageServer, log: LogOutputChannel): RotationPreviews {
	/** The addresses of previews that are open. */
	const shown = new Set<string>();
	let timer: NodeJS.Timeout | undefined;

	const textOf = async (uri: Uri, token: CancellationToken): Promise<string> => {
		const [home, source] = sourceOf(uri);
		shown.add(uri.toString());
		try {
			// As it is in the editor, or else as it is saved.
			const document = await workspace.openTextDocument(Uri.parse(source));
			const answer = await server.previewRotation({ home, text: document.getText() }, token);
			if (answer !== undefined) return answer.text;
		} catch (error) {
			if (!token.isCancellationRequested) log.warn(`The rotation could not be previewed: ${error}`);
		}
		return l10n.t('The set-up of {0} cannot be used now.', home);
	};

	const files = createReadOnlyFiles(scheme, textOf);
	const follow = (): void => {
		if (shown.size === 0) return;
		clearTimeout(timer);
		timer = setTimeout(() => files.outdate(), gatherFor);
	};
	const registrations = Disposable.from(
		files,
		workspace.onDidChangeTextDocument(({ document }) => {
			if (isSource(shown, document)) follow();
		}),
		workspace.onDidCloseTextDocument(({ uri }) => void shown.delete(uri.toString())),
		server.onDidChangeSetup(follow),
	);
	return {
		show: (home, document) => {
			const query = JSON.stringify([home, document.uri.toString()]);
			const uri = Uri.from({ scheme, path: `/${l10n.t('Rotation')}.md`, query });
			return showRendered(uri, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
		},
		dispose: () => {
			clearTimeout(timer);
			registrations.dispose();
		},
	};
}

/** The home and the document that a preview is about. */
function sourceOf({ query }: Uri): readonly [home: string, source: string] {
	const parts: unknown = JSON.parse(query);
	const [home, source] = Array.isArray(parts) ? parts : [];
	return [String(home), String(source)];
}

function isSource(previews: ReadonlySet<string>, { uri }: TextDocument): boolean {
	return [...previews].some((preview) => sourceOf(Uri.parse(preview))[1] === uri.toString());
}
