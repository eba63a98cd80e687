/** Buttons that several messages offer. */
import { commandIds } from '../commands/commandIds.ts';
import type { Offer } from './message.ts';

export const showOutput: Offer = { label: 'Show Output', command: commandIds.showOutput };
export const nextBuildOffer: Offer = { label: 'Next Build', command: commandIds.nextBuild };
export const writeIndexXmlOffer: Offer = { label: 'Write index.xml', command: commandIds.writeIndexXml };
export const chooseHomeOffer: Offer = { label: 'Choose Metro Home', command: commandIds.chooseHome };
