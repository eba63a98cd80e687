/** Buttons that several messages offer. */
import * as l10n from '@vscode/l10n';
import { commandIds } from '../commands/commandIds.ts';
import type { Offer } from './message.ts';

export const showOutput: Offer = { label: l10n.t('Show Output'), command: commandIds.showOutput };
export const nextBuildOffer: Offer = { label: l10n.t('Next Build'), command: commandIds.nextBuild };
export const writeIndexXmlOffer: Offer = {
	label: l10n.t('Write index.xml'),
	command: commandIds.writeIndexXml,
};
export const chooseHomeOffer: Offer = { label: l10n.t('Choose Metro Home'), command: commandIds.chooseHome };
