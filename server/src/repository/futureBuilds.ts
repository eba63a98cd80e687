/** Builds dated in the future: until that day, their subarch is never due. */
import type { CivilTime } from '../base/civilTime.ts';
import type { Repository, Trouble } from './model.ts';

export function futureBuilds({ subarches }: Repository, now: CivilTime): readonly Trouble[] {
	return subarches
		.flatMap(({ builds }) => builds)
		.filter(({ date }) => date > now)
		.map(({ path }) => ({
			code: 'future-build',
			path,
			message: `${path} is dated in the future: set the clock, or rename it`,
		}));
}
