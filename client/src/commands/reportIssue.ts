/** Report Issue: writes a report for the user to read. Nothing leaves the machine: the user copies it where it belongs. */
import { open } from 'node:fs/promises';
import { homedir, hostname, release, userInfo } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { env, Uri, version, window, workspace } from 'vscode';
import { withoutPrivateWords } from '../report/privateText.ts';
import { reportText } from '../report/reportText.ts';
import type { Services } from '../services.ts';
import { settingNames } from '../settings/settingNames.ts';
import { notify } from '../ui/notify.ts';

export async function reportIssue({ setups, server, about }: Services): Promise<void> {
	const text = reportText({
		versions: [
			['Metro', about.version],
			[env.appName, version],
			['Where', `${env.remoteName ?? 'local'}, ${env.uiKind === 1 ? 'desktop' : 'web'}, ${env.language}`],
			['System', `${process.platform} ${release()}, ${process.arch}`],
			['Node', process.versions.node],
		],
		settings: changedSettings(),
		setups: setups.known ?? [],
		trusted: workspace.isTrusted,
		server: server.health,
		log: await endOfFile(join(about.logFolder, 'Metro.log')),
	});
	const content = withoutPrivateWords(text, { home: homedir(), user: userName(), host: hostname() });
	const document = await workspace.openTextDocument({ language: 'markdown', content });
	await window.showTextDocument(document, { preview: false });
	notify({
		severity: 'information',
		text: l10n.t(
			'This report has not been sent. Read it, remove what should stay private, say what happened, and copy it to a new issue.',
		),
		offers: [
			{
				label: l10n.t('Open Issue Page'),
				command: 'vscode.open',
				arguments: [Uri.parse(about.issuesPage)],
			},
		],
	});
}

/** Settings of ours that somebody has changed. */
function changedSettings(): Readonly<Record<string, unknown>> {
	const configuration = workspace.getConfiguration();
	return Object.fromEntries(
		Object.values(settingNames).flatMap((name) => {
			const value = configuration.get(name);
			return value === configuration.inspect(name)?.defaultValue ? [] : [[name, value]];
		}),
	);
}

/** A user who is not in the password file has no name. */
function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return '';
	}
}

/** A log may have grown large: only its end is read. */
const mostBytes = 200_000;

/** `undefined` if it cannot be read. */
async function endOfFile(path: string): Promise<string | undefined> {
	try {
		const file = await open(path);
		try {
			const { size } = await file.stat();
			const start = Math.max(0, size - mostBytes);
			const buffer = Buffer.alloc(size - start);
			const { bytesRead } = await file.read({ buffer, position: start });
			return buffer.toString('utf8', 0, bytesRead);
		} finally {
			await file.close();
		}
	} catch {
		return undefined;
	}
}
