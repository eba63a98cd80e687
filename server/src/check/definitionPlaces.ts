/** The places where a key is defined in the evaluated run, as related places of a finding. */
import { memoizeWeak } from '../base/memoize.ts';
import type { RelatedPlace } from '../base/problem.ts';
import { type Collection, type Definition, placeOf } from '../flexdata/index.ts';
import type { FileInSetup } from './fileInSetup.ts';

/** At most this many places are listed. */
const mostPlaces = 10;

/** Collected once for each key, since thousands of findings may share it. */
const placesIn = memoizeWeak((_collection: Collection) => new Map<string, readonly RelatedPlace[]>());

/** The definition without a condition, or else those with one. Arguments have no place. */
export function definitionPlaces(at: FileInSetup, key: string): readonly RelatedPlace[] {
	const known = placesIn(at.evaluation.collection);
	const places = known.get(key) ?? find(at, key);
	known.set(key, places);
	return places;
}

function find({ library, evaluation }: FileInSetup, key: string): RelatedPlace[] {
	const { plain, conditional } = evaluation.collection;
	const definition = plain.get(key);
	const all: Iterable<Definition> =
		definition === undefined ? (conditional.get(key)?.values() ?? []) : [definition];
	const places: RelatedPlace[] = [];
	for (const { origin, condition } of all) {
		if (places.length >= mostPlaces) break;
		if (origin.kind === 'argument') continue;
		const when = condition === undefined ? '' : ` when ${condition}`;
		const message = `${key} is defined here${when}.`;
		places.push({ path: library.canonical(origin.path), span: placeOf(origin.element), message });
	}
	return places;
}
