/** What is wrong with a `.buildbot`: the evaluation's problems, and names that nobody knows. */
import { addAll } from '../../base/addAll.ts';
import type { Problem } from '../../base/problem.ts';
import { type Buildbot, type BuildbotCode, laterForm, shownProblems } from '../../buildbot/index.ts';
import type { BuildbotContext } from '../buildbotContext.ts';
import type { UnknownNameCode } from './buildbotProblemKinds.ts';
import { unknownAnswers } from './unknownAnswers.ts';
import { unknownNames } from './unknownNames.ts';

/** Everything that editors and `check` say of a file that is Metro's. */
export function checkBuildbot(
	buildbot: Buildbot,
	context: BuildbotContext,
): Problem<BuildbotCode | UnknownNameCode>[] {
	const { outline } = buildbot;
	const found: Problem<BuildbotCode | UnknownNameCode>[] = shownProblems(buildbot);
	const unknown = unknownNames(buildbot, context);
	// Later versions of Metro ask and read by other rules.
	if (laterForm(outline) === undefined) addAll(unknown, unknownAnswers(buildbot, context));
	const joined = new Set(outline.junctions.map(({ value }) => value));
	addAll(
		found,
		unknown.filter(({ data }) => !joined.has((data as { readonly name: string }).name)),
	);
	return found;
}
