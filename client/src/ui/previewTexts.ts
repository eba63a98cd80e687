/** Read-only documents that show what a command would do. */
import { Disposable, EventEmitter, Uri, window, workspace } from 'vscode';

const scheme = 'metro-preview';

export interface PreviewTexts extends Disposable {
	/** Shows a text, in place of the last one of that name. */
	show(name: string, text: string): Promise<void>;
}

export function createPreviewTexts(): PreviewTexts {
	const texts = new Map<string, string>();
	const changed = new EventEmitter<Uri>();
	const provider = workspace.registerTextDocumentContentProvider(scheme, {
		onDidChange: changed.event,
		provideTextDocumentContent: ({ path }) => texts.get(path) ?? '',
	});
	return {
		show: async (name, text) => {
			const uri = Uri.from({ scheme, path: `/${name}` });
			texts.set(uri.path, text.toWellFormed());
			changed.fire(uri);
			await window.showTextDocument(uri, { preview: true });
		},
		dispose: () => Disposable.from(provider, changed).dispose(),
	};
}
