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
import type { ParsedOptions } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { tellCompared } from '../compareOutlooks.ts';
import { hostOption, hostsText, type PredictedFarm, predictFarm, shortHostName } from '../farm.ts';
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
	usage: '[-n COUNT] [--hosts [--host NAME]...] | --compare FILE',
	summary: 'predict the next builds, as if each succeeded at once',
	details: [
		'Leaves out builds in progress, since their outcome is unknown.',
		'With --compare, a table shows the next builds by the .buildbot in use and by FILE, and what clean would remove by either. FILE is evaluated without running Python, and has no --json.',
		`With --hosts, predicts the builds of all hosts together: each builds one at a time, and none what another one is building. A build takes as long as usual by the history of this user, or no time if that is unknown; a host is busy as long as its build in progress usually takes. ${hostsText}`,
	],
	exitStatus: '0; 1 if nothing will be built, map_build names no target, or FILE cannot be used',
	options: [
		{ name: 'number', short: 'n', value: 'COUNT', summary: `how many builds to predict (${usualCount})` },
		{ name: 'hosts', summary: 'predict the builds of all hosts' },
		hostOption,
		{ name: 'compare', value: 'FILE', summary: 'show beside it what the .buildbot FILE would give' },
	],
	async run(session, { options, words }) {
		if (words[0] !== undefined) throw new CommandError(`forecast takes no "${words[0]}": use -n ${words[0]}`);
		const count = readCount(options.value('number'));
		const compared = options.value('compare');
		if (compared !== undefined) return tellCompared(session, compared, options);
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

/** So many hosts without a build are named. */
const mostLeftOut = 20;

/** Prints the builds of all hosts, and of which there are none, and returns the exit status. */
async function tellFarm(
	session: Session,
	{ steps, leftOut }: PredictedFarm,
	options: ParsedOptions,
): Promise<number> {
	const { host } = session;
	const { policy } = await session.scan();
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
				`${formatCivil(at).slice(0, 16)} ${shortHostName(name)} ${turn.subarch.path} ${targetPhrase(said)} (${turnPhrase(turn.reason, turn.subarch, policy)})`,
			);
	}
	for (const { host: name, reason } of leftOut.slice(0, mostLeftOut))
		printNote(host, `${shortHostName(name)}: ${reason}`);
	if (leftOut.length > mostLeftOut)
		printNote(host, `and ${leftOut.length - mostLeftOut} more hosts, of which nothing is predicted`);
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
