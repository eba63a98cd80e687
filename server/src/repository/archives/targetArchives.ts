/** The archives of a build by the targets of its run. */
import type { Artifact } from '../model.ts';

/** The targets that make a stage3. */
const stage3Targets = ['stage3', 'stage3-freshen'];

/** The targets whose archives nobody downloads. */
const intermediate = ['stage1', 'stage2'];

/** The endings of what Metro takes for an archive. */
const archiveEnding = /(?:\.tar|tar\.gz|tar\.xz)$/;

/**
 * The archives that the targets have made, ordered by flavor, at most one for each: of several the last name. Names are in byte
 * order. A name that begins as the archives of several targets do is that of the longest one.
 */
export function findTargetArchives(
	names: readonly string[],
	targets: readonly string[],
): readonly Artifact[] {
	const starts = new Map<string, string>();
	for (const target of targets) {
		if (intermediate.includes(target)) continue;
		if (stage3Targets.includes(target)) starts.set('stage3', 'stage3');
		else starts.set(target, `${target}-`);
	}
	const found = new Map<string, string>();
	for (const name of names) {
		const flavor = flavorOf(name, starts);
		if (flavor !== undefined) found.set(flavor, name);
	}
	return [...found]
		.map(([flavor, name]) => ({ flavor, name }))
		.sort((a, b) => (a.flavor < b.flavor ? -1 : 1));
}

function flavorOf(name: string, starts: ReadonlyMap<string, string>): string | undefined {
	let flavor: string | undefined;
	let longest = 0;
	for (const [one, start] of starts) {
		if (start.length <= longest || !name.startsWith(start)) continue;
		if (name.indexOf('.tar', start.length) < 0 || !archiveEnding.test(name)) continue;
		flavor = one;
		longest = start.length;
	}
	return flavor;
}
