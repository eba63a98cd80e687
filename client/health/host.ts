/** The extension, which the page talks to. */
import type { FromPage } from '../src/health/pageMessages.ts';

interface Host<Message> {
	postMessage(message: Message): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host<unknown>;

/** The editor gives it once. */
const api = acquireVsCodeApi();

export const host: Host<FromPage> = api;

/** The same for a page with messages of its own. */
export function hostFor<Message>(): Host<Message> {
	return api;
}
