/** `forecast`: the next builds, in order. */
import { formatCivil, formatDay, toCivil } from '../../base/civilTime.ts';
import {
	type FarmStep,
	type ForecastStep,
	forecastBuilds,
	idlePhrase,
	idleRotation,
	targetPhrase,
	turnPhrase,
} from '../../repository/index.ts';
import type { ParsedOptions } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { hostOption, hostsText, predictFarm, shortHostName } from '../farm.ts';
import { readMissing } from '../missing.ts';
import { mapBuildJson, writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

/** The number of builds that are predicted by default. */
const usualCount = 10;
const greatestCount = 10_000;

export const forecast: Command = {
	name: 'forecast',
	family: 'extended',
	usage: '[-n COUNT] [--hosts [--host NAME]...]',
	summary: 'predict the next builds, as if each succeeded at once',
	details: [
		'Leaves out builds in progress, since their outcome is unknown.',
		`With --hosts, predicts the builds of all hosts together: each builds one at a time, and none what another one is building. A build takes as long as usual by the history of this user, or no time if that is unknown; a host is busy as long as its build in progress usually takes. ${hostsText}`,
	],
	exitStatus: '0; 1 if nothing will be built or map_build names no target',
	options: [
		{ name: 'number', short: 'n', value: 'COUNT', summary: `how many builds to predict (${usualCount})` },
		{ name: 'hosts', summary: 'predict the builds of all hosts' },
		hostOption,
	],
	async run(session, { options, words }) {
		if (words[0] !== undefined) throw new CommandError(`forecast takes no "${words[0]}": use -n ${words[0]}`);
		const count = readCount(options.value('number'));
		const named = options.values('host');
		if (options.has('hosts')) return tellFarm(session, await predictFarm(session, named, count), options);
		if (named.length > 0) throw new CommandError('--host needs --hosts: forecast --hosts --host NAME');
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

/** Prints the builds of all hosts, and returns the exit status. */
function tellFarm(session: Session, steps: readonly FarmStep[], options: ParsedOptions): number {
	const { host } = session;
	if (options.has('json')) {
		const answer = steps.map((step) => ({
			host: step.host,
			until: formatCivil(step.until),
			...stepJson(step),
		}));
		writeJson(host, answer);
	} else {
		for (const { at, turn, said, host: name } of steps)
			say(
				host,
				`${formatCivil(at).slice(0, 16)} ${shortHostName(name)} ${turn.subarch.path} ${targetPhrase(said)}`,
			);
	}
	if (steps.length === 0) printNote(host, 'No host will build anything.');
	return steps.length === 0 || steps.some(({ said }) => said.kind === 'unusable') ? 1 : 0;
}

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
