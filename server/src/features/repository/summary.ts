/** The summary of a set-up for the client's view, badge and commands. */
import { type CivilTime, toCivil } from '../../base/civilTime.ts';
import type { Clock } from '../../base/clock.ts';
import { withCount } from '../../base/phrases.ts';
import { rowIdOf } from '../../health/subarchId.ts';
import { countStates } from '../../health/subarchState.ts';
import {
	missingLimit,
	type NextBuildSummary,
	type SetupState,
	type SetupSummary,
} from '../../protocol/index.ts';
import {
	countOf,
	idlePhrase,
	type Repository,
	type RepositoryPolicy,
	type Subarch,
	type Turn,
	zappable,
} from '../../repository/index.ts';
import type { SetupFiles } from '../../setup/loadSetup.ts';
import { hiddenIn, idleIn, missingIn, nextOf, type SetupSnapshot } from '../../setup/setupSnapshot.ts';

/** So many are offered to choose from. */
const mostHosts = 100;

export async function summaryOf(
	files: SetupFiles,
	snapshot: SetupSnapshot | undefined,
	clock: Clock,
): Promise<SetupSummary> {
	const { repository, setup, farm, halfWritten } = snapshot ?? {};
	const trouble = snapshot?.trouble ?? halfWritten;
	const doubt = setup?.generation.doubt;
	const subarches = repository?.subarches ?? [];
	const policy = setup?.policy;
	// Only part of what determines the next build can be read.
	const next =
		snapshot === undefined || halfWritten !== undefined ? undefined : await nextSummary(snapshot, clock);
	const idle = snapshot === undefined || trouble !== undefined ? undefined : idleIn(snapshot, clock.now());
	const configuration = setup?.configuration;
	return {
		state: stateOf(snapshot, repository),
		home: files.home,
		metroFile: files.metroFile,
		buildbotFile: setup?.buildbotFile ?? files.buildbotFile,
		dialect: setup?.generation.dialect.name ?? '2015',
		...(farm !== undefined && farm.length > 1 && { hosts: farm.slice(0, mostHosts).map(({ name }) => name) }),
		buildrepoArgs: buildrepoArguments(files, setup?.buildbotFile ?? files.buildbotFile),
		...summaryCounts(subarches, policy, toCivil(clock.now())),
		subarches: subarches.length,
		datedBuilds: subarches.reduce((sum, subarch) => sum + subarch.builds.length, 0),
		...(setup?.mirror !== undefined && { mirror: setup.mirror }),
		...(configuration?.install !== undefined && { install: configuration.install }),
		...(trouble === undefined &&
			doubt !== undefined && {
				message: `${doubt}; nothing is written unless the setting metro.dialect names one`,
			}),
		...(trouble !== undefined && {
			message: trouble.message,
			place: { path: trouble.path, ...trouble.place },
		}),
		...(next !== undefined && { next }),
		...(idle !== undefined && { idle: { reason: idle.reason, text: idlePhrase(idle) } }),
		missing: snapshot === undefined ? [] : missingIn(snapshot).slice(0, missingLimit),
	};
}

type SummaryCounts = Pick<
	SetupSummary,
	'failing' | 'outOfRotation' | 'unreadable' | 'running' | 'zappable' | 'returning' | 'keptFailcounts'
>;

/** @param policy `undefined`: `.buildbot` is not usable, and there are no subarches */
export function summaryCounts(
	subarches: readonly Subarch[],
	policy: RepositoryPolicy | undefined,
	now: CivilTime,
): SummaryCounts {
	const states = policy && countStates(subarches, policy, now).of;
	const toZap = zappable(subarches);
	return {
		failing: states?.failing ?? 0,
		outOfRotation: states?.['out-of-rotation'] ?? 0,
		unreadable: states?.unreadable ?? 0,
		running: states?.running ?? 0,
		zappable: toZap.length,
		returning: toZap.filter(
			(subarch) => (countOf(subarch) ?? Number.POSITIVE_INFINITY) >= (policy?.maxFailcount ?? 0),
		).length,
		keptFailcounts: subarches.filter((subarch) => !subarch.local && countOf(subarch) !== 0).length,
	};
}

function stateOf(snapshot: SetupSnapshot | undefined, repository: Repository | undefined): SetupState {
	if (snapshot === undefined) return 'loading';
	if (snapshot.trouble !== undefined) return snapshot.trouble.kind;
	if (repository === undefined) return 'empty';
	const isEmpty = repository.subarches.length === 0 && repository.snapshots.length === 0;
	// An unreadable mirror is shown, since it may hold everything.
	return isEmpty && hiddenIn(snapshot).length === 0 ? 'empty' : 'ready';
}

/** The arguments that make `buildrepo` use this set-up from any directory. */
function buildrepoArguments(files: SetupFiles, buildbotFile: string): string[] {
	return [
		'--config',
		files.metroFile,
		'--buildbot',
		buildbotFile,
		...(files.mirror === undefined ? [] : ['--mirror', files.mirror]),
		...(files.generation === 'auto' ? [] : ['--dialect', files.generation]),
		...(files.python === undefined ? [] : ['--python', files.python]),
	];
}

function reasonOf({ reason, failcount }: Turn, { staleDays }: RepositoryPolicy): string {
	const failed = failcount === 1 ? 'failed once' : `failed ${failcount} times in a row`;
	switch (reason) {
		case 'never-built':
			return failcount === 0 ? 'It was never built.' : `It was never built and has ${failed}.`;
		case 'starved':
			return `Retry due: ${failed}, and ${withCount(2 * staleDays, 'day')} (2 × stale_days) have passed.`;
		case 'stale':
			return failcount === 0
				? 'Its latest build is the oldest stale one.'
				: `Its latest build is the oldest stale one of those that ${failed}.`;
	}
}

async function nextSummary(snapshot: SetupSnapshot, clock: Clock): Promise<NextBuildSummary | undefined> {
	const turn = nextOf(snapshot, clock.now())?.turn;
	const { repository, setup } = snapshot;
	const { askMapBuild, policy } = setup;
	if (turn === undefined || askMapBuild === undefined || policy === undefined || repository === undefined)
		return undefined;
	const { subarch } = turn;
	const namesakes = repository.subarches.filter((one) => one.subarch === subarch.subarch);
	const answer = await askMapBuild({
		build: subarch.build,
		arch: subarch.arch,
		subarch: subarch.subarch,
		full: subarch.latest !== undefined && subarch.latestFull === subarch.latest,
		fullDate: subarch.latestFull?.day,
	});
	return {
		rowId: rowIdOf(repository, subarch.path),
		...(subarch.path.isWellFormed() && { path: subarch.path }),
		ambiguous: namesakes.length > 1,
		build: subarch.build,
		arch: subarch.arch,
		subarch: subarch.subarch,
		target: answer.kind === 'target' ? answer.target : '',
		extras: answer.kind === 'target' ? answer.extras : [],
		reason: answer.kind === 'target' ? reasonOf(turn, policy) : answer.reason,
	};
}
