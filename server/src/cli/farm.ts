/** The hosts that a call knows of. */
import { toCivil } from '../base/civilTime.ts';
import { pastBuilds } from '../health/records/pastBuilds.ts';
import type { HistoryEvent } from '../history/event.ts';
import { nameOfSubarch } from '../history/foundEvents.ts';
import {
	buildsThere,
	type FarmHost,
	type FarmStep,
	forecastFarm,
	hostBuilding,
	readLockSigns,
	type Subarch,
} from '../repository/index.ts';
import { farmOf } from '../setup/farm.ts';
import type { OptionSpec } from './arguments/options.ts';
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

/** The builds of all known hosts that are predicted, and of which hosts there is none, with the reason. */
export interface PredictedFarm {
	readonly steps: readonly FarmStep[];
	readonly leftOut: readonly { readonly host: string; readonly reason: string }[];
}

/** Predicts up to `count` builds of all known hosts. */
export async function predictFarm(
	session: Session,
	named: readonly string[],
	count: number,
): Promise<PredictedFarm> {
	const { host, clock, history } = session;
	const scanned = await session.scan();
	const { repository, dialect } = scanned;
	const at = clock.now();
	const known = await history.look(scanned, at);
	const events = known.kind === 'off' ? [] : known.events;
	const farm = await readFarm(session, named, events);
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
	const steps = await forecastFarm(farm, { subarches, dialect, now: toCivil(at), count, takes, busyUntil });
	const building = new Set(steps.map((step) => step.host));
	const leftOut = farm.flatMap((one) => {
		const reason = whyLeftOut(one, building.has(one.name), subarches);
		return reason === undefined ? [] : [{ host: one.name, reason }];
	});
	return { steps, leftOut };
}

/** Why no build of a host is predicted, or not all that there may be; `undefined`: all are. */
function whyLeftOut(one: FarmHost, hasSteps: boolean, subarches: readonly Subarch[]): string | undefined {
	const { work } = one;
	const unknown = work.kind === 'unknown' ? work.reason : work.policy.share?.unknown;
	if (unknown !== undefined) return `what it builds is not known, or not all of it: ${unknown}`;
	if (hasSteps) return undefined;
	const builds = buildsThere(one);
	return subarches.some((subarch) => builds(subarch) === true)
		? 'none of its builds is among those predicted'
		: 'it builds no subarch of this repository';
}
