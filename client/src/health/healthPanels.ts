/** Repository Health: one editor tab for each set-up, which follows it. */
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { commands, Disposable, type LogOutputChannel, type Uri, workspace } from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import type { Offer } from '../ui/message.ts';
import { createKeptPanels } from './keptPanels.ts';
import type { PageAction } from './pageActions.ts';
import type { FromPage, ToPage } from './pageMessages.ts';
import type { TextMessage } from './textMessages.ts';
import { whyNoHealth } from './whyNoHealth.ts';

export interface HealthPanels extends Disposable {
	/** Shows the page of a set-up. */
	show(home: string): void;
}

export interface PageServices {
	readonly server: LanguageServer;
	readonly setups: Setups;
	/** Folder with the page's script, style and font. */
	readonly distribution: Uri;
	/** Does what a button of the page says. */
	readonly act: PageAction;
	readonly log: LogOutputChannel;
}

export function createHealthPanels({ server, setups, distribution, act, log }: PageServices): HealthPanels {
	/** What a page offers in place of a health; `undefined`: it has one. */
	const offers = new Map<string, readonly Offer[] | undefined>();

	const update = async (home: string): Promise<void> => {
		const health = await server.repositoryHealth({ home }).catch(() => undefined);
		const why = whyNoHealth(setups.known, home, server.health, workspace.isTrusted);
		offers.set(home, health === undefined ? why.offers : undefined);
		await panels.send(home, {
			kind: 'health',
			home,
			health,
			text: why.text,
			offers: health === undefined ? why.offers.map(({ label }) => label) : [],
			mayRun: workspace.isTrusted,
			zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		});
	};
	const receive = async (home: string, message: Exclude<FromPage, TextMessage>): Promise<void> => {
		switch (message.kind) {
			case 'ready':
				return update(home);
			case 'refresh':
				await server.refresh();
				return update(home);
			case 'offer': {
				const offer = offers.get(home)?.[message.index];
				if (offer !== undefined) await commands.executeCommand(offer.command, ...(offer.arguments ?? []));
				return;
			}
			case 'act':
				return act(home, message.action, message.row);
			case 'timelines': {
				const { rows, from, to } = message;
				const answer = await server.timelines({ home, rows, from, to });
				return panels.send(home, { kind: 'timelines', answer });
			}
		}
	};
	const panels = createKeptPanels<ToPage, FromPage>(
		{
			type: 'metro.health',
			name: 'health',
			title: (home) => l10n.t('Health: {0}', basename(home)),
			receive,
			closed: (home) => {
				offers.delete(home);
				void server.healthClosed({ home });
			},
		},
		distribution,
		log,
	);
	const each = (tell: (home: string) => Promise<void>): void => {
		for (const home of panels.homes())
			tell(home).catch((error: unknown) => log.error(`Repository Health: ${error}`));
	};
	/** A repository that comes or goes has no health that could change. */
	const followSetups = async (home: string): Promise<void> => {
		const isReady = setups.known?.find((one) => one.home === home)?.state === 'ready';
		if (!isReady || offers.get(home) !== undefined) await update(home);
	};
	const listeners = Disposable.from(
		server.onDidChangeRepositoryHealth((change) =>
			each(async (home) => {
				if (home === change.home) await panels.send(home, { kind: 'changed', change });
			}),
		),
		// The server answers anew, or does not answer any more.
		server.onDidChangeHealth(() => each(update)),
		setups.onDidChange(() => each(followSetups)),
		workspace.onDidGrantWorkspaceTrust(() => each(update)),
	);
	return {
		show: (home) => void panels.show(home),
		dispose: () => Disposable.from(listeners, panels).dispose(),
	};
}
