/** Repository Health: one editor tab for each set-up, kept over a reload of the window. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import {
	Disposable,
	env,
	type LogOutputChannel,
	Uri,
	ViewColumn,
	type WebviewPanel,
	window,
	workspace,
} from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import type { PageAction } from './pageActions.ts';
import { pageHtml } from './pageHtml.ts';
import type { FromPage, ToPage } from './pageMessages.ts';

const panelType = 'metro.health';

export interface HealthPanels extends Disposable {
	/** Shows the page of a set-up. */
	show(home: string): void;
}

/** @param act does what a button of the page says */
export function createHealthPanels(
	server: LanguageServer,
	setups: Setups,
	distribution: Uri,
	act: PageAction,
	log: LogOutputChannel,
): HealthPanels {
	const panels = new Map<string, WebviewPanel>();

	const send = async (home: string, message: ToPage): Promise<void> => {
		await panels.get(home)?.webview.postMessage(message);
	};

	const sendHealth = async (home: string): Promise<void> => {
		const health = await server.repositoryHealth({ home }).catch(() => undefined);
		const text = whyNone(server, setups, home);
		const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
		await send(home, { kind: 'health', home, health, text, mayRun: workspace.isTrusted, zone });
	};

	const receive = async (home: string, message: FromPage): Promise<void> => {
		switch (message.kind) {
			case 'ready':
				return sendHealth(home);
			case 'refresh':
				await server.refresh();
				return sendHealth(home);
			case 'act':
				return act(home, message.action, message.row);
			case 'timelines': {
				const { rows, from, to } = message;
				const answer = await server.timelines({ home, rows, from, to });
				return send(home, { kind: 'timelines', answer });
			}
			case 'copy':
				return env.clipboard.writeText(message.text);
			case 'export':
				await window.showTextDocument(await workspace.openTextDocument({ content: message.text }));
		}
	};

	const adopt = (home: string, panel: WebviewPanel): void => {
		panels.set(home, panel);
		panel.title = l10n.t('Health: {0}', basename(home));
		panel.onDidDispose(() => {
			panels.delete(home);
			void server.healthClosed({ home });
		});
		const { webview } = panel;
		webview.options = { enableScripts: true, localResourceRoots: [distribution] };
		const address = (name: string): string =>
			webview.asWebviewUri(Uri.joinPath(distribution, name)).toString();
		webview.onDidReceiveMessage((message: FromPage) => {
			// Without a server there is no answer, which the page says by itself.
			receive(home, message).catch((error: unknown) => log.error(`Repository Health: ${error}`));
		});
		webview.html = pageHtml({
			script: address('health.js'),
			style: address('health.css'),
			source: webview.cspSource,
			nonce: randomUUID(),
		});
	};

	const sendAll = (): void => {
		for (const home of panels.keys()) void sendHealth(home);
	};

	const listeners = Disposable.from(
		window.registerWebviewPanelSerializer(panelType, {
			deserializeWebviewPanel: async (panel, state: unknown) => {
				const home = homeIn(state);
				if (home === undefined) panel.dispose();
				else adopt(home, panel);
			},
		}),
		server.onDidChangeRepositoryHealth((change) => void send(change.home, { kind: 'changed', change })),
		// The server answers anew, or does not answer any more.
		server.onDidChangeHealth(sendAll),
		setups.onDidChange(() => {
			// A repository that comes or goes has no health that could change.
			for (const home of panels.keys())
				if (setups.known?.find((one) => one.home === home)?.state !== 'ready') void sendHealth(home);
		}),
		workspace.onDidGrantWorkspaceTrust(sendAll),
	);

	return {
		show: (home) => {
			const panel = panels.get(home);
			if (panel !== undefined) panel.reveal();
			else adopt(home, window.createWebviewPanel(panelType, '', ViewColumn.Active));
		},
		dispose: () => {
			listeners.dispose();
			for (const panel of panels.values()) panel.dispose();
		},
	};
}

/** What the page says where there is no health to show. */
function whyNone(server: LanguageServer, setups: Setups, home: string): string {
	if (server.health === 'failed') return l10n.t('The language server does not run.');
	const setup = setups.known?.find((one) => one.home === home);
	return setup?.message ?? l10n.t('There is no repository to show yet.');
}

/** The set-up that a page of an earlier session showed. */
function homeIn(state: unknown): string | undefined {
	if (typeof state !== 'object' || state === null || !('home' in state)) return undefined;
	return typeof state.home === 'string' ? state.home : undefined;
}
