/** Predicts the next builds of several hosts that share a repository, as if every build succeeded. */
import type { CivilTime } from '../../base/civilTime.ts';
import { append } from '../../base/collections.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { Subarch } from '../model.ts';
import type { AskMapBuild, RepositoryPolicy } from '../policy.ts';
import { built, type ForecastStep, mapBuildArguments, nextDue } from '../rotation/forecast.ts';
import { nextInRotation, type Turn } from '../rotation/rotation.ts';
import { dueFrom } from '../rotation/rotationStatus.ts';
import { buildsThere, type FarmHost } from './farm.ts';

export interface FarmStep extends ForecastStep {
	/** The name of the host that builds it. */
	readonly host: string;
	/** When it ends: at once if it is unknown how long it takes. */
	readonly until: CivilTime;
}

/** What the forecast knows besides the hosts. */
export interface FarmPrediction {
	readonly subarches: readonly Subarch[];
	readonly dialect: Dialect;
	readonly now: CivilTime;
	/** The number of builds to predict. */
	readonly count: number;
	/** How long a build of a subarch usually takes, in milliseconds; 0: unknown. */
	readonly takes: (subarch: Subarch) => number;
	/** Until when a host is busy with what it builds now; absent: it is free. */
	readonly busyUntil: ReadonlyMap<string, CivilTime>;
}

/** A host in the simulation. */
interface Worker {
	readonly name: string;
	readonly policy: RepositoryPolicy;
	readonly askMapBuild: AskMapBuild;
	/** The indexes of the subarches that it builds. */
	readonly own: readonly number[];
	/** When it looks for work again; `undefined`: never, as far as is known. */
	wakes: CivilTime | undefined;
	/** Of hosts that look at the same time, the one that has waited longest comes first. */
	place: number;
	/** It never gets beyond a build that has no target. */
	isStuck: boolean;
	/** What it builds until then. */
	at: { readonly index: number; readonly done: Subarch } | undefined;
}

/**
 * Predicts up to `count` builds, in the order in which they start. Each host takes the next of its own rotation as soon as it is free,
 * and builds one at a time; what another one is building is passed over. As in the forecast of one host, builds in progress are
 * left out. A host whose `map_build` gives no target ends with that step; one of which it is unknown what it builds has none.
 * The cost of a step grows with the number of hosts, and with that of the subarches that its host builds.
 */
export async function forecastFarm(
	farm: readonly FarmHost[],
	{ subarches, dialect, now, count, takes, busyUntil }: FarmPrediction,
): Promise<readonly FarmStep[]> {
	const current = subarches
		.filter(({ lock }) => lock.kind !== 'live')
		.map((one) => ({ ...one, local: true }));
	const workers = workersOf(farm, current, (name) => Math.max(now, busyUntil.get(name) ?? now));
	const builders = new Map<number, Worker[]>();
	for (const worker of workers) for (const index of worker.own) append(builders, index, worker);
	const inProgress = new Set<Subarch>();
	const steps: FarmStep[] = [];
	let places = workers.length;
	while (steps.length < count) {
		const worker = nextToWake(workers);
		const at = worker?.wakes;
		if (worker === undefined || at === undefined) break;
		worker.place = places++;
		if (worker.at !== undefined) {
			const { index, done } = worker.at;
			inProgress.delete(current[index] as Subarch);
			current[index] = done;
			worker.at = undefined;
			for (const other of builders.get(index) ?? []) wakeFor(done, other);
			continue;
		}
		const view = worker.own.flatMap((index) => {
			const subarch = current[index] as Subarch;
			return inProgress.has(subarch) ? [] : subarch;
		});
		const { turn } = nextInRotation(view, worker.policy, at);
		if (turn === undefined) {
			worker.wakes = nextDue(view, worker.policy, at);
			continue;
		}
		const said = await worker.askMapBuild(mapBuildArguments(turn.subarch), 'later');
		const until = said.kind === 'unusable' ? at : at + Math.max(0, takes(turn.subarch));
		steps.push({ host: worker.name, at, until, turn, said });
		worker.wakes = until;
		if (said.kind === 'unusable') {
			worker.wakes = undefined;
			worker.isStuck = true;
			continue;
		}
		inProgress.add(turn.subarch);
		worker.at = {
			index: indexOf(turn, worker, current),
			done: built(turn.subarch, dialect, at, said.target),
		};
	}
	return steps;
}

function workersOf(
	farm: readonly FarmHost[],
	subarches: readonly Subarch[],
	freeFrom: (name: string) => CivilTime,
): readonly Worker[] {
	return farm.flatMap((host, place): Worker | readonly [] => {
		const { name, work } = host;
		if (work.kind === 'unknown') return [];
		const builds = buildsThere(host);
		const own = subarches.flatMap((subarch, index) => (builds(subarch) === true ? index : []));
		const { policy, askMapBuild } = work;
		return { name, policy, askMapBuild, own, wakes: freeFrom(name), place, isStuck: false, at: undefined };
	});
}

/** Builds end before others begin at the same time. */
function nextToWake(workers: readonly Worker[]): Worker | undefined {
	let first: Worker | undefined;
	for (const worker of workers)
		if (worker.wakes !== undefined && (first === undefined || isBefore(worker, first))) first = worker;
	return first;
}

function isBefore(one: Worker, other: Worker): boolean {
	const times = (one.wakes ?? 0) - (other.wakes ?? 0);
	if (times !== 0) return times < 0;
	if ((one.at === undefined) !== (other.at === undefined)) return one.at !== undefined;
	return one.place < other.place;
}

/** A host that waits looks again once what another one has built becomes due. */
function wakeFor(done: Subarch, worker: Worker): void {
	const due = dueFrom(done, worker.policy);
	const isIdle = worker.at === undefined && !worker.isStuck;
	if (isIdle && due !== undefined && (worker.wakes === undefined || due < worker.wakes)) worker.wakes = due;
}

function indexOf({ subarch }: Turn, { own }: Worker, current: readonly Subarch[]): number {
	return own.find((index) => current[index] === subarch) ?? -1;
}
