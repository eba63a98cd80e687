/** The problems of a `.buildbot`: those of the evaluation, and unknown names. */
import { pushAll } from '../base/collections.ts';
import type { Problem } from '../base/problem.ts';
import { finish, type Work } from '../base/work.ts';
import { type Buildbot, type BuildbotCode, isFromCalls, shownProblems, studies } from '../buildbot/index.ts';
import type { BuildbotContext } from '../setup/buildbot/buildbotContext.ts';
import { archesOfSubarches, archesThatDiffer, withoutSpec } from './archesOfSubarches.ts';
import type { NoDirectoryCode, PlacedNameCode, UnknownNameCode } from './buildbotProblemKinds.ts';
import { builtNotKept } from './builtNotKept.ts';
import { withoutDirectory } from './noDirectory.ts';
import { numberRanges } from './numberRanges.ts';
import { unknownAnswers } from './unknownAnswers.ts';
import { unknownNamesWork } from './unknownNames.ts';
import { unmanaged } from './unmanaged.ts';
import { unusedNamesWork } from './unusedNames.ts';

type BuildbotFinding = Problem<BuildbotCode | UnknownNameCode | NoDirectoryCode | PlacedNameCode>;

/**
 * All problems that editors and `check` report for a file that is Metro's.
 * @param isOwn whether the file is the `.buildbot` of the set-up behind `context`
 */
export function checkBuildbot(
	buildbot: Buildbot,
	context: BuildbotContext,
	isOwn: boolean,
): BuildbotFinding[] {
	return finish(checkBuildbotWork(buildbot, context, isOwn));
}

/** The same as work. */
export function* checkBuildbotWork(
	buildbot: Buildbot,
	context: BuildbotContext,
	isOwn: boolean,
): Work<BuildbotFinding[]> {
	const { outline } = buildbot;
	const { problems, answered } = yield* studies.work(buildbot);
	const found: BuildbotFinding[] = shownProblems(buildbot).filter(
		(problem) => !isFromCalls(problem, buildbot),
	);
	pushAll(found, problems);
	pushAll(found, numberRanges(buildbot));
	pushAll(found, builtNotKept(buildbot));
	pushAll(found, yield* unusedNamesWork(buildbot));
	yield;
	const unknown = yield* unknownNamesWork(buildbot, context);
	yield;
	pushAll(unknown, unknownAnswers(buildbot, answered, context));
	const joined = new Set(outline.junctions.map(({ value }) => value));
	pushAll(
		found,
		unknown.filter(({ data }) => !joined.has((data as { readonly name: string }).name)),
	);
	if (!isOwn) return found;
	yield;
	// A misspelled name needs a correction rather than a directory.
	const misspelled = new Set(unknown.map(({ span }) => span.start));
	// Where the arch is known for certain and not listed, no directory that could be made would be the right one.
	const unlisted = archesOfSubarches(buildbot, context);
	const misplaced = new Set(
		unlisted.filter(({ severity }) => severity === 'warning').map(({ span }) => span.start),
	);
	pushAll(
		found,
		[
			...withoutDirectory(buildbot, context).filter(({ span }) => !misplaced.has(span.start)),
			...unlisted,
			...archesThatDiffer(buildbot, context),
			...withoutSpec(buildbot, context),
		].filter(({ span }) => !misspelled.has(span.start)),
	);
	pushAll(found, unmanaged(buildbot, context));
	return found;
}
