/**
 * What `buildrepo --events` reports while it works: one JSON object on each line of standard output, while its words for
 * people go to standard error. A reader skips events whose name it does not know.
 */
import type { RetentionReason } from '../repository/clean/retention.ts';

export type BuildrepoEvent =
	| PlanEvent
	| ProgressEvent
	| RemovedEvent
	| GoneEvent
	| KeptEvent
	| OutdatedEvent
	| HashedEvent
	| CompressedEvent
	| CreatedEvent
	| LinkedEvent
	| PublishedEvent
	| StepEvent
	| MaintainedEvent
	| WrittenEvent
	| VerdictEvent
	| DigestsEvent
	| VerifiedEvent
	| UploadPlanEvent
	| UploadedEvent
	| UploadsEvent
	| ProblemEvent
	| NoteEvent;

/** The names of all events, for a reader to tell those that it knows. */
export const eventNames: ReadonlySet<string> = new Set<BuildrepoEvent['event']>([
	'plan',
	'progress',
	'removed',
	'gone',
	'kept',
	'outdated',
	'hashed',
	'compressed',
	'created',
	'linked',
	'published',
	'step',
	'maintained',
	'written',
	'verdict',
	'digests',
	'verified',
	'upload-plan',
	'uploaded',
	'uploads',
	'problem',
	'note',
]);

/** What `clean` would do; with `--apply`, `removed`, `gone` and `kept` events say what it did. */
export interface PlanEvent extends CleanPlan {
	readonly event: 'plan';
}

export interface CleanPlan {
	readonly items: readonly PlanItem[];
	/** The shell script that `clean` prints without `--events`. */
	readonly script: string;
	/** SHA-256 of the script's bytes, hexadecimal: `--expect` takes it. */
	readonly sha256: string;
}

export interface PlanItem {
	readonly action: 'keep' | 'remove';
	readonly kind: 'build' | 'snapshot' | 'stranger';
	readonly path: string;
	/**
	 * The disk space that its removal frees once the items before it are gone: a file with several names counts where the last of
	 * them goes. Absent where part of it could not be read, and of what is kept.
	 */
	readonly bytes?: number;
	readonly reason: PlanReason;
	/** It stays, but the script does not name it. */
	readonly unnamed?: true;
}

/**
 * It would go, but something is mounted in it (`mounted`), or may be (`mount-unknown`), or something that stays leads to it
 * (`needed`), or the user holds it back (`held-back`).
 */
export type PlanReason = RetentionReason | 'mounted' | 'mount-unknown' | 'needed' | 'held-back';

/** How far long work has come; reported once per percent. */
export interface ProgressEvent {
	readonly event: 'progress';
	readonly done: number;
	readonly total: number;
	/** `percent`: `done` is one, of `total`, which is 100. */
	readonly unit: 'archive' | 'removal' | 'percent' | 'upload';
	/** The part of a longer work. */
	readonly part?: 'files' | 'hash files' | 'links' | 'indexes' | 'removals';
	/** Of archives, how much of them was read; of uploads, how much of them is on the master. */
	readonly bytes?: { readonly done: number; readonly total: number };
}

/** Something is gone. A snapshot is reported once, when everything beside it is gone as well. */
export interface RemovedEvent {
	readonly event: 'removed';
	readonly kind: 'build' | 'snapshot' | 'failcount' | 'hash-file' | 'link' | 'lock';
	readonly path: string;
	/** The disk space that this freed, of builds and snapshots only. */
	readonly bytes?: number;
}

/** Something was to be removed, but was already gone. */
export interface GoneEvent {
	readonly event: 'gone';
	readonly kind: 'build' | 'snapshot';
	readonly path: string;
}

/** Something was left alone although it could have been changed. */
export interface KeptEvent {
	readonly event: 'kept';
	readonly path: string;
	/** Words that follow the path. */
	readonly reason: string;
	/** Part of it is gone all the same, which freed so much disk space. */
	readonly bytes?: number;
}

