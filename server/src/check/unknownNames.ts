/** Unknown names of builds, arches and subarches in a `.buildbot`: in its lists and in comparisons. */
import { closestMatch } from '../base/closestMatch.ts';
import { changedPart, pushAll } from '../base/collections.ts';
import { memoizeWeak } from '../base/memoize.ts';
import type { Problem, Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import {
	type Buildbot,
	type BuildList,
	type ComparedName,
	prepareUses,
	type SettingItem,
} from '../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf } from '../setup/buildbot/buildbotContext.ts';
import type { UnknownNameCode } from './buildbotProblemKinds.ts';

/** The data that a fix for an unknown name needs. */
export interface UnknownData {
	readonly name: string;
	/** The closest known name, if any is close. */
	readonly suggestion: string | undefined;
	/** True if the text at the problem's place is the name itself. */
	readonly exact: boolean;
}

type UnknownName = Problem<UnknownNameCode>;

const what = { builds: 'build', arches: 'arch', subarches: 'subarch' } as const;

/** At most this many names get a suggestion, since each is compared with all others. */
const mostSuggestions = 200;

/** The known names of a context; suggests the closest one for an unknown name. */
interface Known {
	has(holds: BuildList, name: string): boolean;
	suggest(holds: BuildList, name: string, own?: ReadonlySet<string>): string | undefined;
	/** Whether an installation lists the subarches. */
	readonly hasInstallation: boolean;
	readonly hasBuilds: boolean;
}

function knownIn(context: BuildbotContext): Known {
	const knowledge = knowledgeOf(context);
	// A name that is new to the list is known by its directory.
	const unmanaged = new Set(context.scanned?.repository.unmanaged?.subarches);
	let left = mostSuggestions;
	return {
		has: (holds, name) => knowledge.has(holds, name) || (holds === 'subarches' && unmanaged.has(name)),
		suggest(holds, name, own = new Set()) {
			if (left-- <= 0) return undefined;
			return closestMatch(name, own) ?? knowledge.closestMatch(holds, name);
		},
		hasInstallation:
			context.isInstallationWhole && context.subarches.some(({ source }) => source === 'installation'),
		hasBuilds: context.builds.length > 0,
	};
}

/** Returns a problem for every unknown name: one for each place where it is written, in the order of the text. */
export function* unknownNamesWork(buildbot: Buildbot, context: BuildbotContext): Work<UnknownName[]> {
	const known = knownIn(context);
	const out: UnknownName[] = [];
	const seen = new Set<string>();
	const lists = namesOf(buildbot);
	for (const [index, { holds, items }] of lists.entries()) {
		const unknown = unknownIn(items, holds, known, lastLooks(context), `${holds} ${index}`);
		for (const item of unknown) {
			if (item.span === undefined) continue;
			yield;
			const place = placeOf(holds, item.span, item.name);
			if (seen.has(place)) continue;
			seen.add(place);
			const problem = unknownName(holds, item, known);
			if (problem !== undefined) out.push({ ...problem, span: item.span });
		}
		yield;
	}
	yield* prepareUses(buildbot.outline);
	const { compared } = buildbot.outline;
	if (compared.length > 0) pushAll(out, yield* unknownComparedWork(buildbot, lists, known));
	return out.sort((a, b) => a.span.start - b.span.start);
}

/** A list as it was looked at last, and the names in it that were unknown. */
interface Look {
	readonly items: readonly SettingItem[];
	readonly unknown: ReadonlySet<string>;
}

/** Of each list, by what it holds and its place among all. */
const lastLooks = memoizeWeak((_: BuildbotContext) => new Map<string, Look>());

/** The items with unknown names. Looks up only the names that another version of the list did not have at that place. */
function unknownIn(
	items: readonly SettingItem[],
	holds: BuildList,
	known: Known,
	looks: Map<string, Look>,
	list: string,
): readonly SettingItem[] {
	const last = looks.get(list) ?? { items: [], unknown: new Set() };
	const { start, end } = changedPart(last.items, items, (a, b) => a.name === b.name);
	const unknown = new Set(last.unknown);
	for (const { name } of items.slice(start, end)) if (!known.has(holds, name)) unknown.add(name);
	const found = unknown.size === 0 ? [] : items.filter(({ name }) => unknown.has(name));
	looks.set(list, { items, unknown: new Set(found.map(({ name }) => name)) });
	return found;
}

function placeOf(holds: BuildList, { start }: Span, name: string): string {
	return `${holds} ${start} ${name}`;
}

/** Of the names that are compared, but for those that are in a list at the same place. */
function* unknownComparedWork(
	buildbot: Buildbot,
	lists: readonly NamesOfList[],
	known: Known,
): Work<UnknownName[]> {
	const { compared } = buildbot.outline;
	const starts = new Set(compared.map(({ span }) => span.start));
	const listed = new Set<string>();
	const own: OwnNames = { builds: new Set(), arches: new Set(), subarches: new Set() };
	for (const { holds, items } of lists) {
		for (const { name, span } of items) {
			own[holds].add(name);
			if (span !== undefined && starts.has(span.start)) listed.add(placeOf(holds, span, name));
		}
		yield;
	}
	const out: UnknownName[] = [];
	for (const one of compared) {
		yield;
		if (listed.has(placeOf(one.holds, one.span, one.name))) continue;
		const isWhole = areAllKnown(buildbot, one.holds);
		const problem = unknownCompared(one, own[one.holds], isWhole, known);
		if (problem !== undefined) out.push(problem);
	}
	return out;
}

/** The names in the lists of the file itself. */
type OwnNames = Readonly<Record<BuildList, Set<string>>>;

interface NamesOfList {
	readonly holds: BuildList;
	readonly items: readonly SettingItem[];
}

/** The names that reach the lists. If evaluation stops early, also those that are written in the rest of the text. */
function namesOf(buildbot: Buildbot): readonly NamesOfList[] {
	const { settings, outline } = buildbot;
	const lists = [
		['builds', settings.builds, settings.allBuilds],
		['arches', settings.arches, settings.allArches],
		['subarches', settings.subarches, settings.allSubarches],
	] as const;
	const evaluated = lists.flatMap(([holds, here, all]) =>
		(here === all ? [here] : [here, all]).map((items) => ({ holds, items })),
	);
	if (isEnded(buildbot)) return evaluated;
	const written = outline.sequences.map(({ holds, names }) => ({
		holds,
		items: names.map(({ name, span }) => ({ name, span, exact: true })),
	}));
	return [...evaluated, ...written];
}

function isEnded({ error, stopped }: Buildbot): boolean {
	return error === undefined && stopped === undefined;
}

/** True if a list can contain only the names that evaluation found. */
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
	// Builds may have any name: without an installation or a repository, only a probable misspelling is reported.
	if (holds === 'builds' && suggestion === undefined && !known.hasBuilds) return undefined;
	const installed = holds === 'subarches' && known.hasInstallation;
	const severity: Severity = suggestion !== undefined || installed ? 'warning' : 'information';
	const data: UnknownData = { name, suggestion, exact };
	const message = misplacedName(holds, name, known) ?? unknownMessage(holds, name, suggestion);
	return { code: `unknown-${what[holds]}`, severity, message, data };
}

