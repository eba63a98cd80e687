/** How a subarch stands in each build: its state, failures, last builds, next turn and why, and what is built then. As Markdown. */

import { formatDay } from '../../../base/civilTime.ts';
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { ago } from '../../../base/phrases.ts';
import { wordOfState } from '../../../health/subarchCounts.ts';
import {
	buildersOf,
	countOf,
	type DatedBuild,
	failcountPath,
	isBeingBuilt,
	lockPath,
	type MissingBuilds,
	mapBuildArguments,
	rotationReason,
	type Subarch,
	seedPath,
	whyBuildsUnknown,
} from '../../../repository/index.ts';
import type { ScannedSetup } from '../../../setup/buildbot/buildbotContext.ts';
import { markdownLink } from '../../markdown.ts';
import { buildersPhrase } from '../../repository/hostWords.ts';
import { answerText } from '../answerText.ts';
import { askedMapBuild } from '../askedMapBuild.ts';
import type { Standing, Standings } from '../beside/standings.ts';
import { directoryLink } from '../names/nameTargets.ts';
import { linkedText } from '../names/shortPaths.ts';
import type { HoverScene } from './hoverScene.ts';

/** At most this many builds and arches are shown for a subarch, and this many of its dated builds. */
const mostStandings = 5;
const mostBuilds = 3;

/** One part for each build and arch that has the subarch. */
export function subarchStandings(name: string, standings: Standings, scene: HoverScene): string[] {
	const { scanned } = scene.context;
	if (scanned === undefined) return [];
	const found = standings.ofSubarch.get(name) ?? [];
	if (found.length === 0) return [`In the mirror: ${escapeMarkdown(whyAbsent(name, scene, scanned))}`];
	const rest = found.length - mostStandings;
	return [
		...found.slice(0, mostStandings).map((standing) => standingPart(standing, standings, scene, scanned)),
		...(rest > 0 ? [`And in ${rest} more.`] : []),
		...missingPart(scene.context.withoutDirectory?.get(name)),
	];
}

/** The builds that it has no directory in. */
function missingPart(missing: MissingBuilds | undefined): string[] {
	if (missing === undefined) return [];
	const builds = missing.builds.slice(0, mostStandings);
	const rest = missing.builds.length - builds.length;
	const names = [...builds, ...(rest > 0 ? [`${rest} more`] : [])].map(escapeMarkdown).join(', ');
	return [`No directory in ${names}: Metro does not build it there before somebody creates one.`];
}

/** Why the scan has not found it; a sentence. */
function whyAbsent(name: string, { context }: HoverScene, { policy, repository }: ScannedSetup): string {
	if (!policy.allSubarches.includes(name) && !policy.subarches.includes(name))
		return 'unknown until the file is saved, since only what the saved file names was looked for.';
	if (context.withoutDirectory?.has(name) === true)
		return 'no directory. Metro does not build it before somebody creates one.';
	const hidden = repository.troubles.find(({ code }) => code === 'unreadable-directory');
	return hidden === undefined ? 'no directory.' : `unknown. ${hidden.message}`;
}

function standingPart(
	{ subarch, state, rotation }: Standing,
	{ now }: Standings,
	scene: HoverScene,
	scanned: ScannedSetup,
): string {
	const { policy, farm } = scanned;
	const { context, editor } = scene;
	const linked = (fact: string): string => linkedText(fact, pathsOf(subarch), context, editor);
	const link = directoryLink(subarch.path, context, editor);
	const place = `${subarch.build}, ${subarch.arch}`;
	const builders =
		farm === undefined
			? undefined
			: buildersPhrase({ policy, farm, builders: buildersOf(farm, [subarch]) }, subarch);
	const turn = upperFirst(rotationReason(rotation, subarch, policy, now));
	const facts = [
		failures(subarch, policy.maxFailcount, turn),
		...lastBuilds(subarch, now),
		turn,
		...(subarch.local ? [nextTarget(subarch, scene)] : []),
		...(builders === undefined ? [] : [builders]),
	];
	const title = link === undefined ? escapeMarkdown(place) : markdownLink(place, link);
	return [
		`**${upperFirst(wordOfState[state])}** in ${title}:`,
		'',
		...facts.map((fact) => `- ${linked(fact)}`),
	].join('\n');
}

/** What a reason may name, absolute. */
function pathsOf(subarch: Subarch): readonly string[] {
	const inside = [failcountPath(subarch), lockPath(subarch), seedPath(subarch)];
	return [subarch.path, ...inside, ...subarch.builds.map(({ path }) => path)];
}

/** Why it is unknown is left to the turn, if that says so. */
function failures(subarch: Subarch, most: number, turn: string): string {
	const { failcount } = subarch;
	if (failcount.kind === 'unreadable')
		return turn.includes(failcount.reason) ? 'Failcount: unknown' : `Failcount: unknown, ${failcount.reason}`;
	return `Failcount: ${countOf(subarch) ?? '?'} of ${most}`;
}

function lastBuilds(subarch: Subarch, now: number): string[] {
	const unknown = whyBuildsUnknown(subarch);
	if (unknown !== undefined) return [`Last build: unknown, ${unknown}`];
	if (subarch.builds.length === 0) return ['Last build: never built'];
	const builds = subarch.builds.toSorted((a, b) => b.date - a.date);
	const shown = builds
		.slice(0, mostBuilds)
		.map((build) => `${build.name} (${buildWord(subarch, build)}, ${ago(build.date, now)})`);
	const rest = builds.length - shown.length;
	const { latestFull } = subarch;
	const isShown = builds.slice(0, mostBuilds).some((build) => build === latestFull);
	return [
		`Last builds: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
		...(latestFull === undefined || isShown ? [] : [`Last full build: ${formatDay(latestFull.date)}`]),
	];
}

function buildWord(subarch: Subarch, build: DatedBuild): string {
	const built = isBeingBuilt(subarch, build);
	if (built === 'yes') return 'being built';
	const state = build.state !== 'complete' ? build.state : build.full ? 'full' : 'complete, not full';
	return built === 'no' ? state : `${state}, perhaps being built`;
}

/** What `map_build` of the text asks for, saved or not. */
function nextTarget(subarch: Subarch, { buildbot }: HoverScene): string {
	const answer = askedMapBuild(buildbot, mapBuildArguments(subarch));
	return `Then map_build answers: ${answerText(answer)}`;
}

function upperFirst(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