/** The plan of `clean --apply` is not the reviewed one any more: nothing was removed. */
export interface OutdatedEvent {
	readonly event: 'outdated';
}

/** An archive got its hash file. */
export interface HashedEvent {
	readonly event: 'hashed';
	readonly path: string;
	/** It replaces a hash file that was wrong or outdated. */
	readonly again: boolean;
}

/** An archive was compressed. */
export interface CompressedEvent {
	readonly event: 'compressed';
	/** The compressed archive. */
	readonly path: string;
}

/** A directory was made. */
export interface CreatedEvent {
	readonly event: 'created';
	readonly path: string;
}

/** A link to the newest archive was made or replaced. */
export interface LinkedEvent {
	readonly event: 'linked';
	readonly path: string;
	/** Relative to the directory of the link. */
	readonly target: string;
}

/** `publish` has come to its end at one target. */
export interface PublishedEvent {
	readonly event: 'published';
	readonly target: PublishedTarget;
}

/** `maintain` begins a step. */
export interface StepEvent {
	readonly event: 'step';
	readonly step: MaintainedStep['step'];
}

/** `maintain` has come to its end. */
export interface MaintainedEvent {
	readonly event: 'maintained';
	readonly steps: readonly MaintainedStep[];
}

/** What came of a step of `maintain`; `maintain --json` prints it, too. */
export interface MaintainedStep {
	readonly step: 'clean' | 'digestgen' | 'latest' | 'index.xml' | 'publish';
	/** `off`: it is not wanted, or there is nothing to do it with. `skipped`: a step that it needs has failed. */
	readonly state: 'done' | 'failed' | 'skipped' | 'off';
	/** Why it is off or was skipped; null: it was not. */
	readonly reason: string | null;
}

/** What a run of `publish` did at one target, or would do; `publish --json` prints it, too. */
export interface PublishedTarget {
	/** `publish` for the section without a name. */
	readonly name: string;
	/** Without passwords. */
	readonly place: string;
	readonly program: 'rsync' | 'rclone';
	readonly state: 'planned' | 'published' | 'failed';
	/** Files that were sent, or would be. */
	readonly files: number;
	readonly bytes: number;
	/** The same by the parts in which it is sent, in their order. */
	readonly parts: readonly SentPart[];
	readonly removed: number;
	/** The names of what was removed, or would be: at most a hundred. */
	readonly removes: readonly string[];
	/** What is not published, or stays at the target: paths below the mirror. At most a hundred of each kind. */
	readonly leftOut: readonly { readonly name: string; readonly reason: string; readonly remedy?: string }[];
	/** Indexes that stay as they are at the target, since they name what is not published. */
	readonly held: readonly UnpublishedIndex[];
	readonly kept: readonly { readonly name: string; readonly reason: string }[];
	/** Why it failed: the end of a sentence that begins with the place; null if it did not. */
	readonly reason: string | null;
}

/** One part of what is sent to a target. */
export interface SentPart {
	/** `files`: archives, and all that is not of another part. `hash files`: with signatures. */
	readonly part: 'files' | 'hash files' | 'links' | 'indexes';
	readonly files: number;
	readonly bytes: number;
	/** The first hundred, as far as rsync or rclone names them; `bytes` is null where it does not say. */
	readonly names: readonly { readonly name: string; readonly bytes: number | null }[];
}

/** An index.xml that is not published. */
export interface UnpublishedIndex {
	readonly name: string;
	readonly reason: string;
	/** Why the first of what it names is not published; null if that is not known. */
	readonly cause: string | null;
	/** `write`: index.xml is to be written anew. `wait`: that would not help. `remove`: this generation of Metro does not write it. */
	readonly remedy: 'write' | 'wait' | 'remove';
}

/** A file was written. */
export interface WrittenEvent {
	readonly event: 'written';
	readonly path: string;
}

export type VerdictState =
	| 'right'
	| 'wrong'
	| 'stale'
	| 'no-hash'
	| 'bad-hash-file'
	| 'unreadable'
	| 'leftover'
	/** Whatever its hash file says, its end is missing. */
	| 'cut-off'
	/** The archive is still being made: nothing is said about it. */
	| 'in-progress';

