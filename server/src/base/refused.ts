/** An action refused because it would be wrong. `reason` is a sentence for the user. */
export interface Refused {
	readonly kind: 'refused';
	readonly reason: string;
}

export function refused(reason: string): Refused {
	return { kind: 'refused', reason };
}

export function isRefused(answer: object): answer is Refused {
	return 'kind' in answer && answer.kind === 'refused';
}
