/** The public interface of the repository core: scans, rotation, retention, and changes by plan. */
export {
	applyChange,
	type ChangeOutcome,
	type ChangeRoot,
	locateChange,
	openChangeRoot,
} from './applyPlan.ts';
export { planLinks } from './archiveLinks.ts';
export { type Archive, findArchives } from './archives.ts';
export { findBuildFailure } from './buildFailure.ts';
export { parseBuildInfo } from './buildInfo.ts';
export { cleanScript } from './cleanScript.ts';
export { busyEnding, compressors, findWaiting, markEnding, type WaitingArchive } from './compress.ts';
export type { Dialect } from './dialect.ts';
export { dialect2015 } from './dialect2015.ts';
export { dialect2019 } from './dialect2019.ts';
export { hashEnding } from './digestRules.ts';
export { diskUseOf } from './diskUse.ts';
export { diskUseText } from './diskUseText.ts';
export { failsOrder, neverBuilt, zappable } from './fails.ts';
export { type ForecastStep, forecastBuilds, mapBuildArguments } from './forecast.ts';
export { digestIn, findLeftovers, hashFile } from './hashFiles.ts';
export { type Idle, idlePhrase, idleRotation } from './idle.ts';
export { type IndexSources, indexText } from './indexTree.ts';
export type { ScanPorts } from './listDirectory.ts';
export { holderPhrase, type Lock, type LockHolder, type LockPorts, readLock } from './lock.ts';
export {
	type HiddenSubarch,
	hiddenSubarches,
	type MissingSubarch,
	missingEverywhere,
	missingPath,
	missingSubarches,
} from './missing.ts';
export {
	type BuildSnapshots,
	claimPath,
	countOf,
	type DatedBuild,
	failcountPath,
	lockPath,
	type Repository,
	type Subarch,
	type SubarchPlace,
	type Trouble,
	whyBuildsUnknown,
	whyPartial,
	whyUnknown,
} from './model.ts';
export type { Change, Owner } from './plan.ts';
export type {
	MapBuildAnswer,
	MapBuildRequest,
	RepositoryPolicy,
} from './policy.ts';
export { findRemains, remainsIn } from './remains.ts';
export { type RetentionItem, type RetentionReason, retention } from './retention.ts';
export {
	type NextBuild,
	nextInRotation,
	rotation,
	type Turn,
	type TurnReason,
} from './rotation.ts';
export { type RotationStatus, rotationStatuses } from './rotationStatus.ts';
export { markContent, type RunMark, readMark } from './runMark.ts';
export { scanRepository } from './scan.ts';
export { type ScannedSubarch, scanSubarch } from './scanSubarch.ts';
export { isSameFile, restlessFor } from './steadiness.ts';
export { whyNotRemovable } from './stillRemovable.ts';
export { whyLocked, whyUnfinished } from './unfinished.ts';