/** What came of one archive or hash file that is not right. */
export interface VerdictEvent {
	readonly event: 'verdict';
	readonly path: string;
	readonly state: Exclude<VerdictState, 'right'>;
}

/** `digestgen` has come to its end. */
export interface DigestsEvent {
	readonly event: 'digests';
	readonly tally: DigestTally;
}

/** What a run of `digestgen` did and what it left; `digestgen --json` prints it, too. */
export interface DigestTally {
	/** How many archives got their hash file. */
	readonly hashed: number;
	/** Archives whose hash file was written anew, with `--repair`. */
	readonly repaired: readonly string[];
	/** Archives that are not finished. */
	readonly leftAlone: readonly { readonly path: string; readonly reason: string }[];
	/** Archives that were written after their hash file, which may not be theirs any more. */
	readonly changedLater: readonly string[];
	/** How many files were removed because their archive is gone. */
	readonly removed: number;
	/** Paths that something could not be done about. */
	readonly failed: readonly string[];
}

/** `verify` has come to its end. */
export interface VerifiedEvent {
	readonly event: 'verified';
	/** How many archives were checked: those without a hash file too, but not those in progress. */
	readonly total: number;
	readonly right: number;
	/** How many of the right ones an interrupted run had hashed, and this one did not. */
	readonly before: number;
	/** How many archives were not checked: they are being made, or a build is in progress in their subarch. */
	readonly inProgress: number;
}

/** What `upload` would send; without `--pretend`, `uploaded` and `kept` events say what it did. */
export interface UploadPlanEvent extends UploadPlan {
	readonly event: 'upload-plan';
}

export interface UploadPlan {
	/** The master, as for ssh. */
	readonly host: string;
	/** The mirror there. */
	readonly path: string;
	/** The sizes of all that would be sent. */
	readonly bytes: number;
	readonly items: readonly UploadPlanItem[];
}

export interface UploadPlanItem {
	/** `there`: the master has it. */
	readonly action: 'send' | 'there' | 'skip';
	readonly path: string;
	/** Of what would be sent or is there. */
	readonly bytes?: number;
	/** Part of it has arrived in an earlier run. */
	readonly resumes?: true;
	/** Why it is skipped; `reason` has it in words that follow the path. */
	readonly why?: 'not-ready' | 'differs' | 'removed' | 'unwanted';
	readonly reason?: string;
}

/** A build is on the master. */
export interface UploadedEvent {
	readonly event: 'uploaded';
	readonly path: string;
	readonly bytes: number;
}

/** `upload` has come to its end. */
export interface UploadsEvent {
	readonly event: 'uploads';
	readonly tally: UploadTally;
}

/** What a run of `upload` did and what it left; `upload --json` prints it, too. */
export interface UploadTally {
	readonly host: string;
	readonly path: string;
	/** Builds that are on the master now. */
	readonly sent: readonly { readonly path: string; readonly bytes: number }[];
	/** How many builds the master had. */
	readonly there: number;
	readonly skipped: readonly UploadPlanItem[];
	readonly failed: readonly { readonly path: string; readonly reason: string }[];
	/** How many builds were not tried, since an upload before them failed in a way that concerns all. */
	readonly left: number;
	/** index.xml on the master: `none` if nothing was sent, `off` if `.metro` or the user does not want it. */
	readonly index: 'written' | 'failed' | 'off' | 'none';
	readonly seconds: number;
}

/** A line for people: what went wrong, with its remedy. */
export interface ProblemEvent {
	readonly event: 'problem';
	readonly message: string;
	/** The key of the configuration that it is about. */
	readonly key?: string;
	/** Lines that the user may add to `.metro`, for a key that is not set. */
	readonly add?: string;
}

/** A line for people: what is worth knowing. */
export interface NoteEvent {
	readonly event: 'note';
	readonly message: string;
}
