/** Read-only documents that show what a command would do. They last as long as their window. */
import * as l10n from '@vscode/l10n';
import { type Disposable, Uri, window } from 'vscode';
import { createReadOnlyFiles } from './readOnlyFiles.ts';

const scheme = 'metro-preview';

export interface PreviewTexts extends Disposable {
	/**
	 * Shows a text, in place of the last one of that name.
	 * @param command the title of the command that makes it again
	 */
	show(name: string, text: string, command: string): Promise<void>;
}

export function createPreviewTexts(): PreviewTexts {
	const texts = new Map<string, string>();
	const files = createReadOnlyFiles(
		scheme,
		async (uri) => texts.get(uri.toString()) ?? textIsGone(uri.query),
	);
	return {
		show: async (name, text, command) => {
			const uri = Uri.from({ scheme, path: `/${name}`, query: command });
			texts.set(uri.toString(), text);
			files.outdate();
			await window.showTextDocument(uri, { preview: true });
		},
		dispose: () => files.dispose(),
	};
}

/** What a tab of an earlier session shows. */
export function textIsGone(command: string): string {
	return `${l10n.t('This text lasted only as long as its window. To see it again, run "Metro: {0}".', command)}\n`;
}
