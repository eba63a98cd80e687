/** The hosts that a call knows of. */
import { toCivil } from '../base/civilTime.ts';
import { pastBuilds } from '../health/records/pastBuilds.ts';
import type { HistoryEvent } from '../history/event.ts';
import { nameOfSubarch } from '../history/foundEvents.ts';
import {
	type FarmHost,
	type FarmStep,
	forecastFarm,
	hostBuilding,
	readLockSigns,
	type Subarch,
} from '../repository/index.ts';
import { farmOf } from '../setup/farm.ts';
import type { OptionSpec } from './arguments/options.ts';
import { printNote } from './output/stderr.ts';
import type { Session } from './session.ts';

export const hostOption: OptionSpec = {
	name: 'host',
	value: 'NAME',
	summary: 'another host to ask about; may be repeated',
};

/** How hosts become known, for the help of a command. */
export const hostsText =
	'Hosts are this one, those of --host, those that .buildbot compares its host with, and those of locks, claims and the history.';

/** Longer names are cut; no system has longer ones. */
const longestName = 255;

/** The name of a host for people: names come from files, and may be of any length. */
export function shortHostName(name: string): string {
	return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}

/**
 * The known hosts, each with what it builds.
 * @param named those of `--host`
 */
export async function readFarm(
	session: Session,
	named: readonly string[],
	events: readonly HistoryEvent[],
): Promise<readonly FarmHost[]> {
	const { host } = session;
	const { repository } = await session.scan();
	const inHistory = events.flatMap((event) =>
		'host' in event && event.host !== undefined ? event.host : [],
	);
	return farmOf(await session.readSetup(), repository, host.hostName, { named, inHistory }, host.signal);
}

/** Predicts up to `count` builds of all known hosts, and says on standard error of which nothing is known. */
export async function predictFarm(
	session: Session,
	named: readonly string[],
	count: number,
): Promise<readonly FarmStep[]> {
	const { host, clock, history } = session;
	const scanned = await session.scan();
	const { repository, dialect } = scanned;
	const at = clock.now();
	const known = await history.look(scanned, at);
	const events = known.kind === 'off' ? [] : known.events;
	const farm = await readFarm(session, named, events);
	for (const { name, work } of farm) {
		const why = work.kind === 'unknown' ? work.reason : work.policy.share?.unknown;
		if (why !== undefined && name !== host.hostName) printNote(host, why);
	}
	const usual = pastBuilds(events, at);
	const takes = (subarch: Subarch): number => usual.get(nameOfSubarch(subarch))?.usualDuration ?? 0;
	const lockSigns = await readLockSigns(repository.subarches, host.files);
	const busyUntil = new Map<string, number>();
	for (const subarch of repository.subarches) {
		const name = hostBuilding(subarch, host.hostName);
		const since = lockSigns.get(subarch.path)?.since;
		if (name === undefined || since === undefined) continue;
		const until = toCivil(Math.min(since, at) + takes(subarch));
		busyUntil.set(name, Math.max(until, busyUntil.get(name) ?? until));
	}
	const { subarches } = repository;
	return forecastFarm(farm, { subarches, dialect, now: toCivil(at), count, takes, busyUntil });
}
