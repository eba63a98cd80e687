/** Why the subarches that fail do so, as far as the logs of their last builds tell. */
import type { DiskReader } from '../../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { rowIdOf } from '../../health/subarchId.ts';
import type { FailureEntry, FailurePlace } from '../../protocol/index.ts';
import {
	type BuildFailure,
	countOf,
	type DatedBuild,
	type FailureReport,
	failcountPath,
	type Repository,
	reportFailure,
	type Subarch,
} from '../../repository/index.ts';

/** At most so many subarches are looked into at a time: each has a log of some megabytes. */
const mostSubarches = 200;
const atOnce = 4;

/** Remembers what was found, so that each log is read once after each failure. */
export interface KnownFailures {
	/** The failure of the last build of a subarch; `undefined`: it does not fail, is being built, or its logs do not tell. */
	of(subarch: Subarch): Promise<FailureReport | undefined>;
}

export function createKnownFailures(files: DiskReader): KnownFailures {
	const known = new Map<string, { readonly stamp: string; readonly report: FailureReport | undefined }>();
	return {
		async of(subarch) {
			const build = failedBuild(subarch);
			if (build === undefined) {
				known.delete(subarch.path);
				return undefined;
			}
			const stamp = await stampOf(subarch, build, files);
			const before = known.get(subarch.path);
			if (before?.stamp === stamp) return before.report;
			const report = await reportFailure(build.path, Number.NEGATIVE_INFINITY, files);
			known.set(subarch.path, { stamp, report });
			return report;
		},
	};
}

/** A failed build is later than every complete one; otherwise it is gone. */
function failedBuild(subarch: Subarch): DatedBuild | undefined {
	if (countOf(subarch) === 0 || subarch.lock.kind === 'live') return undefined;
	const last = subarch.builds.toSorted((a, b) => b.date - a.date)[0];
	return last?.state === 'complete' ? undefined : last;
}

/** Metro writes the failcount after everything else, with each failure. */
async function stampOf(subarch: Subarch, build: DatedBuild, files: DiskReader): Promise<string> {
	const count = await undefinedIfUnreadable(() => files.status(failcountPath(subarch)));
	const logs = await undefinedIfUnreadable(() => files.status(`${build.path}/log`));
	return JSON.stringify([build.path, count?.changed, logs?.changed]);
}

/** The failures of the given subarches, by their paths. */
export async function failuresOf(
	subarches: readonly Subarch[],
	known: KnownFailures,
): Promise<ReadonlyMap<string, BuildFailure>> {
	const found = await reportsOf(subarches, known);
	return new Map(
		found.flatMap(([{ path }, { failure }]) => (failure === undefined ? [] : [[path, failure]])),
	);
}

/** All failures, the same of several subarches once, the one that concerns the most first. */
export async function failureEntries(
	repository: Repository,
	known: KnownFailures,
): Promise<readonly FailureEntry[]> {
	const places = new Map<string, FailurePlace[]>();
	for (const [subarch, report] of await reportsOf(repository.subarches, known)) {
		const place = placeOf(repository, subarch, report);
		if (place === undefined) continue;
		const message = messageOf(report);
		const same = places.get(message);
		if (same === undefined) places.set(message, [place]);
		else same.push(place);
	}
	return [...places]
		.map(([message, all]) => ({ message, places: all }))
		.sort((a, b) => b.places.length - a.places.length);
}

async function reportsOf(
	subarches: readonly Subarch[],
	known: KnownFailures,
): Promise<readonly (readonly [Subarch, FailureReport])[]> {
	const failing = subarches.filter((subarch) => countOf(subarch) !== 0).slice(0, mostSubarches);
	const found = await mapParallel(failing, atOnce, async (subarch) => {
		const report = await known.of(subarch);
		return report === undefined ? [] : [[subarch, report] as const];
	});
	return found.flat();
}

function placeOf(repository: Repository, subarch: Subarch, { log }: FailureReport): FailurePlace | undefined {
	if (log === undefined) return undefined;
	const day = log.path.split('/').at(-3) ?? '';
	return {
		rowId: rowIdOf(repository, subarch.path),
		title: `${subarch.build} / ${subarch.subarch}, build of ${day} (${log.target})`,
		log: log.path,
		line: log.line,
	};
}

/** `sys-libs/glibc-2.19-r3 failed in its compile phase`, or the last line of a log that names no package. */
function messageOf({ failure, lastLines, note }: FailureReport): string {
	const last = lastLines.at(-1)?.trim();
	const what =
		failure !== undefined
			? `${failure.ebuild ?? failure.name} failed in its ${failure.phase} phase`
			: last === undefined || last === ''
				? 'The build failed; its log is empty'
				: `The build failed; its log ends with "${last.slice(0, 200)}"`;
	return note === undefined ? `${what}.` : `${what}. ${note}`;
}
