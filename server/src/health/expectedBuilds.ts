/** The rotation ahead: builds in progress, then those to come with the time they are expected. */
import { isRunning, turnPhrase } from '../repository/index.ts';
import type { HealthSources } from './healthSources.ts';
import type { ExpectedBuild } from './model/expectedBuild.ts';
import { momentOfCivil } from './momentOfCivil.ts';
import { idOf } from './subarchId.ts';

/**
 * One build after the other, as one machine does them. A start is only given while the lengths of all builds before it are known.
 * @param usual the usual lengths in milliseconds, by the path of the subarch
 */
export function expectedBuilds(
	sources: HealthSources,
	usual: ReadonlyMap<string, number>,
): readonly ExpectedBuild[] {
	const { repository, lockSigns, at } = sources;
	const building: ExpectedBuild[] = [];
	let free: number | undefined = at;
	for (const subarch of repository.subarches) {
		if (!isRunning(subarch)) continue;
		const since = lockSigns.get(subarch.path)?.since;
		const takes = usual.get(subarch.path);
		building.push({
			...idOf(subarch),
			why: 'a build is in progress',
			target: '',
			extras: [],
			since: since ?? 0,
			...(since !== undefined && { startsAt: since }),
			...(takes !== undefined && { takes }),
		});
		const isHere = subarch.lock.kind === 'live' && subarch.lock.holder.kind === 'process';
		if (isHere) free = endOf(free, since, takes, at);
	}
	return [...building, ...ahead(sources, usual, free)];
}

/** When the machine is free again; `undefined`: unknown. A build that takes longer than usual may end any moment. */
function endOf(
	free: number | undefined,
	since: number | undefined,
	takes: number | undefined,
	at: number,
): number | undefined {
	if (free === undefined || since === undefined || takes === undefined) return undefined;
	return Math.max(free, since + takes, at);
}

function ahead(
	{ forecast, policy, at }: HealthSources,
	usual: ReadonlyMap<string, number>,
	freeAt: number | undefined,
): readonly ExpectedBuild[] {
	let free = freeAt;
	return forecast.map(({ at: due, turn, said }): ExpectedBuild => {
		const { subarch, reason } = turn;
		const takes = usual.get(subarch.path);
		const startsAt = free === undefined ? undefined : Math.max(free, momentOfCivil(due, at));
		free = startsAt === undefined || takes === undefined ? undefined : startsAt + takes;
		return {
			...idOf(subarch),
			why: said.kind === 'target' ? turnPhrase(reason, subarch, policy) : said.reason,
			target: said.kind === 'target' ? said.target : '',
			extras: said.kind === 'target' ? said.extras : [],
			...(startsAt !== undefined && { startsAt }),
			...(takes !== undefined && { takes }),
		};
	});
}
