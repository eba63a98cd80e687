/** Read-only documents that say what a `.buildbot` in the editor would have built and cleaned. They follow text and disk. */
import * as l10n from '@vscode/l10n';
import {
	CancellationTokenSource,
	Disposable,
	EventEmitter,
	type LogOutputChannel,
	type TextDocument,
	Uri,
	ViewColumn,
	window,
	workspace,
} from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';

const scheme = 'metro-rotation';

/** What is typed is gathered for so many milliseconds. */
const gatherFor = 300;

export interface RotationPreviews extends Disposable {
	/** Shows the preview of a document beside it. */
	show(home: string, document: TextDocument): Promise<void>;
}

/** What a preview shows, and the question that is open for it. */
interface Preview {
	text: string;
	open: CancellationTokenSource | undefined;
}

export function createRotationPreviews(server: LanguageServer, log: LogOutputChannel): RotationPreviews {
	const previews = new Map<string, Preview>();
	const changed = new EventEmitter<Uri>();
	let timer: NodeJS.Timeout | undefined;
	const follow = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			// Only what is seen.
			for (const { document } of window.visibleTextEditors)
				if (document.uri.scheme === scheme) changed.fire(document.uri);
		}, gatherFor);
	};

	/** The text for a preview; one that is outdated before it comes is not waited for. */
	const textOf = async (uri: Uri): Promise<string> => {
		const [home, source] = sourceOf(uri);
		const preview: Preview = previews.get(uri.toString()) ?? { text: '', open: undefined };
		previews.set(uri.toString(), preview);
		preview.open?.cancel();
		const document = workspace.textDocuments.find((one) => one.uri.toString() === source);
		if (document === undefined) return preview.text || l10n.t('The .buildbot of this preview is closed.');
		const open = new CancellationTokenSource();
		preview.open = open;
		try {
			const answer = await server.previewRotation({ home, text: document.getText() }, open.token);
			if (!open.token.isCancellationRequested) preview.text = answer?.text ?? '';
		} catch (error) {
			if (!open.token.isCancellationRequested) log.warn(`The rotation could not be previewed: ${error}`);
		} finally {
			open.dispose();
			if (preview.open === open) preview.open = undefined;
		}
		return preview.text || l10n.t('The set-up of {0} cannot be used now.', home);
	};

	const registrations = Disposable.from(
		changed,
		workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: textOf,
		}),
		workspace.onDidChangeTextDocument(({ document }) => {
			if (isSource(previews, document)) follow();
		}),
		workspace.onDidCloseTextDocument(({ uri }) => void previews.delete(uri.toString())),
		window.onDidChangeVisibleTextEditors(() => {
			if (previews.size > 0) follow();
		}),
		server.onDidChangeSetup(() => {
			if (previews.size > 0) follow();
		}),
	);
	return {
		show: async (home, document) => {
			const query = JSON.stringify([home, document.uri.toString()]);
			const uri = Uri.from({ scheme, path: '/Rotation.md', query });
			const shown = await workspace.openTextDocument(uri);
			await window.showTextDocument(shown, {
				viewColumn: ViewColumn.Beside,
				preserveFocus: true,
				preview: true,
			});
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

function isSource(previews: ReadonlyMap<string, Preview>, { uri }: TextDocument): boolean {
	return [...previews.keys()].some((preview) => sourceOf(Uri.parse(preview))[1] === uri.toString());
}
