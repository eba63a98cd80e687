/** Predicts the next builds, as if every build succeeded at once. */
import { type CivilTime, civilDay, formatDay } from '../../base/civilTime.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { countOf, type DatedBuild, type Subarch, whyUnranked } from '../model.ts';
import type { AskMapBuild, MapBuildAnswer, MapBuildRequest } from '../policy.ts';
import { nextInRotation, type RotationPolicy, type Turn } from './rotation.ts';
import { dueFrom } from './rotationStatus.ts';

export interface ForecastStep {
	/** When it is built: now, or when it becomes due. */
	readonly at: CivilTime;
	readonly turn: Turn;
	/** The answer of `map_build` at that time. */
	readonly said: MapBuildAnswer;
}

/**
 * Predicts up to `count` builds. Leaves out builds in progress, since their outcome is unknown. A `map_build` that
 * gives no target ends the forecast with that step.
 */
export async function forecastBuilds(
	subarches: readonly Subarch[],
	policy: RotationPolicy,
	dialect: Dialect,
	now: CivilTime,
	count: number,
	askMapBuild: AskMapBuild,
): Promise<readonly ForecastStep[]> {
	let state = subarches.filter((subarch) => subarch.lock.kind !== 'live');
	let at = now;
	const steps: ForecastStep[] = [];
	while (steps.length < count) {
		const { turn } = nextInRotation(state, policy, at);
		if (turn === undefined) {
			const later = nextDue(state, policy, at);
			if (later === undefined) break;
			at = later;
			continue;
		}
		const said = await askMapBuild(mapBuildArguments(turn.subarch), 'later');
		steps.push({ at, turn, said });
		if (said.kind === 'unusable') break;
		const done = built(turn.subarch, dialect, at, said.target);
		state = state.map((subarch) => (subarch === turn.subarch ? done : subarch));
	}
	return steps;
}

/** The arguments of `map_build` for a subarch in its current state. */
export function mapBuildArguments(subarch: Subarch): MapBuildRequest {
	return {
		build: subarch.build,
		arch: subarch.arch,
		subarch: subarch.subarch,
		full: subarch.latest !== undefined && subarch.latestFull?.date === subarch.latest.date,
		fullDate: subarch.latestFull?.day,
	};
}

/** The first moment after `at` when something in the rotation becomes due. */
export function nextDue(
	subarches: readonly Subarch[],
	policy: RotationPolicy,
	at: CivilTime,
): CivilTime | undefined {
	let first: CivilTime | undefined;
	for (const subarch of subarches) {
		const count = countOf(subarch);
		if (!subarch.local || count === undefined || count >= policy.maxFailcount) continue;
		if (whyUnranked(subarch) !== undefined) continue;
		const from = dueFrom(subarch, policy);
		if (from !== undefined && from > at && (first === undefined || from < first)) first = from;
	}
	return first;
}

/** A subarch after a build of that day. Only the mode `full` makes a build from stage1 on. */
export function built(subarch: Subarch, dialect: Dialect, at: CivilTime, target: string): Subarch {
	const day = formatDay(at);
	const build: DatedBuild = {
		name: day,
		path: `${subarch.path}/${day}`,
		kind: 'dated',
		date: civilDay(at),
		day,
		state: 'complete',
		full: target === 'full',
		artifacts: [],
		linked: false,
	};
	const builds = [...subarch.builds.filter((one) => one.name !== day), build];
	const complete = builds.filter((one) => one.state === 'complete');
	return {
		...subarch,
		failcount: { kind: 'count', count: 0 },
		builds,
		latest: build,
		latestFull: dialect.latestFull(complete),
	};
}
