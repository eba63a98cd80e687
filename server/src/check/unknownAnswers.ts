/** Modes and extra targets that `map_build` returns but the installation does not have. */
import { closestMatch } from '../base/closestMatch.ts';
import type { Problem, Severity } from '../base/problem.ts';
import type { AnswerWord, Buildbot, Studied } from '../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf } from '../setup/buildbot/buildbotContext.ts';
import type { UnknownNameCode } from './buildbotProblemKinds.ts';
import type { UnknownData } from './unknownNames.ts';

/** A written word is reported at its place; one that only a call of `map_build` reveals, at its origin or at the function's name. */
export function unknownAnswers(
	{ outline }: Buildbot,
	answered: Studied['answered'],
	context: BuildbotContext,
): Problem<UnknownNameCode>[] {
	const out: Problem<UnknownNameCode>[] = [];
	const written = new Set<string>();
	for (const word of outline.answers) {
		written.add(`${word.role} ${word.name}`);
		const problem = unknownWord(word, '', context);
		if (problem !== undefined) out.push(problem);
	}
	const place = outline.mapBuild?.nameSpan ?? { start: 0, end: 0 };
	for (const { role, name, span = place, exact, whom } of answered) {
		if (written.has(`${role} ${name}`)) continue;
		const problem = unknownWord({ role, name, span, exact }, ` (${whom})`, context);
		if (problem !== undefined) out.push(problem);
	}
	return out;
}

function unknownWord(
	{ role, name, span, exact }: AnswerWord,
	whom: string,
	context: BuildbotContext,
): Problem<UnknownNameCode> | undefined {
	const { modes, targets } = knowledgeOf(context);
	const isMode = role === 'mode';
	const known = isMode ? modes : targets;
	if (known.includes(name)) return undefined;
	const suggestion = closestMatch(name, known);
	const isInstalled = context.isInstallationWhole && (isMode ? context.modes : context.targets).length > 0;
	const severity: Severity = suggestion !== undefined || isInstalled ? 'warning' : 'information';
	const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`;
	const data: UnknownData = { name, suggestion, exact };
	const stops = isInstalled ? 'the installation has no such' : 'that is not a known';
	const what = isMode ? 'mode' : 'target';
	const message = `map_build returns ${JSON.stringify(name)}${whom}: ${stops} ${what}.${hint}`;
	return { code: isMode ? 'unknown-build-mode' : 'unknown-extra', severity, span, message, data };
}
