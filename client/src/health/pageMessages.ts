/** What the Health page and its host tell each other. */
import type {
	Health,
	HealthAction,
	HealthChanged,
	TimelinesAnswer,
} from '../../../server/src/protocol/index.ts';
import type { TextMessage } from './textMessages.ts';

/** To the page. */
export type ToPage =
	| {
			readonly kind: 'health';
			readonly home: string;
			/** `undefined`: there is no repository to tell of; `text` says why. */
			readonly health: Health | undefined;
			readonly text: string;
			/** Buttons below `text`, in words. */
			readonly offers: readonly string[];
			/** False in Restricted Mode: nothing that runs or writes is offered. */
			readonly mayRun: boolean;
			/** The time zone of the repository's machine, in which its days are; the window may be in another one. */
			readonly zone: string;
	  }
	| { readonly kind: 'changed'; readonly change: HealthChanged }
	| { readonly kind: 'timelines'; readonly answer: TimelinesAnswer };

/** From the page. */
export type FromPage =
	| { readonly kind: 'ready' }
	| { readonly kind: 'refresh' }
	/** One of the `offers` was chosen. */
	| { readonly kind: 'offer'; readonly index: number }
	/** `row` is the id of a subarch's row; absent: it is about the repository. */
	| { readonly kind: 'act'; readonly action: HealthAction; readonly row?: string }
	| {
			readonly kind: 'timelines';
			readonly rows: readonly string[];
			readonly from: number;
			readonly to: number;
	  }
	| TextMessage;
