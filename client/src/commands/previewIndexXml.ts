/** Preview index.xml: a page shows what would be written, and how the file on disk differs; Write from there. */
import * as l10n from '@vscode/l10n';
import { commands, window, workspace } from 'vscode';
import { askBuildrepo } from '../buildrepo/askBuildrepo.ts';
import type { TextMessage } from '../health/textMessages.ts';
import type { FromIndexPage, IndexPreview, ToIndexPage } from '../indexXml/indexMessages.ts';
import type { Services } from '../services.ts';
import { openPath } from '../ui/openPath.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function previewIndexXml({ indexPages, ...services }: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup({ indexPages, ...services }, home);
	// A new page asks for its preview when it is ready.
	if (setup !== undefined && indexPages.show(setup.home)) await indexPages.update(setup.home);
}

export async function onIndexPage(
	{ indexPages }: Services,
	home: string,
	message: Exclude<FromIndexPage, TextMessage>,
): Promise<void> {
	switch (message.kind) {
		case 'ready':
			return indexPages.update(home);
		case 'write':
			await commands.executeCommand(commandIds.writeIndexXml, home);
			return;
		case 'open-file':
			return openPath(message.path);
		case 'show-row':
			await commands.executeCommand(commandIds.showInTree, home, message.row);
	}
}

/** What the page of a set-up has to show. */
export async function readIndexPage(services: Services, home: string): Promise<ToIndexPage> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined)
		return { kind: 'none', home, text: l10n.t('index.xml needs a repository: choose a Metro home.') };
	const title = l10n.t('Reading what index.xml would list…');
	const answer = await window.withProgress({ location: { viewId: 'metro.repository' }, title }, () =>
		askBuildrepo(services, setup, ['index.xml', '--pretend', '--json']),
	);
	if (answer.kind === 'refused') return { kind: 'none', home, text: answer.why };
	return { kind: 'preview', home, preview: answer.value as IndexPreview, mayWrite: workspace.isTrusted };
}
