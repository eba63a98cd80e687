/** Code lenses: how the subarches stand and which is next, and what `map_build` answers. They stay while the text is unfinished. */
import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { Span } from '../../../base/span.ts';
import type { Buildbot } from '../../../buildbot/index.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../../convert.ts';
import type { DocumentView } from '../../documentView.ts';
import { answerText } from '../answerText.ts';
import { askedMapBuild } from '../askedMapBuild.ts';
import { buildbotText } from '../buildbotDocument.ts';
import { type Standings, standingsOf } from './standings.ts';
import { totalSentence } from './standingWords.ts';

/** Commands of the client. */
const showHealthCommand = 'metro.showHealth';
const nextBuildCommand = 'metro.nextBuild';
const tryMapBuildCommand = 'metro.tryMapBuild';

/**
 * The lenses of the set-up's own file; none before its repository has been read.
 * @param buildbot the evaluation of this version
 * @param moment milliseconds since the epoch
 */
export function buildbotCodeLenses(
	document: DocumentView,
	buildbot: Buildbot,
	context: BuildbotContext,
	moment: number,
): CodeLens[] {
	const { scanned } = context;
	if (scanned === undefined || document.path !== context.ownFile) return [];
	const { outline } = buildbotText(document);
	const standings = standingsOf(scanned, moment);
	const lens = ({ start }: Span, title: string, command = '', ...args: string[]): CodeLens => ({
		range: toRange(document.lines, { start, end: start }),
		command: { title, command, arguments: args } satisfies Command,
	});
	const subarches =
		outline.assignments.findLast(({ name }) => name === 'subarches') ??
		outline.functions.findLast(({ name }) => name === 'get_subarches');
	const { mapBuild } = outline;
	return [
		...(subarches === undefined
			? []
			: [
					lens(subarches.span, totalSentence(standings), showHealthCommand, scanned.home),
					lens(subarches.span, nextWords(standings), nextBuildCommand, scanned.home),
				]),
		...(mapBuild === undefined
			? []
			: [
					lens(mapBuild.span, answerWords(buildbot, standings), tryMapBuildCommand, document.uri),
					lens(mapBuild.span, 'Try map_build…', tryMapBuildCommand, document.uri),
				]),
	];
}

function nextWords({ all }: Standings): string {
	const next = all.find(({ rotation }) => rotation.kind === 'due' && rotation.place === 1)?.subarch;
	return `Next Build: ${next?.subarch ?? 'nothing is due'}`;
}

/** What the last build may have been, and on which day; `undefined`: there was none. */
const pasts = [
	['after a full build', true, '2015-02-08'],
	['after one that was not full', false, '2015-02-08'],
	['as the first build', false, undefined],
] as const;

/** The answers for one subarch: the first of the file or, since `get_subarches` names them for a host, of the repository. */
function answerWords(buildbot: Buildbot, { all }: Standings): string {
	if (buildbot.error !== undefined || buildbot.stopped !== undefined)
		return 'map_build: unknown while the file cannot be evaluated';
	const { builds, arches, subarches } = buildbot.settings;
	const first = all[0]?.subarch;
	const build = builds[0]?.name ?? first?.build;
	const arch = arches[0]?.name ?? first?.arch ?? '';
	const subarch = subarches[0]?.name ?? first?.subarch;
	if (build === undefined || subarch === undefined) return 'map_build: nothing to ask it about yet';
	const words = pasts.map(([past, full, fullDate]) => {
		const answer = askedMapBuild(buildbot, { build, arch, subarch, full, fullDate });
		return `${answerText(answer)} ${past}`;
	});
	return `For ${subarch}: ${words.join(', ')}`;
}
