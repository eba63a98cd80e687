/** The public interface of the `.buildbot` core. */

export { errorText } from '../python/evaluation/run.ts';
export type { NameUse } from '../python/nameUses.ts';
export { type Token, tokenize } from '../python/syntax/tokens.ts';
export { type BuildbotJson, buildbotJson } from './buildbotJson.ts';
export type { ComparedName } from './comparedNames.ts';
export { builtHere } from './edits/builtHere.ts';
export { type BuildbotEdit, editBuildbot, editBuildbotWork } from './edits/editBuildbot.ts';
export { moveElsewhereWork } from './edits/moveElsewhere.ts';
export type { BuildbotWish } from './edits/wish.ts';
export { type Buildbot, evaluateBuildbot, evaluateBuildbotWork } from './evaluateBuildbot.ts';
export { type SourceEdit, withoutItem } from './itemRemoval.ts';
export { formatSequences, settingSequences } from './layout/formatSequences.ts';
export { asMaster, extractShared, splitRemote } from './layout/rearrange.ts';
export { sortSequence } from './layout/sortSequence.ts';
export type { MapBuildArguments, MapBuildOutcome } from './mapBuild.ts';
export { newBuildbot } from './newBuildbot.ts';
export { namesBetween, type Outline, prepareUses, type WrittenName } from './outline.ts';
export type { KnownValues, PlainValue } from './plainValue.ts';
export { isReadByMetro } from './presets.ts';
export type { BuildbotCode, BuildbotProblem } from './problem.ts';
export { type BuildbotText, readBuildbot, readBuildbotWork, statementStart } from './readBuildbot.ts';
export { renameableAt, renamedPlaces } from './renaming.ts';
export { type BuildbotRules, earlierRules } from './rules.ts';
export { sameSettings } from './sameSettings.ts';
export {
	type AllList,
	allLists,
	type BuildList,
	buildbotSettingNames,
	counterparts,
	isListSetting,
	isNumberSetting,
	isSettingName,
	type ListSetting,
	listHolds,
	metroNumbers,
	type NumberSetting,
	numberDefaults,
	type SettingName,
} from './settingNames.ts';
export { namesOfItems, type SettingItem, usableNumber } from './settings.ts';
export type { Share } from './share.ts';
export { shownProblems } from './shownProblems.ts';
export { isFromCalls, type Studied, studies } from './studyMapBuild.ts';
export { isUnforeseeable } from './unforeseeable.ts';
export { laterForm, mayBeMetros } from './whose.ts';
export type { AnswerWord } from './writtenAnswers.ts';
export { writtenString } from './writtenString.ts';
