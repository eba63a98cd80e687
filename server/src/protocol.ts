/** The requests that our client and our server share beyond the Language Server Protocol: types and constants only. */
import type { IdleReason } from './repository/idle.ts';

/** What `buildrepo digestgen --json` prints. */
export type { DigestTally } from './cli/digestTally.ts';

/**
 * Options for the Node that runs the server. One thread beside the server's own: each further one that compiles or
 * collects garbage holds memory of its own.
 */
export const serverNodeOptions: readonly string[] = ['--v8-pool-size=1'];

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
	/** It is of a Metro that is not known here; `message` says by what that shows. */
	| 'unknown-generation'
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
	readonly dialect: '2015' | '2019';
	/**
	 * What is wrong and how to mend it, in one or two sentences. With `ready` or `empty` it means that the files cannot be
	 * used as they are now: rows and counts follow what they said before, commands have to wait.
	 */
	readonly message?: string;
	/** Where to mend it. */
	readonly place?: FilePlace;
	/** Arguments that make the bundled `buildrepo` use this set-up, to be put before the command. */
	readonly buildrepoArgs: readonly string[];
	/** Subarches whose failcount is above zero or unreadable. */
	readonly failing: number;
	/** Subarches built here whose failcount has reached the maximum: out of rotation. */
	readonly outOfRotation: number;
	/** Failcounts that `zap` removes: those of subarches that are built here. */
	readonly zappable: number;
	/** Builds in progress. */
	readonly running: number;
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
}

/** The build that is in progress at a subarch. */
export interface RunningBuild {
	/** The process that holds the lock, in words: `process 1234`. */
	readonly holder: string;
	/** When the lock was taken, in milliseconds since the epoch; absent if that cannot be read. */
	readonly since?: number;
}

export type RowKind =
	| 'build'
	| 'arch'
	| 'subarch'
	| 'dated-build'
	| 'file'
	| 'snapshots'
	| 'snapshot'
	/** Stands for rows that were left out. */
	| 'more';

/** What a row's icon and colour say; the client maps each to an icon of the editor's own. */
export type RowStatus =
	| 'fresh'
	| 'stale'
	| 'never-built'
	| 'failing'
	| 'out-of-rotation'
	| 'unreadable'
	| 'running'
	| 'incomplete'
	| 'remote'
	/** It is named in `.buildbot`, and has no directory yet. */
	| 'no-directory'
	| 'plain';

/** How loud a badge is. */
export type BadgeTone = 'warning' | 'error' | 'running';

export interface RowBadge {
	/** At most two characters. */
	readonly text: string;
	readonly tone: BadgeTone;
	readonly tooltip: string;
}

/** One row of the repository view, ready to be drawn. */
export interface Row {
	/** Stable and unique within a set-up; the row's path below the mirror, with a prefix for rows that are no path. */
	readonly id: string;
	readonly kind: RowKind;
	readonly status: RowStatus;
	readonly label: string;
	readonly description: string;
	/** Markdown; text that came from files is escaped. */
	readonly tooltip: string;
	/** What a screen reader says for the whole row. */
	readonly accessibleLabel: string;
	readonly expandable: boolean;
	readonly badge?: RowBadge;
	/** Words for the client's menus, for instance `local`, `failing`, `running`, `archive`, `text`. */
	readonly tags: readonly string[];
	/** Absolute path on disk, if the row stands for one; absent, too, where the name is not UTF-8: no program can take it. */
	readonly path?: string;
	/** Only for a row that stands for a directory that is not there yet. */
	readonly missing?: MissingDirectory;
	/** Only in the answer to `row`, for a subarch that is being built. */
	readonly running?: RunningBuild;
}

export interface RowsParams {
	/** The set-up's home folder. */
	readonly home: string;
	/** Rows below this one; absent: the top. */
	readonly parent?: string;
}

export interface RowParams {
	readonly home: string;
	readonly id: string;
}

export interface RowAnswer {
	readonly row: Row;
	/** The row above, absent at the top. */
	readonly parent?: string;
}

/** Which build: the row of a dated build. */
export interface FailureParams extends RowParams {
	/** Only what was written since then counts, in milliseconds since the epoch. */
	readonly since: number;
}

/** What broke a build, as far as its logs say. */
export interface FailureAnswer {
	/** The target whose log tells of it, for instance `stage3`; absent: not known. */
	readonly target?: string;
	/** The first package that failed, without category and version. */
	readonly name: string;
	/** Portage's word for the step it failed in, for instance `compile`. */
	readonly phase: string;
	/** How many more packages failed. */
	readonly more: number;
}

export interface SetupChanged {
	readonly home: string;
	/** Rows to be asked for again, with all below them; absent: everything. Counts on parents are among them. */
	readonly rows?: readonly string[];
}

/** A run of Metro: what its configuration is evaluated as. */
export interface EvaluateAs {
	readonly build: string;
	/** Empty where the subarch's own file sets it. */
	readonly arch: string;
	readonly subarch: string;
	/** `multi/mode`, for instance `full`. */
	readonly mode: string;
	/** The step of the run, for instance `stage3`. */
	readonly target: string;
	/** The date of the build. */
	readonly version: string;
	readonly extras: readonly string[];
}

/** Which set-up: that of `home`, or the one the file at `path` belongs to, which may be none; without both the first. */
export interface ContextsParams {
	readonly home?: string;
	readonly path?: string;
}

