/** The end of an error about an unknown name: the closest known one. */
import { closestMatch } from '../../base/closestMatch.ts';

/** `did you mean corei7?`, or `otherwise` if no name is close. */
export function didYouMean(word: string, names: Iterable<string>, otherwise: string): string {
	const close = closestMatch(word, names);
	return close === undefined ? otherwise : `did you mean ${close}?`;
}
