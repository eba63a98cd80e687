/** The public interface of the repository core: scans, rotation, retention, and changes by plan. */
export {
	applyChange,
	type ChangeOutcome,
	type ChangeRoot,
	locateChange,
	openChangeRoot,
} from './applyPlan.ts';
export { planLinks } from './archives/archiveLinks.ts';
export type { ArchivePorts } from './archives/archiveLook.ts';
export { type Archive, findArchives } from './archives/archives.ts';
export {
	busyEnding,
	compressors,
	findWaiting,
	markEnding,
	type WaitingArchive,
} from './archives/compress.ts';
export { whyCutOff } from './archives/cutOff.ts';
export { type DigestRules, hashEnding } from './archives/digestRules.ts';
export { digestIn, findLeftovers, hashFile } from './archives/hashFiles.ts';
export { type LatestLink, planLatest } from './archives/latestLinks.ts';
export { type FileMark, isSameFile, restlessFor } from './archives/steadiness.ts';
export { cleanScript } from './clean/cleanScript.ts';

export {
	blockedIn,
	type Obstacle,
	type PlannedItem,
	type PlanPorts,
	plannedRemovals,
	removalsIn,
} from './clean/plannedRemovals.ts';
export { type RetentionItem, retention, retentionLines } from './clean/retention.ts';

export { type RemovalRules, whyNotRemovable } from './clean/stillRemovable.ts';
export type { Dialect, DialectName } from './dialects/dialect.ts';
export { dialect2015 } from './dialects/dialect2015.ts';
export { dialect2019 } from './dialects/dialect2019.ts';
export { dialect2024 } from './dialects/dialect2024.ts';
export {
	createFreedSum,
	type DiskUse,
	diskUseOf,
	isShared,
	type SharedFile,
	type UsePorts,
	visitUse,
} from './diskUse.ts';

export { futureBuilds } from './futureBuilds.ts';
export {
	type Builders,
	buildersOf,
	buildsThere,
	type FarmHost,
	type HostWork,
	hostBuilding,
	knownHosts,
} from './hosts/farm.ts';
export { type FarmStep, forecastFarm } from './hosts/farmForecast.ts';
export { downloadsIn } from './indexTree/downloads.ts';
export {
	type IndexFile,
	type IndexInputs,
	type IndexState,
	indexFiles,
	indexPath,
	indexPaths,
	readIndexState,
} from './indexTree/indexFiles.ts';
export { compareIndex, type IndexComparison } from './indexTree/indexPreview.ts';
export type { ScanPorts } from './listDirectory.ts';
export { isBeingBuilt, isRunning } from './locks/inProgress.ts';
export { holderPhrase, type Lock, type LockHolder, type LockPorts, readLock } from './locks/lock.ts';
export { isForeign, type LockSigns, lockSignsOf, lockSignsPhrase, readLockSigns } from './locks/lockSigns.ts';
export { fitsIntoLocks, handedOverLock, lockContent } from './locks/ownLock.ts';
export { findRemains, remainsIn } from './locks/remains.ts';
export { markContent, type RunMark, readMark } from './locks/runMark.ts';
export { isUnfinishedName, whyLocked, whyUnfinished } from './locks/unfinished.ts';
export {
	type BuildFailure,
	type FailureReport,
	findBuildFailure,
	reportFailure,
} from './logs/buildFailure.ts';
export { firstErrorOf } from './logs/firstError.ts';
export { findLogLinks } from './logs/logLinks.ts';
export { outlineLog } from './logs/logOutline.ts';
export { readLog } from './logs/readLog.ts';
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
	seedPath,
	type Trouble,
	uploadMarkPath,
	whyBuildsUnknown,
	whyPartial,
	whyUnknown,
} from './model.ts';
export { itemPhrase, rotationPhrase, rotationReason, targetPhrase, turnPhrase } from './phrases.ts';
export type { Change, Owner } from './plan.ts';
export type {
	AskMapBuild,
	HostShare,
	MapBuildAnswer,
	MapBuildRequest,
	RepositoryPolicy,
} from './policy.ts';
export type { Unpublished } from './publish/publishable.ts';
export type { HeldIndex } from './publish/publishedIndexes.ts';
export { type PublishPlan, planPublish } from './publish/publishPlan.ts';
export { planUnpublish } from './publish/unpublish.ts';
export { failsOrder } from './rotation/failsOrder.ts';
export { type ForecastStep, forecastBuilds, mapBuildArguments } from './rotation/forecast.ts';
export { type Idle, idlePhrase, idleRotation } from './rotation/idle.ts';
export {
	type ArchOf,
	type HiddenSubarch,
	hiddenSubarches,
	type MissingBuilds,
	type MissingSubarch,
	missingByName,
	missingPath,
	missingSubarches,
} from './rotation/missing.ts';
export { neverBuilt } from './rotation/neverBuilt.ts';
export {
	type NextBuild,
	nextInRotation,
	rotation,
	type Turn,
} from './rotation/rotation.ts';
export { type RotationStatus, rotationStatuses } from './rotation/rotationStatus.ts';
export { howToBuildHere, isUnknownWhetherHere, whyRemote } from './rotation/whyRemote.ts';
export { zappable } from './rotation/zappable.ts';
export { parseFailcount } from './scan/control.ts';
export { type MirrorPlaces, mirrorPlaces } from './scan/mirrorPlaces.ts';
export { scanRepository } from './scan/scan.ts';
export { type ScannedSubarch, scanSubarch } from './scan/scanSubarch.ts';
export {
	type Arrival,
	arrivalMade,
	arrivalPlaced,
	arrivalScript,
	discardScript,
	placeScript,
	type SentDigest,
} from './upload/arrival.ts';
export { indexOutcome, indexScript } from './upload/indexScript.ts';
export { arrivalPath, type MasterState, masterQuestion, masterState } from './upload/masterQuestion.ts';
export { type MasterAnswer, readMasterAnswer } from './upload/masterScript.ts';
export { type Connection, progressReader, rsyncWords, sshWords } from './upload/transferWords.ts';
export {
	isSameBuild,
	lookAtUpload,
	nameOfBuild,
	type UploadableBuild,
	type UploadCandidate,
} from './upload/uploadable.ts';
export {
	decideUpload,
	notReady,
	type UploadItem,
	uploadCandidates,
	whyNoMaster,
} from './upload/uploadPlan.ts';
