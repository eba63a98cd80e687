/** Open Documentation: the pages that come with the extension, rendered. The editor's own page about it opens no files. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { commands, Uri, window } from 'vscode';
import type { Services } from '../services.ts';

export async function openDocumentation({ pages }: Services): Promise<void> {
	const names = (await readdir(pages)).filter((name) => name.endsWith('.md')).sort();
	const items = await Promise.all(
		names.map(async (name) => {
			const path = join(pages, name);
			const heading = /^# (.+)$/m.exec(await readFile(path, 'utf8'))?.[1];
			return { label: plain(heading ?? name), description: name, path };
		}),
	);
	const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which page?') });
	if (chosen !== undefined) await commands.executeCommand('markdown.showPreview', Uri.file(chosen.path));
}

/** A heading without its Markdown: lists of the editor show text as it is. */
function plain(heading: string): string {
	return heading.replace(/[`*]/g, '');
}
