/** Preview index.xml: a page shows what would be written, and how the file on disk differs; Write from there. */
import * as l10n from '@vscode/l10n';
import { commands, window } from 'vscode';
import { askBuildrepo } from '../buildrepo/askBuildrepo.ts';
import type { TextMessage } from '../health/textMessages.ts';
import type { FromIndexPage, IndexPreview, ToIndexPage } from '../indexXml/indexMessages.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { openPath } from '../ui/openPath.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function previewIndexXml(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined || !mayRun()) return;
	if (services.indexPages.show(setup.home)) await sendPreview(services, setup.home);
}

export async function onIndexPage(
	services: Services,
	home: string,
	message: Exclude<FromIndexPage, TextMessage>,
): Promise<void> {
	switch (message.kind) {
		case 'ready':
			return sendPreview(services, home);
		case 'write':
			await commands.executeCommand(commandIds.writeIndexXml, home);
			return sendPreview(services, home);
		case 'open-file':
			return openPath(message.path);
		case 'show-row':
			await commands.executeCommand(commandIds.showInTree, home, message.row);
	}
}

async function sendPreview(services: Services, home: string): Promise<void> {
	const send = (message: ToIndexPage): Promise<void> => services.indexPages.send(home, message);
	if (!mayRun())
		return send({ kind: 'none', home, text: l10n.t('The preview needs a workspace that you trust.') });
	const setup = await chooseSetup(services, home);
	if (setup === undefined)
		return send({ kind: 'none', home, text: l10n.t('index.xml needs a repository: choose a Metro home.') });
	const title = l10n.t('Reading what index.xml would list…');
	const answer = await window.withProgress({ location: { viewId: 'metro.repository' }, title }, () =>
		askBuildrepo(services, setup, ['index.xml', '--pretend', '--json']),
	);
	if (answer.kind === 'refused') return send({ kind: 'none', home, text: answer.why });
	return send({ kind: 'preview', home, preview: answer.value as IndexPreview });
}
