/** What is wrong with a `.buildbot`: the evaluation's problems, and names that nobody knows. */
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Problem, Severity } from '../../base/problem.ts';
import {
	type Buildbot,
	type BuildList,
	mayBeMetros,
	type SettingItem,
	shownProblems,
} from '../../buildbot/index.ts';
import { foreignProblem, type UnknownNameCode } from '../../metro/check/buildbotProblemKinds.ts';
import { toDiagnostic } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { type BuildbotContext, knowledgeOf } from './buildbotContext.ts';
import { evaluationOf, writtenNames } from './buildbotDocument.ts';

/** What a fix for an unknown name needs. */
interface UnknownData {
	readonly name: string;
	/** The known name most like it, if any is near. */
	readonly suggestion: string | undefined;
	/** True if the text at the diagnostic's range is the name itself. */
	readonly exact: boolean;
}

/**
 * All of a document's diagnostics.
 * @param problemsPage URI of the page that explains them, where it is installed
 */
export function buildbotDiagnostics(
	document: DocumentView,
	context: BuildbotContext,
	problemsPage?: string,
): Diagnostic[] {
	if (isForeign(document, context)) {
		const isEmpty = document.text.trim() === '';
		return isEmpty ? [] : [toDiagnostic(document, foreignProblem, problemsPage)];
	}
	const buildbot = evaluationOf(document);
	const joined = new Set(buildbot.outline.junctions.map(({ value }) => value));
	const unknown = unknownNames(buildbot, context).filter(
		({ data }) => !joined.has((data as UnknownData).name),
	);
	return [...shownProblems(buildbot), ...unknown].map((problem) =>
		toDiagnostic(document, problem, problemsPage),
	);
}

/** A file of another program; what stands beside a `.metro` is Metro's, whatever it says while it is typed. */
function isForeign({ path, text }: DocumentView, { ownFile }: BuildbotContext): boolean {
	return (ownFile === undefined || path !== ownFile) && !mayBeMetros(text);
}

/** A problem for every name in the lists that is not known; once per place where it is written. */
export function unknownNames(buildbot: Buildbot, context: BuildbotContext): Problem<UnknownNameCode>[] {
	const out: Problem<UnknownNameCode>[] = [];
	const seen = new Set<string>();
	for (const { holds, item } of namesOf(buildbot)) {
		if (item.span === undefined) continue;
		const place = `${holds} ${item.span.start} ${item.name}`;
		if (seen.has(place)) continue;
		seen.add(place);
		const problem = unknownName(holds, item, context);
		if (problem !== undefined) out.push({ ...problem, span: item.span });
	}
	return out.sort((a, b) => a.span.start - b.span.start);
}

/** The names that reach the lists. In text that does not run to its end, those that are written there as well. */
function namesOf(buildbot: Buildbot): { readonly holds: BuildList; readonly item: SettingItem }[] {
	const { settings } = buildbot;
	const ended = buildbot.error === undefined && buildbot.stopped === undefined;
	const written = ended
		? []
		: writtenNames(buildbot.outline).map(({ holds, name, span }) => ({
				holds,
				item: { name, span, exact: true },
			}));
	const lists = [
		['builds', [...settings.builds, ...settings.allBuilds]],
		['arches', [...settings.arches, ...settings.allArches]],
		['subarches', [...settings.subarches, ...settings.allSubarches]],
	] as const;
	return [...lists.flatMap(([holds, items]) => items.map((item) => ({ holds, item }))), ...written];
}

function unknownName(
	holds: BuildList,
	{ name, exact }: SettingItem,
	context: BuildbotContext,
): Omit<Problem<UnknownNameCode>, 'span'> | undefined {
	const knowledge = knowledgeOf(context);
	if (knowledge.has(holds, name)) return undefined;
	const suggestion = knowledge.nearest(holds, name);
	// Anybody may name a build as they like: where nothing tells what there is, only a slip of the hand is worth a word.
	if (holds === 'builds' && suggestion === undefined && context.builds.length === 0) return undefined;
	const installed =
		holds === 'subarches' && context.subarches.some(({ source }) => source === 'installation');
	const severity: Severity = suggestion !== undefined || installed ? 'warning' : 'information';
	const what = { builds: 'build', arches: 'arch', subarches: 'subarch' } as const;
	const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`;
	const data: UnknownData = { name, suggestion, exact };
	return {
		code: `unknown-${what[holds]}`,
		severity,
		message: `${JSON.stringify(name)} is no ${what[holds]} that is known here.${hint}`,
		data,
	};
}