/** What a set-up can be evaluated as. */
export interface ContextsAnswer {
	readonly home: string;
	/** What is chosen now. */
	readonly current: EvaluateAs;
	/** The same in one line. */
	readonly title: string;
	/** What the installation does not have of it, in one sentence; absent: all is there. */
	readonly unknown?: string;
	/** Builds with their arches and subarches; what is built here comes first. */
	readonly combinations: readonly {
		readonly build: string;
		readonly arch: string;
		readonly subarch: string;
	}[];
	readonly modes: readonly string[];
	readonly targets: readonly string[];
}

export interface SetContextParams {
	/** Absent: the first set-up. */
	readonly home?: string;
	/** What is left out stays as it is; absent altogether: back to the default. */
	readonly context?: Partial<EvaluateAs>;
}

export interface CompareContextsParams {
	readonly home?: string;
	/** Absent: the current one. */
	readonly left?: Partial<EvaluateAs>;
	readonly right?: Partial<EvaluateAs>;
}

/** A key that two runs of Metro see differently. */
export interface ValueDifference {
	readonly key: string;
	/** Absent: not defined there, or taken away by a `:zap`. */
	readonly left?: string;
	readonly right?: string;
}

export interface CompareContextsAnswer {
	readonly leftTitle: string;
	readonly rightTitle: string;
	readonly differences: readonly ValueDifference[];
	/** Both as documents, for an editor that shows differences of texts. */
	readonly leftText: string;
	readonly rightText: string;
}

export interface ResolvedConfigurationParams {
	readonly home?: string;
	/** Absent: the current one. */
	readonly context?: Partial<EvaluateAs>;
}

/** A line of the resolved configuration, and where its value comes from. */
export interface ResolvedOrigin extends FilePlace {
	/** Zero-based line of the text. */
	readonly textLine: number;
}

export interface ResolvedConfiguration {
	readonly title: string;
	/** All keys with what they come to, in Metro's own language, for reading only. */
	readonly text: string;
	readonly origins: readonly ResolvedOrigin[];
}

/** Commands that do the same as the requests, with the same object as their argument, for editors without our client. */
export const serverCommands = {
	contexts: 'metro.server.contexts',
	setContext: 'metro.server.setContext',
	compareContexts: 'metro.server.compareContexts',
	resolvedConfiguration: 'metro.server.resolvedConfiguration',
} as const;

/** The client's command that makes the directory of a subarch; its arguments are the home and the subarch. */
export const createDirectoryCommand = 'metro.createDirectory';

/** The experimental capability of clients that understand our notifications and have our commands: others complain of what they do not know. */
export const notificationsCapability = 'metroNotifications';

/** Method names. Requests go from client to server, notifications from server to client unless they say otherwise. */
export const methods = {
	/** Request, no parameters: `SetupSummary[]`, one for each home. */
	setups: 'metro/setups',
	/** Request, `RowsParams`: `Row[]`. */
	rows: 'metro/rows',
	/** Request, `RowParams`: `RowAnswer | null`. */
	row: 'metro/row',
	/** Request, `FailureParams`: `FailureAnswer | null`. */
	failure: 'metro/failure',
	/** Request, no parameters: reads everything anew and answers when done. */
	refresh: 'metro/refresh',
	/** Request, `ContextsParams`: `ContextsAnswer | null`. */
	contexts: 'metro/contexts',
	/** Request, `SetContextParams`: `ContextsAnswer | null`. */
	setContext: 'metro/setContext',
	/** Request, `CompareContextsParams`: `CompareContextsAnswer | null`. */
	compareContexts: 'metro/compareContexts',
	/** Request, `ResolvedConfigurationParams`: `ResolvedConfiguration | null`. */
	resolvedConfiguration: 'metro/resolvedConfiguration',
	/** Notification to the server, `ServerOptions` but for `evaluateAs`: these are the options from now on. */
	configure: 'metro/configure',
	/** Notification, `SetupChanged`. */
	changed: 'metro/changed',
	/**
	 * Notification, no parameters: what `resolvedConfiguration` gives may be different now. Sent to those that have asked
	 * for it, not more often than somebody can read.
	 */
	valuesChanged: 'metro/valuesChanged',
	/** Notification, `ContextsAnswer`: what a set-up is evaluated as was changed. */
	contextChanged: 'metro/contextChanged',
} as const;

/**
 * Given to the server when it starts, and when they change; other editors may send the same as `initializationOptions`, and
 * all but what makes a program run by `workspace/didChangeConfiguration`.
 */
export interface ServerOptions {
	/** What to evaluate the configuration as, until somebody chooses otherwise. */
	readonly evaluateAs?: Partial<EvaluateAs>;
	/** `false`: no resolved values behind what refers to them. */
	readonly inlayHints?: boolean;
	/** `false`: nothing above files and keys about who collects and uses them. */
	readonly codeLenses?: boolean;
	/** Folder with `.metro` and `.buildbot`; absent: a workspace folder that has one of them, else the user's home. */
	readonly home?: string;
	readonly dialect?: 'auto' | '2015' | '2019';
	/**
	 * A `python3`, by path or by its name on PATH, to be run for what `.buildbot` takes from the host, the clock or files.
	 * To be given only where the user switched it on and trusts the workspace; absent: nothing is run.
	 */
	readonly python?: string;
	/**
	 * `true`: a `shellcheck` on PATH looks at the shell in blocks. To be given only where the user trusts the workspace;
	 * absent: nothing is run.
	 */
	readonly shellcheck?: boolean;
}
