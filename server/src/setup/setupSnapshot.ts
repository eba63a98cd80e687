/**
 * All that is known about a set-up at one moment. A snapshot never changes: a change on disk or in an editor makes the next
 * one, which shares what stayed the same. Expensive parts are computed on demand, and once.
 */
import { toCivil } from '../base/civilTime.ts';
import { memoizeWeak } from '../base/memoize.ts';
import {
	type Builders,
	buildersOf,
	type FarmHost,
	type HiddenSubarch,
	hiddenSubarches,
	type Idle,
	idleRotation,
	type MissingSubarch,
	missingSubarches,
	type NextBuild,
	nextInRotation,
	type Repository,
	type SubarchPlace,
} from '../repository/index.ts';
import { type BuildbotContext, contextOfSetup } from './buildbot/buildbotContext.ts';
import type { ConfigLibrary } from './configuration/configLibrary.ts';
import type { Configuration } from './configuration/configuration.ts';
import { type ContextChoices, setupChoices } from './configuration/contextChoices.ts';
import { archOfSubarch } from './installation/archOfSubarch.ts';
import type { Installation } from './installation/installation.ts';
import type { Setup } from './loadSetup.ts';
import type { SetupTrouble } from './setupTrouble.ts';

export interface SetupSnapshot {
	/**
	 * `.metro` and `.buildbot` as they are on disk, or as they were when they were last usable, so that a user who edits them
	 * keeps seeing the rows.
	 */
	readonly setup: Setup;
	/** Why the files are not usable now; `setup` is the last usable state. */
	readonly halfWritten: SetupTrouble | undefined;
	/** What the installation at `path/install` offers; empty if there is none. */
	readonly installation: Installation;
	/** `undefined` while there is no mirror to scan. */
	readonly repository: Repository | undefined;
	/** The known hosts, this one first; absent: nobody has looked. */
	readonly farm?: readonly FarmHost[];
	/** What keeps `setup` from being used: its own trouble, or its mirror's. */
	readonly trouble: SetupTrouble | undefined;
	/** The configuration files, open documents as they are in the editor. */
	readonly configuration: Configuration;
}

/** Milliseconds for which an answer to `nextOf` is good: builds are counted in days. */
const goodFor = 1000;

const lastNext = new WeakMap<Repository, { readonly moment: number; readonly next: NextBuild }>();

/** What `nextbuild` would find at `moment` (milliseconds since the epoch), to the second; `undefined`: unknown. */
export function nextOf({ setup, repository }: SetupSnapshot, moment: number): NextBuild | undefined {
	if (setup.policy === undefined || repository === undefined) return undefined;
	const last = lastNext.get(repository);
	if (last !== undefined && Math.abs(moment - last.moment) < goodFor) return last.next;
	const next = nextInRotation(repository.subarches, setup.policy, toCivil(moment));
	lastNext.set(repository, { moment, next });
	return next;
}

/** Subarches that `.buildbot` builds here but that have no directory yet. */
export const missingIn = memoizeWeak(
	({ setup, repository, installation }: SetupSnapshot): readonly MissingSubarch[] =>
		setup.policy === undefined || repository === undefined
			? []
			: missingSubarches(repository, setup.policy, archOfSubarch(installation)),
);

/** Subarches that `.buildbot` builds here and that may be in an unreadable directory. */
export const hiddenIn = memoizeWeak(
	({ setup, repository, installation }: SetupSnapshot): readonly HiddenSubarch[] =>
		setup.policy === undefined || repository === undefined
			? []
			: hiddenSubarches(repository, setup.policy, archOfSubarch(installation)),
);

const nobody: ReadonlyMap<SubarchPlace, Builders> = new Map();

/** Who builds each subarch; empty where hosts do not share a `.buildbot` (up to 2019). */
export const buildersIn = memoizeWeak(
	({ setup, repository, farm }: SetupSnapshot): ReadonlyMap<SubarchPlace, Builders> =>
		setup.policy?.share === undefined || repository === undefined || farm === undefined
			? nobody
			: buildersOf(farm, repository.subarches),
);

/** Why nothing is to be built at `moment`; `undefined` if something is, or nothing is known. */
export function idleIn(snapshot: SetupSnapshot, moment: number): Idle | undefined {
	const { setup, repository } = snapshot;
	if (setup.policy === undefined || repository === undefined) return undefined;
	return idleRotation(repository, setup.policy, missingIn(snapshot), toCivil(moment));
}

/** The context for names in the set-up's `.buildbot`, and in others of its installation. */
export const buildbotContextIn = memoizeWeak(
	({ setup, installation, repository, farm, trouble }: SetupSnapshot): BuildbotContext => {
		const ownFile = setup.configuration === undefined ? undefined : setup.buildbotFile;
		const { policy, rules } = setup;
		return {
			...contextOfSetup(installation, repository, policy, ownFile, rules),
			...(repository !== undefined &&
				policy !== undefined && {
					scanned: {
						home: setup.files.home,
						repository,
						policy,
						...(farm !== undefined && { farm }),
					},
				}),
			...(trouble !== undefined && { whyUnscanned: trouble.message }),
		};
	},
);

const choicesOf = memoizeWeak((library: ConfigLibrary) =>
	memoizeWeak(({ setup, repository }: SetupSnapshot) => setupChoices(repository, setup.policy, library)),
);

/** The runs that the set-up can be evaluated as. Cached, since there can be thousands and every request asks. */
export function choicesIn(snapshot: SetupSnapshot, library: ConfigLibrary): ContextChoices {
	return choicesOf(library)(snapshot);
}
