/** What came of sending a build. */

export type UploadOutcome =
	| { readonly kind: 'sent' }
	/** Somebody else has put a build of that name there meanwhile. */
	| { readonly kind: 'already-there' }
	/** `ends`: no other build could be sent now. */
	| { readonly kind: 'failed'; readonly reason: string; readonly ends: boolean };

/** Another run sends a build of the subarch; `reason` ends a sentence. */
export interface Busy {
	readonly kind: 'busy';
	readonly reason: string;
}
