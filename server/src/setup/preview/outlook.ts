/** What a `.buildbot` brings about: what is built here next, and what Clean would remove. Reads the mirror and runs nothing. */
import type { WorkSignal } from '../../base/abort.ts';
import type { CivilTime } from '../../base/civilTime.ts';
import type { AskMapBuild } from '../../repository/index.ts';
import {
	type Dialect,
	type ForecastStep,
	forecastBuilds,
	type PlanPorts,
	plannedRemovals,
	type Repository,
	type RepositoryPolicy,
	type RetentionItem,
	removalsIn,
	retention,
	scanRepository,
	scanSubarch,
	whyPartial,
} from '../../repository/index.ts';
import { loadBuildbot } from '../buildbot/loadBuildbot.ts';
import { mirrorTrouble } from '../findMirror.ts';
import type { Setup } from '../loadSetup.ts';

export type Outlook =
	/** `reason` is a sentence that names file, line and remedy. */
	| { readonly kind: 'unknown'; readonly reason: string }
	| {
			readonly kind: 'known';
			readonly repository: Repository;
			readonly policy: RepositoryPolicy;
			readonly steps: readonly ForecastStep[];
			readonly removals: readonly RetentionItem[];
			/** What is not certain, a sentence each. */
			readonly doubts: readonly string[];
	  };

export type OutlookPorts = PlanPorts & { readonly signal: WorkSignal };

/** How many builds are predicted. */
const stepCount = 12;
/** With more removals than this, mounts and links are not looked at: that costs several looks at the disk for each. */
const mostChecked = 2000;

/** What is said where the user has switched Python on. */
const noPython = ' (The preview itself runs no Python, which would read the file on disk.)';

interface Subject {
	readonly repository: Repository;
	readonly policy: RepositoryPolicy;
	readonly dialect: Dialect;
	readonly askMapBuild: AskMapBuild;
}

/** The outlook of a repository that was read. */
export async function outlookOf(subject: Subject, now: CivilTime, ports: OutlookPorts): Promise<Outlook> {
	const { repository, policy, dialect, askMapBuild } = subject;
	const steps = await forecastBuilds(repository.subarches, policy, dialect, now, stepCount, askMapBuild);
	const planned = retention(repository, policy, now).filter(({ action }) => action === 'remove');
	const isChecked = planned.length <= mostChecked;
	const removals = isChecked ? removalsIn(await plannedRemovals(repository, policy, now, ports)) : planned;
	const unknown = policy.share?.unknown;
	const doubts = [
		...(unknown === undefined ? [] : [unknown]),
		...whyPartial(repository),
		...(isChecked
			? []
			: ['Mounts and links, which Clean leaves alone, were not looked at: there is too much to remove.']),
	];
	return { kind: 'known', repository, policy, steps, removals, doubts };
}

/**
 * The outlook of a text of the set-up's `.buildbot`, saved or not. Python is not asked: it would read the file on disk.
 * @param before what was scanned already, which is not read again
 */
export async function outlookOfText(
	text: string,
	setup: Setup,
	before: Repository | undefined,
	now: CivilTime,
	ports: OutlookPorts,
): Promise<Outlook> {
	const { buildbotFile, rules, generation, mirror } = setup;
	const { signal } = ports;
	// The text on disk has been evaluated already, with Python's values where Python was asked.
	const isSaved = setup.buildbot?.text === text && setup.buildbot.file === buildbotFile;
	const { file, trouble } =
		isSaved && setup.policy !== undefined
			? { file: setup.buildbot, trouble: undefined }
			: await loadBuildbot(buildbotFile, async () => ({ kind: 'text', text }), {
					rules,
					python: undefined,
					signal,
				});
	if (file?.policy === undefined) {
		const reason = trouble?.message ?? `${buildbotFile} is not usable`;
		return { kind: 'unknown', reason: setup.files.python === undefined ? reason : `${reason}${noPython}` };
	}
	const { policy, askMapBuild } = file;
	const missing = await mirrorTrouble(setup, ports.files);
	if (mirror === undefined || missing !== undefined)
		return { kind: 'unknown', reason: missing?.message ?? 'There is no mirror' };
	const { dialect } = generation;
	const known = new Map(before?.subarches.map((subarch) => [subarch.path, subarch]));
	const repository = await scanRepository(mirror, policy, dialect, ports, async (place) => {
		const subarch = known.get(place.path);
		if (subarch === undefined) return scanSubarch(place, dialect, ports);
		return { subarch: subarch.local === place.local ? subarch : { ...subarch, ...place }, troubles: [] };
	});
	return outlookOf({ repository, policy, dialect, askMapBuild }, now, ports);
}
