/** What is wrong with a `.buildbot`: the evaluation's problems, and names that nobody knows. */
import { addAll } from '../base/addAll.ts';
import type { Problem } from '../base/problem.ts';
import { type Buildbot, type BuildbotCode, laterForm, shownProblems } from '../buildbot/index.ts';
import type { BuildbotContext } from '../setup/buildbotContext.ts';
import type { NoDirectoryCode, UnknownNameCode } from './buildbotProblemKinds.ts';
import { withoutDirectory } from './noDirectory.ts';
import { unknownAnswers } from './unknownAnswers.ts';
import { unknownNames } from './unknownNames.ts';

type BuildbotFinding = Problem<BuildbotCode | UnknownNameCode | NoDirectoryCode>;

/**
 * Everything that editors and `check` say of a file that is Metro's.
 * @param isOwn it is the one of the set-up that `context` tells of
 */
export function checkBuildbot(
	buildbot: Buildbot,
	context: BuildbotContext,
	isOwn: boolean,
): BuildbotFinding[] {
	const { outline } = buildbot;
	const found: BuildbotFinding[] = shownProblems(buildbot);
	const unknown = unknownNames(buildbot, context);
	// Later versions of Metro ask and read by other rules.
	if (laterForm(outline) === undefined) addAll(unknown, unknownAnswers(buildbot, context));
	const joined = new Set(outline.junctions.map(({ value }) => value));
	addAll(
		found,
		unknown.filter(({ data }) => !joined.has((data as { readonly name: string }).name)),
	);
	if (!isOwn) return found;
	// A misspelled name wants another name, no directory.
	const misspelled = new Set(unknown.map(({ span }) => span.start));
	addAll(
		found,
		withoutDirectory(buildbot, context).filter(({ span }) => !misspelled.has(span.start)),
	);
	return found;
}
