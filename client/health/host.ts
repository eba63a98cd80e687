/** The extension, which the page talks to. */
import type { FromPage } from '../src/health/pageMessages.ts';

interface Host {
	postMessage(message: FromPage): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

export const host = acquireVsCodeApi();