/** The message for an arch in a list of subarches, or the reverse; `undefined` for any other name. */
function misplacedName(holds: BuildList, name: string, known: Known): string | undefined {
	const quoted = JSON.stringify(name);
	if (holds === 'subarches' && known.has('arches', name)) {
		return `${quoted} is an arch, not a subarch. List the arch in arches, and its subarches here.`;
	}
	if (holds === 'arches' && known.has('subarches', name)) {
		return `${quoted} is a subarch, not an arch. List the subarch in subarches, and its arch here.`;
	}
	return undefined;
}

function unknownMessage(holds: BuildList, name: string, suggestion: string | undefined): string {
	const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`;
	return `Unknown ${what[holds]} ${JSON.stringify(name)}.${hint}`;
}

/** A name from the lists is compared correctly, known or not: if it is wrong, it is reported in the lists. */
function unknownCompared(
	{ holds, name, span, exact }: ComparedName,
	own: ReadonlySet<string>,
	isWhole: boolean,
	known: Known,
): UnknownName | undefined {
	if (name === '' || own.has(name) || known.has(holds, name)) return undefined;
	const suggestion = known.suggest(holds, name, own);
	const severity: Severity = suggestion !== undefined && isWhole ? 'warning' : 'information';
	const data: UnknownData = { name, suggestion, exact };
	const message = unknownMessage(holds, name, suggestion);
	return { code: `unknown-${what[holds]}`, severity, span, message, data };
}
