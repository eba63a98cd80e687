/** Subarches of a `.buildbot` that are never built because they have no directory in the repository. */
import type { Problem } from '../base/problem.ts';
import type { Buildbot } from '../buildbot/index.ts';
import type { BuildbotContext } from '../setup/buildbot/buildbotContext.ts';
import type { NoDirectoryCode } from './buildbotProblemKinds.ts';

/** Reports each place where such a name is written; nothing if the repository was not scanned. */
export function withoutDirectory(
	{ settings }: Buildbot,
	{ withoutDirectory: names }: BuildbotContext,
): Problem<NoDirectoryCode>[] {
	const places = new Set<number>();
	return settings.subarches.flatMap(({ name, span }): Problem<NoDirectoryCode>[] => {
		if (names?.has(name) !== true || span === undefined || places.has(span.start)) return [];
		places.add(span.start);
		const message = `${JSON.stringify(name)} has no directory in the repository yet, so Metro silently skips it: buildrepo create creates one.`;
		return [{ code: 'no-directory', severity: 'hint', span, message, data: { name } }];
	});
}
