/** `hosts`: the hosts that build into this repository, and what each builds. */
import { sinceText, withCount } from '../../base/phrases.ts';
import { type HostState, type HostsState, hostStates } from '../../health/hosts/hostStates.ts';
import { lockSignsPhrase, readLockSigns, type SubarchPlace } from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { hostOption, hostsText, readFarm, shortHostName } from '../farm.ts';
import { instantJson, writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

export const hosts: Command = {
	name: 'hosts',
	family: 'extended',
	usage: '[--host NAME]...',
	summary: 'tell which host builds what, what it is building, and when it was last seen',
	details: [
		hostsText,
		'What a host builds is what get_subarches answers for it (dialect 2024). Up to 2019 each host has a .buildbot of its own, so only what this one builds is known.',
		'A host was last seen when it locked a subarch, its build in progress wrote something, or the history has a build of it. Rates are of the last 8 weeks of the history of this user. Times of another host are by its clock.',
	],
	exitStatus:
		'0; 1 if no host or more than one builds a subarch, or it is unknown what a host builds (dialect 2024)',
	options: [hostOption],
	async run(session, { options, words }) {
		if (words[0] !== undefined)
			throw new CommandError(`hosts takes no "${words[0]}": use --host ${words[0]}`);
		const { policy } = await session.scan();
		const state = await readHosts(session, options.values('host'));
		if (options.has('json')) writeJson(session.host, hostsJson(state, session.host.hostName));
		else for (const line of linesOf(state, session)) say(session.host, line);
		const { nobodys, several, hosts: all } = state;
		const isUnsure = all.some(({ unknown }) => unknown !== undefined);
		return policy.share !== undefined && (nobodys.length + several.length > 0 || isUnsure) ? 1 : 0;
	},
};

async function readHosts(session: Session, named: readonly string[]): Promise<HostsState> {
	const { host, clock, history } = session;
	const scanned = await session.scan();
	const { repository, policy } = scanned;
	const at = clock.now();
	const known = await history.look(scanned, at);
	if (known.kind === 'off') printNote(host, known.reason);
	const events = known.kind === 'off' ? [] : known.events;
	const farm = await readFarm(session, named, events);
	const lockSigns = await readLockSigns(repository.subarches, host.files);
	const facts = { farm, repository, policy, here: host.hostName, events, lockSigns, at };
	return hostStates(facts);
}

function nameOf({ build, arch, subarch }: SubarchPlace): string {
	return `${build}/${arch}/${subarch}`;
}

function linesOf(
	{ hosts: all, nobodys, several, uncertain }: HostsState,
	{ host, clock }: Session,
): string[] {
	const now = clock.now();
	return [
		...all.flatMap((state) => hostLines(state, host.hostName, now)),
		...nobodys.map((place) => `No host builds ${nameOf(place)}`),
		...several.map(
			({ subarch, hosts: both }) =>
				`Several hosts build ${nameOf(subarch)}: ${both.map(shortHostName).join(', ')}`,
		),
		...uncertain.map(
			({ subarch, unsure }) =>
				`It is unknown whether ${unsure.map(shortHostName).join(' or ')} builds ${nameOf(subarch)}`,
		),
	];
}

function hostLines(
	{ host, builds, unknown, building, lastSeen, successRate, rated }: HostState,
	here: string,
	now: number,
): string[] {
	const work =
		builds === undefined
			? `builds unknown: ${unknown}`
			: `builds ${withCount(builds.length, 'subarch', 'subarches')}`;
	const seen = lastSeen === undefined ? 'never seen at work' : `last seen ${sinceText(lastSeen, now)}`;
	const rate =
		successRate === undefined
			? ''
			: `, ${Math.round(successRate * 100)} % of ${withCount(rated, 'build')} succeeded`;
	return [
		`${shortHostName(host.name)}${host.name === here ? ' (this host)' : ''}: ${work}; ${seen}${rate}`,
		...(builds ?? []).map((place) => `  ${nameOf(place)}`),
		...building.map(({ subarch, ...signs }) => {
			const phrase = lockSignsPhrase(signs, (moment) => sinceText(moment, now));
			return `  building ${nameOf(subarch)}${phrase === '' ? '' : `, ${phrase}`}`;
		}),
	];
}

function hostsJson({ hosts: all, nobodys, several, uncertain }: HostsState, here: string): object {
	return {
		hosts: all.map(({ host, builds, unknown, building, lastSeen, successRate, rated }) => ({
			name: host.name,
			this: host.name === here,
			known_by: host.knownBy,
			builds: builds?.map(nameOf) ?? null,
			unknown: unknown ?? null,
			building: building.map(({ subarch, since, changed }) => ({
				path: nameOf(subarch),
				since: instantJson(since),
				last_change: instantJson(changed),
			})),
			last_seen: instantJson(lastSeen),
			success_rate: successRate ?? null,
			rated_builds: rated,
		})),
		no_host: nobodys.map(nameOf),
		several_hosts: several.map(({ subarch, hosts: both }) => ({ path: nameOf(subarch), hosts: both })),
		uncertain: uncertain.map(({ subarch, unsure }) => ({ path: nameOf(subarch), hosts: unsure })),
	};
}
