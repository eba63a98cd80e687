/** The pages that preview index.xml, one for each set-up. */
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { LogOutputChannel, Uri } from 'vscode';
import { createKeptPanels, type KeptPanels } from '../health/keptPanels.ts';
import type { TextMessage } from '../health/textMessages.ts';
import type { FromIndexPage, ToIndexPage } from './indexMessages.ts';

export type IndexPages = KeptPanels<ToIndexPage>;

/** @param receive does what a page asks for */
export function createIndexPages(
	distribution: Uri,
	log: LogOutputChannel,
	receive: (home: string, message: Exclude<FromIndexPage, TextMessage>) => Promise<void>,
): IndexPages {
	return createKeptPanels<ToIndexPage, FromIndexPage>(
		{
			type: 'metro.indexPreview',
			name: 'index',
			title: (home) => l10n.t('index.xml: {0}', basename(home)),
			receive,
			closed: () => {},
		},
		distribution,
		log,
	);
}
