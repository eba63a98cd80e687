/** The builds, arches, subarches, modes and targets that a `.buildbot` names, wherever in its text. */
import { inTextOrder, type Span, touches } from '../../../base/span.ts';
import type { Buildbot } from '../../../buildbot/index.ts';
import type { KindOfName, NamedKind } from '../../../setup/installation/namedFiles.ts';

/** One place. */
export interface NamePlace extends KindOfName {
	/** The name itself; the whole string if its text is not the name, as with an escape. */
	readonly span: Span;
	/** The name is put into a list of builds, arches or subarches here. */
	readonly isListed: boolean;
}

type Visit = (kind: NamedKind, name: string, span: Span, isListed: boolean) => void;

/** Visits all places, some more than once. There may be tens of thousands, so no object is made of each. */
function visitPlaces({ outline, settings }: Buildbot, visit: Visit): void {
	for (const { names, holds } of outline.sequences)
		for (const { name, span } of names) visit(holds, name, span, true);
	// Names that come from slices and splitting.
	const { builds, arches, subarches, allBuilds, allArches, allSubarches } = settings;
	for (const [kind, lists] of [
		['builds', [builds, allBuilds]],
		['arches', [arches, allArches]],
		['subarches', [subarches, allSubarches]],
	] as const)
		for (const list of lists)
			for (const { name, span, exact } of list)
				if (exact && span !== undefined) visit(kind, name, span, true);
	for (const list of [outline.shared, outline.compared])
		for (const { name, span, holds } of list) visit(holds, name, span, false);
	for (const { name, span, role } of outline.answers)
		visit(role === 'mode' ? 'modes' : 'targets', name, span, false);
}

/** The places of wanted names, at most `most`, each once, in the order of the text. Works in unfinished text, as the others do. */
export function placesWanted(
	buildbot: Buildbot,
	most: number,
	isWanted: (what: KindOfName) => boolean,
): readonly NamePlace[] {
	const places = new Map<string, NamePlace>();
	visitPlaces(buildbot, (kind, name, span, isListed) => {
		if (places.size >= most) return;
		const key = `${span.start} ${kind} ${name}`;
		const place = { kind, name, span, isListed };
		if (!places.has(key) && isWanted(place)) places.set(key, place);
	});
	return [...places.values()].sort((a, b) => inTextOrder(a.span, b.span));
}

/** The name that `offset` touches, a quote of it included. */
export function nameAt(buildbot: Buildbot, offset: number): NamePlace | undefined {
	let found: NamePlace | undefined;
	let beside: NamePlace | undefined;
	visitPlaces(buildbot, (kind, name, span, isListed) => {
		if (touches(span, offset)) found ??= { kind, name, span, isListed };
		else if (touches({ start: span.start - 1, end: span.end + 1 }, offset))
			beside ??= { kind, name, span, isListed };
	});
	return found ?? beside;
}

/** Every place of a name, each once, in the order of the text. */
export function placesOf(buildbot: Buildbot, what: KindOfName): readonly NamePlace[] {
	const places = new Map<number, NamePlace>();
	visitPlaces(buildbot, (kind, name, span, isListed) => {
		if (kind !== what.kind || name !== what.name || places.has(span.start)) return;
		places.set(span.start, { kind, name, span, isListed });
	});
	return [...places.values()].sort((a, b) => inTextOrder(a.span, b.span));
}
