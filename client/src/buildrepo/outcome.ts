/** How a run of `buildrepo` ended. */
import type { Report } from './eventReader.ts';

export type Outcome =
	| {
			readonly kind: 'ended';
			readonly status: number;
			/** What it reported; absent for a program that was not asked for events. */
			readonly report?: Report;
			/** Standard error. */
			readonly complaint: string;
	  }
	| { readonly kind: 'cancelled' }
	/** Something else than the user ended it. */
	| { readonly kind: 'killed'; readonly signal: string }
	| { readonly kind: 'not-started'; readonly reason: string };

export type Ended = Extract<Outcome, { kind: 'ended' }>;
