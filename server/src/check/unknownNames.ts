/** Names of builds, arches and subarches in a `.buildbot` that nobody knows: in its lists, and where they are compared. */
import { nearest } from '../base/nearest.ts';
import type { Problem, Severity } from '../base/problem.ts';
import type { Work } from '../base/work.ts';
import {
	type Buildbot,
	type BuildList,
	type ComparedName,
	laterForm,
	type SettingItem,
} from '../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf } from '../setup/buildbotContext.ts';
import type { UnknownNameCode } from './buildbotProblemKinds.ts';

/** What a fix for an unknown name needs. */
export interface UnknownData {
	readonly name: string;
	/** The known name most like it, if any is near. */
	readonly suggestion: string | undefined;
	/** True if the text at the problem's place is the name itself. */
	readonly exact: boolean;
}

type UnknownName = Problem<UnknownNameCode>;

const what = { builds: 'build', arches: 'arch', subarches: 'subarch' } as const;

/** Nobody mends more misspelled names at once, and each of them is compared with all others. */
const mostSuggestions = 200;

/** Names of the context, and for some of those that are not among them the one that may be meant. */
interface Known {
	has(holds: BuildList, name: string): boolean;
	suggest(holds: BuildList, name: string, own?: ReadonlySet<string>): string | undefined;
	/** An installation tells which subarches there are. */
	readonly hasInstallation: boolean;
	readonly hasBuilds: boolean;
}

function knownIn(context: BuildbotContext): Known {
	const knowledge = knowledgeOf(context);
	let left = mostSuggestions;
	return {
		has: knowledge.has,
		suggest(holds, name, own = new Set()) {
			if (left-- <= 0) return undefined;
			return nearest(name, own) ?? knowledge.nearest(holds, name);
		},
		hasInstallation: context.subarches.some(({ source }) => source === 'installation'),
		hasBuilds: context.builds.length > 0,
	};
}

/** A problem for every name that is not known; once per place where it is written, in the order of the text. */
export function* unknownNamesWork(buildbot: Buildbot, context: BuildbotContext): Work<UnknownName[]> {
	const known = knownIn(context);
	const out: UnknownName[] = [];
	const seen = new Set<string>();
	const own: OwnNames = { builds: new Set(), arches: new Set(), subarches: new Set() };
	for (const { holds, item } of namesOf(buildbot)) {
		yield;
		own[holds].add(item.name);
		if (item.span === undefined) continue;
		const place = `${holds} ${item.span.start} ${item.name}`;
		if (seen.has(place)) continue;
		seen.add(place);
		const problem = unknownName(holds, item, known);
		if (problem !== undefined) out.push({ ...problem, span: item.span });
	}
	if (laterForm(buildbot.outline) === undefined) {
		for (const compared of buildbot.outline.compared) {
			yield;
			if (seen.has(`${compared.holds} ${compared.span.start} ${compared.name}`)) continue;
			const isWhole = areAllKnown(buildbot, compared.holds);
			const problem = unknownCompared(compared, own[compared.holds], isWhole, known);
			if (problem !== undefined) out.push(problem);
		}
	}
	return out.sort((a, b) => a.span.start - b.span.start);
}

/** The names in the lists of the file itself. */
type OwnNames = Readonly<Record<BuildList, Set<string>>>;

interface NameOfList {
	readonly holds: BuildList;
	readonly item: SettingItem;
}

/** The names that reach the lists. In text that does not run to its end, those that are written there as well. */
function* namesOf(buildbot: Buildbot): Generator<NameOfList> {
	const { settings, outline } = buildbot;
	const lists = [
		['builds', settings.builds, settings.allBuilds],
		['arches', settings.arches, settings.allArches],
		['subarches', settings.subarches, settings.allSubarches],
	] as const;
	for (const [holds, managed, all] of lists) {
		for (const item of managed) yield { holds, item };
		for (const item of all) yield { holds, item };
	}
	if (isEnded(buildbot)) return;
	for (const { holds, names } of outline.sequences) {
		for (const { name, span } of names) yield { holds, item: { name, span, exact: true } };
	}
}

function isEnded({ error, stopped }: Buildbot): boolean {
	return error === undefined && stopped === undefined;
}

/** True if nothing else than the names that are known can be in a list. */
function areAllKnown(buildbot: Buildbot, list: BuildList): boolean {
	return isEnded(buildbot) && !buildbot.dynamic.has(list) && !buildbot.dynamic.has(`all_${list}`);
}

function unknownName(
	holds: BuildList,
	{ name, exact }: SettingItem,
	known: Known,
): Omit<UnknownName, 'span'> | undefined {
	if (known.has(holds, name)) return undefined;
	const suggestion = known.suggest(holds, name);
	// Anybody may name a build as they like: where nothing tells what there is, only a slip of the hand is worth a word.
	if (holds === 'builds' && suggestion === undefined && !known.hasBuilds) return undefined;
	const installed = holds === 'subarches' && known.hasInstallation;
	const severity: Severity = suggestion !== undefined || installed ? 'warning' : 'information';
	const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`;
	const data: UnknownData = { name, suggestion, exact };
	return {
		code: `unknown-${what[holds]}`,
		severity,
		message: `${JSON.stringify(name)} is no ${what[holds]} that is known here.${hint}`,
		data,
	};
}

/** What the lists hold is compared rightly, known or not: if it is wrong, that is said in the lists. */
function unknownCompared(
	{ holds, name, span, exact }: ComparedName,
	own: ReadonlySet<string>,
	isWhole: boolean,
	known: Known,
): UnknownName | undefined {
	if (name === '' || own.has(name) || known.has(holds, name)) return undefined;
	const suggestion = known.suggest(holds, name, own);
	const severity: Severity = suggestion !== undefined && isWhole ? 'warning' : 'information';
	const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`;
	const data: UnknownData = { name, suggestion, exact };
	const message = `No ${what[holds]} that is known here is called ${JSON.stringify(name)}.${hint}`;
	return { code: `unknown-${what[holds]}`, severity, span, message, data };
}
