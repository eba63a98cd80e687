/** How a set-up is, in a few facts. */
import type { IdleReason } from '../repository/rotation/idle.ts';

/** How a Metro set-up is, from first trouble to ready; each state has its own welcome text. */
export type SetupState =
	/** Still being read for the first time. */
	| 'loading'
	/** No folder is open and the user's home has neither file. */
	| 'no-metro'
	/** `.metro` is there but cannot be used; `message` says why. */
	| 'bad-metro'
	| 'no-buildbot'
	| 'bad-buildbot'
	/** `path/mirror` is not set, missing or unreadable. */
	| 'no-mirror'
	| 'bad-mirror'
	/** All is well, but no build directory that `.buildbot` names exists yet. */
	| 'empty'
	| 'ready';

/** A file (and a place in it) that a message is about. */
export interface FilePlace {
	readonly path: string;
	/** Zero-based. */
	readonly line: number;
	/** Zero-based, in UTF-16 units. */
	readonly column: number;
}

/** The build that `nextbuild` would name now. */
export interface NextBuildSummary {
	/** The row of the subarch. */
	readonly rowId: string;
	/** Its directory; absent where no program can be given its name. */
	readonly path?: string;
	/** True if another build has a subarch of the same name. */
	readonly ambiguous: boolean;
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	/** What `map_build` asks for, for instance `full`. */
	readonly target: string;
	readonly extras: readonly string[];
	/** Why it is next, in one sentence. */
	readonly reason: string;
}

/** A Metro set-up in a few facts: what the status bar, the view's badge and the commands need. */
export interface SetupSummary {
	readonly state: SetupState;
	/** The folder that holds (or should hold) `.metro` and `.buildbot`. */
	readonly home: string;
	readonly metroFile: string;
	readonly buildbotFile: string;
	/** `path/mirror`, if it is known. */
	readonly mirror?: string;
	/** `path/install`, if it is known. */
	readonly install?: string;
	readonly dialect: '2015' | '2019' | '2024';
	/** The known hosts, this one first, if there are several. */
	readonly hosts?: readonly string[];
	/**
	 * What is wrong and how to mend it, in one or two sentences. With `ready` or `empty` it means that the files cannot be
	 * used as they are now: rows and counts follow what they said before, commands have to wait.
	 */
	readonly message?: string;
	/** Where to mend it. */
	readonly place?: FilePlace;
	/** Arguments that make the bundled `buildrepo` use this set-up, to be put before the command. */
	readonly buildrepoArgs: readonly string[];
	/** Subarches by their state; each has one. */
	readonly failing: number;
	readonly outOfRotation: number;
	readonly unreadable: number;
	/** Those with a build in progress. */
	readonly running: number;
	/** Failcounts that `zap` removes: those of subarches that are built here. */
	readonly zappable: number;
	/** How many of them keep a subarch out of the rotation: they have reached the maximum, or cannot be read. */
	readonly returning: number;
	/** Failcounts of subarches that other servers build. */
	readonly keptFailcounts: number;
	readonly subarches: number;
	readonly datedBuilds: number;
	readonly next?: NextBuildSummary;
	/** Why there is no next build, in one or two sentences; absent where there is one, or it is not known. */
	readonly idle?: { readonly reason: IdleReason; readonly text: string };
	/** What `.buildbot` has built here and what has no directory yet; at most `missingLimit` of them. */
	readonly missing: readonly MissingDirectory[];
}

/** More missing directories than this are not listed in a summary. */
export const missingLimit = 500;

/** A subarch that `.buildbot` names and that has no directory, so that Metro passes it over. */
export interface MissingDirectory {
	readonly build: string;
	readonly subarch: string;
	/** Where it may belong: one arch where that is known, else those to choose from. */
	readonly arches: readonly string[];
	/** The arch that Metro's own specs name for it, if `.buildbot` does not name that arch. */
	readonly specArch?: string;
}
