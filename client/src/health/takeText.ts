/** Takes a text of a page away: to the clipboard, or to a file that the user names. */
import { basename, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { env, Uri, window, workspace } from 'vscode';
import { mayRun } from '../settings/trust.ts';
import { notify } from '../ui/notify.ts';
import { replaceFile } from '../ui/replaceFile.ts';
import type { ExportFormat, TextMessage } from './textMessages.ts';

const formatNames: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON', svg: 'SVG' };

/** @param home the set-up of the page; the file is named after it */
export async function takeText(home: string, message: TextMessage): Promise<void> {
	if (message.kind === 'copy') return env.clipboard.writeText(message.text);
	if (!mayRun()) return;
	const { name, format, text } = message;
	const uri = await window.showSaveDialog({
		defaultUri: Uri.file(join(home, `${basename(home)}-${name}.${format}`)),
		filters: { [formatNames[format]]: [format] },
		title: l10n.t('Save as {0}', formatNames[format]),
	});
	if (uri === undefined) return;
	const path = workspace.asRelativePath(uri);
	try {
		// Another scheme is that of another extension, which writes as it can.
		if (uri.scheme === 'file') await replaceFile(uri.fsPath, text);
		else await workspace.fs.writeFile(uri, Buffer.from(text.toWellFormed()));
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		notify({ severity: 'error', text: l10n.t('{0} was not saved: {1}', path, why), offers: [] });
		return;
	}
	notify({
		severity: 'information',
		text: l10n.t('Saved {0}.', path),
		offers: [{ label: l10n.t('Open'), command: 'vscode.open', arguments: [uri] }],
	});
}
