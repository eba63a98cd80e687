/** Repository Health: one editor tab for each set-up, kept over a reload of the window. */
import * as l10n from '@vscode/l10n';
import { Disposable, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { createHealthPage, type HealthPage, type PageServices } from './healthPage.ts';

const panelType = 'metro.health';

export interface HealthPanels extends Disposable {
	/** Shows the page of a set-up. */
	show(home: string): void;
}

export function createHealthPanels(services: PageServices): HealthPanels {
	const { server, setups, log } = services;
	const pages = new Set<HealthPage>();

	const adopt = (home: string | undefined, panel: WebviewPanel): void => {
		const page = createHealthPage(panel, home, services);
		pages.add(page);
		panel.onDidDispose(() => {
			pages.delete(page);
			const shown = page.home();
			if (shown !== undefined && ![...pages].some((other) => other.home() === shown))
				void server.healthClosed({ home: shown });
		});
	};

	const each = (tell: (page: HealthPage) => Promise<void>): void => {
		for (const page of pages) tell(page).catch((error: unknown) => log.error(`Repository Health: ${error}`));
	};

	const listeners = Disposable.from(
		window.registerWebviewPanelSerializer(panelType, {
			deserializeWebviewPanel: async (panel, state: unknown) => adopt(homeIn(state), panel),
		}),
		server.onDidChangeRepositoryHealth((change) =>
			each(async (page) => {
				if (page.home() === change.home) await page.send({ kind: 'changed', change });
			}),
		),
		// The server answers anew, or does not answer any more.
		server.onDidChangeHealth(() => each((page) => page.update())),
		setups.onDidChange(() => each((page) => page.setupsChanged())),
		workspace.onDidGrantWorkspaceTrust(() => each((page) => page.update())),
	);

	return {
		show: (home) => {
			const page = [...pages].find((one) => one.home() === home);
			if (page !== undefined) page.panel.reveal();
			else adopt(home, window.createWebviewPanel(panelType, l10n.t('Repository Health'), ViewColumn.Active));
		},
		dispose: () => {
			listeners.dispose();
			for (const { panel } of pages) panel.dispose();
		},
	};
}

/** The set-up that a page of an earlier session showed; `undefined`: it showed none yet. */
function homeIn(state: unknown): string | undefined {
	if (typeof state !== 'object' || state === null || !('home' in state)) return undefined;
	return typeof state.home === 'string' && state.home !== '' ? state.home : undefined;
}
