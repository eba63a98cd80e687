/** Pages of one kind: one editor tab for each set-up, kept over a reload of the window. */
import { Disposable, type LogOutputChannel, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { pageDocument } from './pageDocument.ts';
import { takeText } from './takeText.ts';
import type { TextMessage } from './textMessages.ts';

export interface KeptPanels<ToPage> extends Disposable {
	/** Shows the page of a set-up, and tells whether it was there already. */
	show(home: string): boolean;
	/** Tells the page of a set-up something; without one, nobody. */
	send(home: string, message: ToPage): Promise<void>;
	/** The set-ups with a page. */
	homes(): readonly string[];
	/** Whether the page of a set-up is in sight. */
	isSeen(home: string): boolean;
	/** The set-up of the page in front of the user; `undefined`: there is none. */
	active(): string | undefined;
}

export interface PanelKind<FromPage> {
	/** As the editor names it, for instance `metro.clean`. */
	readonly type: string;
	/** Of its script, for instance `clean`. */
	readonly name: string;
	title(home: string): string;
	receive(home: string, message: Exclude<FromPage, TextMessage>): Promise<void>;
	/** The tab was closed. */
	closed(home: string): void;
}

export function createKeptPanels<ToPage, FromPage extends { readonly kind: string }>(
	{ type, name, title, receive, closed }: PanelKind<FromPage>,
	distribution: Uri,
	log: LogOutputChannel,
): KeptPanels<ToPage> {
	const panels = new Map<string, WebviewPanel>();

	const adopt = (home: string, panel: WebviewPanel): void => {
		panels.set(home, panel);
		panel.title = title(home);
		panel.onDidDispose(() => {
			panels.delete(home);
			closed(home);
		});
		const { webview } = panel;
		webview.options = { enableScripts: true, localResourceRoots: [distribution] };
		webview.onDidReceiveMessage((message: FromPage) => {
			const done = isText(message)
				? takeText(home, message)
				: receive(home, message as Exclude<FromPage, TextMessage>);
			done.catch((error: unknown) => log.error(`${name}: ${error}`));
		});
		webview.html = pageDocument(webview, distribution, name);
	};

	const serializer = window.registerWebviewPanelSerializer(type, {
		deserializeWebviewPanel: async (panel, state: unknown) => {
			const home = homeIn(state);
			if (home === undefined || panels.has(home)) panel.dispose();
			else adopt(home, panel);
		},
	});

	return {
		show: (home) => {
			const panel = panels.get(home);
			if (panel === undefined) adopt(home, window.createWebviewPanel(type, '', ViewColumn.Active));
			else panel.reveal();
			return panel !== undefined;
		},
		send: async (home, message) => void (await panels.get(home)?.webview.postMessage(message)),
		homes: () => [...panels.keys()],
		isSeen: (home) => panels.get(home)?.visible === true,
		active: () => [...panels].find(([, panel]) => panel.active)?.[0],
		dispose: () => Disposable.from(serializer, ...panels.values()).dispose(),
	};
}

function isText(message: { readonly kind: string }): message is TextMessage {
	return message.kind === 'copy' || message.kind === 'export';
}

/** The set-up that a page of an earlier session showed. */
function homeIn(state: unknown): string | undefined {
	if (typeof state !== 'object' || state === null || !('home' in state)) return undefined;
	return typeof state.home === 'string' && state.home !== '' ? state.home : undefined;
}
