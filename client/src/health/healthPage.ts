/** One Health page: answers what it asks for, and tells it what is new. */
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { commands, env, type LogOutputChannel, type Uri, type WebviewPanel, window, workspace } from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import type { Offer } from '../ui/message.ts';
import type { PageAction } from './pageActions.ts';
import { pageDocument } from './pageDocument.ts';
import type { ExportFormat, FromPage, ToPage } from './pageMessages.ts';
import { whyNoHealth } from './whyNoHealth.ts';

export interface PageServices {
	readonly server: LanguageServer;
	readonly setups: Setups;
	/** Folder with the page's script, style and font. */
	readonly distribution: Uri;
	/** Does what a button of the page says. */
	readonly act: PageAction;
	readonly log: LogOutputChannel;
}

export interface HealthPage {
	readonly panel: WebviewPanel;
	/** The set-up that it shows; `undefined`: it waits for one. */
	home(): string | undefined;
	/** Shows everything anew. */
	update(): Promise<void>;
	/** The set-ups are others: shows what is not shown yet, or cannot be shown any more. */
	setupsChanged(): Promise<void>;
	send(message: ToPage): Promise<void>;
}

const languages: Readonly<Record<ExportFormat, string>> = { csv: 'plaintext', json: 'json', svg: 'xml' };

/** @param home `undefined`: the one that the set-ups have when they are known */
export function createHealthPage(
	panel: WebviewPanel,
	home: string | undefined,
	services: PageServices,
): HealthPage {
	const { server, setups, distribution, act, log } = services;
	const { webview } = panel;
	let shown = home;
	let hasHealth = false;
	/** What the page offers in place of a health. */
	let offers: readonly Offer[] = [];

	const send = async (message: ToPage): Promise<void> => void (await webview.postMessage(message));

	const update = async (): Promise<void> => {
		shown ??= setups.known?.[0]?.home;
		panel.title = shown === undefined ? l10n.t('Repository Health') : l10n.t('Health: {0}', basename(shown));
		const health =
			shown === undefined ? undefined : await server.repositoryHealth({ home: shown }).catch(() => undefined);
		const why = whyNoHealth(setups.known, shown, server.health, workspace.isTrusted);
		hasHealth = health !== undefined;
		offers = hasHealth ? [] : why.offers;
		await send({
			kind: 'health',
			home: shown ?? '',
			health,
			text: why.text,
			offers: offers.map(({ label }) => label),
			mayRun: workspace.isTrusted,
			zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		});
	};

	const receive = async (message: FromPage): Promise<void> => {
		switch (message.kind) {
			case 'ready':
				return update();
			case 'refresh':
				await server.refresh();
				return update();
			case 'offer': {
				const offer = offers[message.index];
				if (offer !== undefined) await commands.executeCommand(offer.command, ...(offer.arguments ?? []));
				return;
			}
			case 'act':
				if (shown !== undefined) await act(shown, message.action, message.row);
				return;
			case 'timelines': {
				const { rows, from, to } = message;
				if (shown === undefined) return;
				return send({ kind: 'timelines', answer: await server.timelines({ home: shown, rows, from, to }) });
			}
			case 'copy':
				return env.clipboard.writeText(message.text);
			case 'export':
				await window.showTextDocument(
					await workspace.openTextDocument({ content: message.text, language: languages[message.format] }),
				);
		}
	};

	webview.options = { enableScripts: true, localResourceRoots: [distribution] };
	webview.onDidReceiveMessage((message: FromPage) => {
		// Without a server there is no answer, which the page says by itself.
		receive(message).catch((error: unknown) => log.error(`Repository Health: ${error}`));
	});
	webview.html = pageDocument(webview, distribution, 'health');

	return {
		panel,
		home: () => shown,
		update,
		async setupsChanged() {
			// A repository that comes or goes has no health that could change.
			const isReady = setups.known?.find((one) => one.home === shown)?.state === 'ready';
			if (!isReady || !hasHealth) await update();
		},
		send,
	};
}
