/** What is known of a set-up at one moment. A new look is a new object. */
import { toCivil } from '../base/civilTime.ts';
import { oncePer } from '../base/once.ts';
import { archOfSubarch } from '../metro/archOfSubarch.ts';
import type { Installation } from '../metro/installation.ts';
import type { Setup } from '../metro/loadSetup.ts';
import type { SetupTrouble } from '../metro/setupTrouble.ts';
import {
	type HiddenSubarch,
	hiddenSubarches,
	type Idle,
	idleRotation,
	type MissingSubarch,
	missingSubarches,
	type NextBuild,
	nextBuild,
	type Repository,
} from '../repository/index.ts';

export interface SetupLook {
	/** As the files are, or as they were when they could be used last: whoever edits them wants to keep what is seen. */
	readonly setup: Setup;
	/** What keeps the files from being used as they are now; `setup` is what they held before. */
	readonly halfWritten: SetupTrouble | undefined;
	/** `undefined` while there is no mirror to look at. */
	readonly repository: Repository | undefined;
	/** What the installation at `path/install` offers; empty if there is none. */
	readonly installation: Installation;
	/** What keeps `setup` from being used: its own trouble, or its mirror's. */
	readonly trouble: SetupTrouble | undefined;
}

/** Milliseconds for which an answer to `nextOf` is good: builds are counted in days. */
const goodFor = 1000;

const lastNext = new WeakMap<SetupLook, { readonly moment: number; readonly next: NextBuild }>();

/** What `nextbuild` would find at `moment` (milliseconds since the epoch), to the second. */
export function nextOf(look: SetupLook, moment: number): NextBuild | undefined {
	const { setup, repository } = look;
	if (setup.policy === undefined || repository === undefined) return undefined;
	const last = lastNext.get(look);
	if (last !== undefined && Math.abs(moment - last.moment) < goodFor) return last.next;
	const next = nextBuild(repository.subarches, setup.policy, toCivil(moment));
	lastNext.set(look, { moment, next });
	return next;
}

/** What `.buildbot` has built here and what has no directory yet. */
export const missingIn = oncePer(
	({ setup, repository, installation }: SetupLook): readonly MissingSubarch[] =>
		setup.policy === undefined || repository === undefined
			? []
			: missingSubarches(repository, setup.policy, archOfSubarch(installation)),
);

/** What `.buildbot` has built here and what may lie where nothing can be read. */
export const hiddenIn = oncePer(({ setup, repository, installation }: SetupLook): readonly HiddenSubarch[] =>
	setup.policy === undefined || repository === undefined
		? []
		: hiddenSubarches(repository, setup.policy, archOfSubarch(installation)),
);

/** Why nothing is to be built at `moment`; `undefined` if something is, or nothing is known. */
export function idleIn(look: SetupLook, moment: number): Idle | undefined {
	const { setup, repository } = look;
	if (setup.policy === undefined || repository === undefined) return undefined;
	return idleRotation(repository, setup.policy, missingIn(look), toCivil(moment));
}
