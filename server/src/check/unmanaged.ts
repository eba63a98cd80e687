/** What lies in the repository though a `.buildbot` does not name it. */
import { memoizeWeak } from '../base/memoize.ts';
import type { Problem } from '../base/problem.ts';
import { type Buildbot, namesOfItems } from '../buildbot/index.ts';
import type { Repository } from '../repository/index.ts';
import { type BuildbotContext, knowledgeOf } from '../setup/buildbot/buildbotContext.ts';
import type { PlacedNameCode } from './buildbotProblemKinds.ts';

/** The message has at most this many names. */
const mostNamed = 5;

/** One hint for each list that lacks names; none while the lists depend on something unknown. */
export function unmanaged(
	{ settings, outline, dynamic, error, stopped }: Buildbot,
	context: BuildbotContext,
): Problem<PlacedNameCode>[] {
	const repository = context.scanned?.repository;
	const found = repository?.unmanaged;
	if (error !== undefined || stopped !== undefined || repository === undefined || found === undefined)
		return [];
	const { has } = knowledgeOf(context);
	const saved = scannedNames(repository);
	// A mirror may have other directories than builds, and a build others than arches.
	const lists = [
		['builds', settings.allBuilds, found.builds.filter((name) => has('builds', name))],
		['arches', settings.allArches, found.arches.filter((name) => has('arches', name))],
		['subarches', settings.allSubarches, found.subarches],
	] as const;
	return lists.flatMap(([list, items, others]): Problem<PlacedNameCode>[] => {
		if (dynamic.has(list) || dynamic.has(`all_${list}`)) return [];
		const named = namesOfItems(items);
		const isUnnamed = (name: string): boolean => !named.has(name);
		// What the saved text names and this one does not is there as well.
		const names = [...new Set([...others.filter(isUnnamed), ...saved[list].filter(isUnnamed)])];
		const place =
			outline.assignments.findLast(({ name }) => name === `all_${list}`) ??
			outline.assignments.findLast(({ name }) => name === list);
		if (names.length === 0 || place === undefined) return [];
		const shown = names.slice(0, mostNamed).map((name) => JSON.stringify(name));
		const rest = names.length - shown.length;
		const all = rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
		return [
			{
				code: 'unmanaged',
				severity: 'hint',
				span: place.nameSpan,
				message: `The repository also has ${all}: without the name here, Metro neither lists, cleans nor indexes it.`,
				data: { names: names.slice(0, 100), list: place.name },
			},
		];
	});
}

/** The names that the saved text gives and the repository has. */
const scannedNames = memoizeWeak(({ subarches }: Repository) => ({
	builds: [...new Set(subarches.map(({ build }) => build))],
	arches: [...new Set(subarches.map(({ arch }) => arch))],
	subarches: [...new Set(subarches.map(({ subarch }) => subarch))],
}));
