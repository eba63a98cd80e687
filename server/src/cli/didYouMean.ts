/** The end of a sentence that refuses a name: the nearest one that is known. */
import { nearest } from '../base/nearest.ts';

/** `did you mean corei7?`, or `otherwise` if none of the names comes near. */
export function didYouMean(word: string, names: Iterable<string>, otherwise: string): string {
	const close = nearest(word, names);
	return close === undefined ? otherwise : `did you mean ${close}?`;
}
