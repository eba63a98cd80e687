/** Subarches of a `.buildbot` that are never built: their arch is not listed, or the installation has no spec for them. */
import { memoize, memoizeWeak } from '../base/memoize.ts';
import type { Problem, RelatedPlace } from '../base/problem.ts';
import type { Buildbot, SettingItem } from '../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf } from '../setup/buildbot/buildbotContext.ts';
import type { PlacedNameCode } from './buildbotProblemKinds.ts';

/** At most this many problems of a kind are reported: a list of another installation has thousands. */
const most = 100;

/** Reports names of a file that runs to its end. */
export function archesOfSubarches(buildbot: Buildbot, context: BuildbotContext): Problem<PlacedNameCode>[] {
	if (buildbot.error !== undefined || buildbot.stopped !== undefined) return [];
	const { settings, assigned, dynamic, rules } = buildbot;
	const { isLater } = rules;
	const out: Problem<PlacedNameCode>[] = [];
	const places = new Set<number>();
	const look = (items: readonly SettingItem[], arches: readonly SettingItem[], list: string): void => {
		const listed = new Set(arches.map(({ name }) => name));
		if (listed.size === 0 || dynamic.has(list === 'arches' ? 'arches' : 'all_arches')) return;
		const unlisted = unlistedArches(context)(JSON.stringify([...listed]));
		// Nearly all names belong to an arch of the list, and there may be many.
		if (unlisted.size === 0) return;
		for (const { name, span } of items) {
			const found = unlisted.get(name);
			if (found === undefined) continue;
			if (span === undefined || places.has(span.start) || out.length >= most) continue;
			places.add(span.start);
			const { arch, isInstalled } = found;
			const effect = list === 'arches' ? 'it is never built' : 'it is neither listed nor cleaned';
			out.push({
				code: 'arch-not-listed',
				severity: isInstalled ? 'warning' : 'information',
				span,
				message: `${JSON.stringify(name)} belongs to the arch ${JSON.stringify(arch)}, which ${list} does not name: ${effect}.`,
				related: [...placeOf(buildbot, list), ...specOf(name, context)],
				data: { name, arch, list },
			});
		}
	};
	if (!isLater) look(settings.subarches, settings.arches, 'arches');
	const isOneServers = !assigned.has('all_subarches') && !assigned.has('all_arches');
	if (isLater || !isOneServers)
		look(settings.allSubarches, settings.allArches, isLater ? 'arches' : 'all_arches');
	return out;
}

function placeOf({ outline }: Buildbot, list: string): RelatedPlace[] {
	const place =
		outline.assignments.findLast(({ name }) => name === list) ??
		outline.assignments.findLast(({ name }) => name === 'arches');
	return place === undefined ? [] : [{ span: place.nameSpan, message: 'the arches' }];
}

function specOf(name: string, { files }: BuildbotContext): RelatedPlace[] {
	const [path] = files.of({ kind: 'subarches', name });
	return path === undefined ? [] : [{ path, span: { start: 0, end: 0 }, message: 'its spec' }];
}

interface UnlistedArch {
	readonly arch: string;
	readonly isInstalled: boolean;
}

/** At most so many lists of arches are looked through for a set-up before all are forgotten. */
const mostLists = 20;

/**
 * The subarches whose arch is none of the listed ones (JSON of their names), with that arch. A directory below a listed arch shows that both
 * go together, whatever a spec says.
 */
const unlistedArches = memoizeWeak((context: BuildbotContext) => {
	const { installed, present } = placesOf(context);
	return memoize((arches: string): ReadonlyMap<string, UnlistedArch> => {
		const listed = new Set<string>(JSON.parse(arches));
		const found = new Map<string, UnlistedArch>();
		for (const { name, arch } of knowledgeOf(context).subarches.values()) {
			if (arch === undefined || listed.has(arch)) continue;
			if ([...listed].some((one) => present.has(`${one}\n${name}`))) continue;
			found.set(name, { arch, isInstalled: installed.get(name) === arch });
		}
		return found;
	}, mostLists);
});

/** The arches of the installation's subarches, the arches and subarches that the repository has together, and what has builds. */
const placesOf = memoizeWeak((context: BuildbotContext) => ({
	installed: new Map(
		context.subarches.filter(({ source }) => source === 'installation').map((fact) => [fact.name, fact.arch]),
	),
	present: new Set(context.scanned?.repository.subarches.map(({ arch, subarch }) => `${arch}\n${subarch}`)),
	inUse: new Set(context.subarches.filter((fact) => fact.inUse).map(({ name }) => name)),
}));

/** Names that are built here and that Metro knows, but for which this installation has no spec. */
export function withoutSpec(
	{ settings, rules }: Buildbot,
	context: BuildbotContext,
): Problem<PlacedNameCode>[] {
	const { installed, inUse } = placesOf(context);
	// Since 2019, what describes a subarch is in the Portage tree.
	if (installed.size === 0 || rules.isLater || rules.callsAllFull === true) return [];
	if (!context.isInstallationWhole) return [];
	const found = new Map<number, Problem<PlacedNameCode>>();
	for (const { name, span } of settings.subarches) {
		if (installed.has(name) || span === undefined || found.has(span.start)) continue;
		if (found.size >= most) break;
		const message = `The installation has no subarch/${name}.spec, so Metro cannot build ${JSON.stringify(name)}.`;
		// What has builds may get its spec from elsewhere.
		const severity = inUse.has(name) ? 'information' : 'warning';
		found.set(span.start, { code: 'no-spec', severity, span, message, data: { name } });
	}
	return [...found.values()];
}

/** Names that the repository has below another arch than their spec names. */
export function archesThatDiffer(
	{ settings }: Buildbot,
	context: BuildbotContext,
): Problem<PlacedNameCode>[] {
	const below = elsewhere(context);
	if (below.size === 0) return [];
	const places = new Set<number>();
	return settings.allSubarches
		.flatMap(({ name, span }): Problem<PlacedNameCode>[] => {
			const arches = below.get(name);
			if (arches === undefined || span === undefined || places.has(span.start)) return [];
			places.add(span.start);
			const where = [...arches].map((arch) => JSON.stringify(arch)).join(' and ');
			const arch = placesOf(context).installed.get(name);
			const message = `The repository has ${JSON.stringify(name)} below ${where}, but its spec names the arch ${JSON.stringify(arch)}.`;
			const related = specOf(name, context);
			return [{ code: 'arch-differs', severity: 'information', span, message, related, data: { name } }];
		})
		.slice(0, most);
}

/** The arches that the repository has subarches below, where their specs name others. */
const elsewhere = memoizeWeak((context: BuildbotContext): ReadonlyMap<string, ReadonlySet<string>> => {
	const { installed } = placesOf(context);
	const below = new Map<string, Set<string>>();
	for (const { subarch, arch } of context.scanned?.repository.subarches ?? []) {
		const own = installed.get(subarch);
		if (own !== undefined && own !== arch) below.set(subarch, (below.get(subarch) ?? new Set()).add(arch));
	}
	return below;
});
