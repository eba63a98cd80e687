/** How a run of `buildrepo` ended. */
export type Outcome =
	| {
			readonly kind: 'ended';
			readonly status: number;
			/** Standard output as it came: names in it need not be UTF-8. */
			readonly output: Uint8Array;
			/** Standard error. */
			readonly complaint: string;
	  }
	| { readonly kind: 'cancelled' }
	/** Something else than the user ended it. */
	| { readonly kind: 'killed'; readonly signal: string }
	| { readonly kind: 'not-started'; readonly reason: string };

export type Ended = Extract<Outcome, { kind: 'ended' }>;

/** Standard output as text. */
export function outputText(ended: Ended): string {
	return new TextDecoder().decode(ended.output);
}
