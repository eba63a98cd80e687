/** What the review of a cleaning and its host tell each other. */
import type { PlanItem } from '../../../server/src/protocol/events.ts';
import type { TextMessage } from '../health/textMessages.ts';

/** What came of one item. */
export interface CleanOutcome {
	readonly path: string;
	/** `kept`: left alone by the run; `held`: held back by the user. */
	readonly kind: 'removed' | 'gone' | 'kept' | 'held';
	/** The disk space that this freed. */
	readonly bytes?: number;
	/** Why it was to go, is held back, or was left alone. */
	readonly reason?: string;
}

/** What can be read after a run. */
export interface CleanResult {
	/** A sentence about all of it. */
	readonly text: string;
	readonly isGood: boolean;
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly outcomes: readonly CleanOutcome[];
}

/** To the page. */
export type ToCleanPage =
	/** It is being found out what would go. */
	| { readonly kind: 'reading' }
	| {
			readonly kind: 'plan';
			readonly home: string;
			readonly mirror: string;
			readonly items: readonly PlanItem[];
			/** Of `items`, those that the user has held back. */
			readonly held: readonly string[];
			/** False in Restricted Mode. */
			readonly mayRemove: boolean;
	  }
	/** No plan could be made; `text` says why. */
	| { readonly kind: 'none'; readonly home: string; readonly text: string }
	| { readonly kind: 'running'; readonly done: number; readonly total: number }
	/** Nothing was removed: the user did not want it, or it was not possible. */
	| { readonly kind: 'stopped' }
	| { readonly kind: 'result'; readonly result: CleanResult };

/** From the page. `held` are the paths of what is to stay. */
export type FromCleanPage =
	/** `hasResult`: it shows the result of an earlier run, and needs no plan. */
	| { readonly kind: 'ready'; readonly hasResult: boolean }
	| { readonly kind: 'again' }
	/** What the user holds back, of this plan and of earlier ones: Maintain Repository keeps it as well. */
	| { readonly kind: 'hold'; readonly held: readonly string[] }
	| { readonly kind: 'remove'; readonly held: readonly string[] }
	| { readonly kind: 'script'; readonly held: readonly string[] }
	| TextMessage;
