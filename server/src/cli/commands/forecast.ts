/** `forecast`: the next builds, in order. */
import { formatCivil, formatDay, toCivil } from '../../base/civilTime.ts';
import {
	type ForecastStep,
	forecastBuilds,
	idlePhrase,
	idleRotation,
	targetPhrase,
	turnPhrase,
} from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { readMissing } from '../missing.ts';
import { mapBuildJson, writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';

/** The number of builds that are predicted by default. */
const usualCount = 10;
const greatestCount = 10_000;

export const forecast: Command = {
	name: 'forecast',
	family: 'extended',
	usage: '[-n COUNT]',
	summary: 'predict the next builds, as if each succeeded at once',
	details: ['Leaves out builds in progress, since their outcome is unknown.'],
	exitStatus: '0; 1 if nothing will be built or map_build names no target',
	options: [
		{ name: 'number', short: 'n', value: 'COUNT', summary: `how many builds to predict (${usualCount})` },
	],
	async run(session, { options, words }) {
		if (words[0] !== undefined) throw new CommandError(`forecast takes no "${words[0]}": use -n ${words[0]}`);
		const count = readCount(options.value('number'));
		const { repository, policy, dialect, askMapBuild } = await session.scan();
		const now = toCivil(session.clock.now());
		const steps = await forecastBuilds(repository.subarches, policy, dialect, now, count, askMapBuild);
		if (options.has('json')) writeJson(session.host, steps.map(stepJson));
		else {
			for (const { at, turn, said } of steps) {
				const why = turnPhrase(turn.reason, turn.subarch, policy);
				say(session.host, `${formatDay(at)} ${turn.subarch.path} ${targetPhrase(said)} (${why})`);
			}
		}
		if (steps.length === 0) {
			const idle = idleRotation(repository, policy, await readMissing(session), now);
			// A forecast leaves out builds in progress, so it may be empty although the rotation is not.
			printNote(session.host, idle === undefined ? 'Nothing to build now.' : idlePhrase(idle));
		}
		return steps.length === 0 || steps.at(-1)?.said.kind === 'unusable' ? 1 : 0;
	},
};

function readCount(text: string | undefined): number {
	if (text === undefined) return usualCount;
	const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
	if (count >= 1 && count <= greatestCount) return count;
	throw new CommandError(`"${text}" is not a number of builds: give one from 1 to ${greatestCount}`);
}

function stepJson({ at, turn, said }: ForecastStep): object {
	return {
		at: formatCivil(at),
		build: turn.subarch.build,
		arch: turn.subarch.arch,
		subarch: turn.subarch.subarch,
		path: turn.subarch.path,
		reason: turn.reason,
		failcount: turn.failcount,
		...mapBuildJson(said),
	};
}
