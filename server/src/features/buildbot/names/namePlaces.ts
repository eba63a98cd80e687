/** The builds, arches, subarches, modes and targets that a `.buildbot` names, wherever in its text. */
import { memoizeWeak } from '../../../base/memoize.ts';
import { type Span, touches } from '../../../base/span.ts';
import type { Buildbot } from '../../../buildbot/index.ts';
import type { KindOfName } from '../../../setup/installation/namedFiles.ts';
import { writtenNames } from '../buildbotDocument.ts';

/** One place. */
export interface NamePlace extends KindOfName {
	/** The name itself; the whole string if its text is not the name, as with an escape. */
	readonly span: Span;
	/** The name is put into a list of builds, arches or subarches here. */
	readonly isListed: boolean;
}

/** In the order of the text; works in unfinished text. */
export const namePlaces = memoizeWeak(({ outline, settings }: Buildbot): readonly NamePlace[] => {
	const found = new Map<string, NamePlace>();
	const put = (place: NamePlace): void => {
		const key = `${place.span.start} ${place.kind} ${place.name}`;
		if (!found.has(key)) found.set(key, place);
	};
	for (const { name, span, holds } of writtenNames(outline)) put({ kind: holds, name, span, isListed: true });
	// Names that come from slices and splitting.
	const { allBuilds, allArches, allSubarches } = settings;
	for (const [kind, items] of [
		['builds', [...settings.builds, ...allBuilds]],
		['arches', [...settings.arches, ...allArches]],
		['subarches', [...settings.subarches, ...allSubarches]],
	] as const) {
		for (const { name, span, exact } of items)
			if (exact && span !== undefined) put({ kind, name, span, isListed: true });
	}
	for (const { name, span, holds } of outline.shared) put({ kind: holds, name, span, isListed: false });
	for (const { name, span, holds } of outline.compared) put({ kind: holds, name, span, isListed: false });
	for (const { name, span, role } of outline.answers)
		put({ kind: role === 'mode' ? 'modes' : 'targets', name, span, isListed: false });
	return [...found.values()].sort((a, b) => a.span.start - b.span.start);
});

/** The name that `offset` touches, a quote of it included. */
export function nameAt(buildbot: Buildbot, offset: number): NamePlace | undefined {
	const places = namePlaces(buildbot);
	return (
		places.find(({ span }) => touches(span, offset)) ??
		places.find(({ span }) => touches({ start: span.start - 1, end: span.end + 1 }, offset))
	);
}

/** Every place of a name, each once. */
export function placesOf(buildbot: Buildbot, { kind, name }: KindOfName): readonly NamePlace[] {
	return namePlaces(buildbot).filter((place) => place.kind === kind && place.name === name);
}
