/** Compares a file with a text that it could have; the text is a read-only file. */
import { commands, type Disposable, FileSystemError, TabInputTextDiff, Uri, window } from 'vscode';
import { createReadOnlyFiles } from '../ui/readOnlyFiles.ts';

const scheme = 'metro-proposal';

export interface Proposals extends Disposable {
	/** Shows the comparison; the answer closes it. */
	show(file: Uri, text: string, title: string): Promise<() => Promise<void>>;
}

export function createProposals(): Proposals {
	const texts = new Map<string, string>();
	let count = 0;
	const files = createReadOnlyFiles(scheme, async (uri) => {
		const text = texts.get(uri.toString());
		if (text === undefined) throw FileSystemError.FileNotFound(uri);
		return text;
	});
	return {
		show: async (file, text, title) => {
			const uri = Uri.from({ scheme, path: `/${++count}${file.path}` });
			texts.set(uri.toString(), text);
			await commands.executeCommand('vscode.diff', file, uri, title, { preview: true });
			return async () => {
				await close(uri);
				texts.delete(uri.toString());
			};
		},
		dispose: () => files.dispose(),
	};
}

async function close(uri: Uri): Promise<void> {
	const tabs = window.tabGroups.all
		.flatMap((group) => group.tabs)
		.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === uri.toString());
	if (tabs.length > 0) await window.tabGroups.close(tabs);
}
