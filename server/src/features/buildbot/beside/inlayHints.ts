/** Inlay hints: behind each line with builds, arches or subarches, how they stand. Behind the line, so that no text moves. */

import { type InlayHint, type MarkupContent, MarkupKind } from 'vscode-languageserver-types';
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { withCount } from '../../../base/phrases.ts';
import type { Span } from '../../../base/span.ts';
import { countSubarches, countWords } from '../../../health/subarchCounts.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import { toPosition } from '../../convert.ts';
import type { DocumentView } from '../../documentView.ts';
import { buildbotText, type PlacedName, writtenNamesIn } from '../buildbotDocument.ts';
import { type Standing, type Standings, standingsOf } from './standings.ts';
import { nameWords, standingLine } from './standingWords.ts';

/** Longer hints are cut. */
const longest = 80;

/** A tooltip lists at most this many subarches. */
const mostLines = 24;

/**
 * The hints in `range`. None for a file that is not the set-up's own, and none before its repository has been read.
 * @param moment milliseconds since the epoch
 */
export function buildbotInlayHints(
	document: DocumentView,
	range: Span,
	context: BuildbotContext,
	moment: number,
): InlayHint[] {
	const { scanned } = context;
	if (scanned === undefined || document.path !== context.ownFile) return [];
	const { outline } = buildbotText(document);
	const lines = new Map<number, PlacedName[]>();
	for (const name of writtenNamesIn(outline, range)) {
		if (name.feeds.length === 0) continue;
		const { line } = toPosition(document.lines, name.span.start);
		const known = lines.get(line);
		if (known === undefined) lines.set(line, [name]);
		else known.push(name);
	}
	if (lines.size === 0) return [];
	const standings = standingsOf(scanned, moment);
	return [...lines].flatMap(([line, onLine]): InlayHint[] => {
		const said = onLine.map((name) => saidOf(name, standings, context));
		const label = labelOf(said);
		if (label === '') return [];
		const lineEnd = document.lines.offset(line, Number.MAX_SAFE_INTEGER);
		return [
			{
				position: toPosition(document.lines, lineEnd),
				label: label.length > longest ? `${label.slice(0, longest - 1)}…` : label,
				paddingLeft: true,
				tooltip: tooltipOf(said, standings, scanned.policy),
			},
		];
	});
}

interface Said {
	readonly name: string;
	readonly words: readonly string[];
	readonly standings: readonly Standing[];
	/** The builds that have no directory of it. */
	readonly missing: readonly string[];
}

function saidOf({ name, holds, feeds }: PlacedName, standings: Standings, context: BuildbotContext): Said {
	const { scanned, withoutDirectory } = context;
	if (holds !== 'subarches') {
		const found = (holds === 'builds' ? standings.ofBuild : standings.ofArch).get(name) ?? [];
		return { name, words: countWords(countSubarches(found)), standings: found, missing: [] };
	}
	const found = standings.ofSubarch.get(name) ?? [];
	const missing = feeds.includes('subarches') ? withoutDirectory?.get(name) : undefined;
	const words = scanned === undefined ? [] : nameWords(found, scanned.policy, standings.now);
	if (missing === undefined) return { name, words, standings: found, missing: [] };
	const { builds, isEverywhere } = missing;
	const said = isEverywhere ? 'no directory' : `no directory in ${withCount(builds.length, 'build')}`;
	return {
		name,
		words: isEverywhere ? [said, ...words] : [...words, said],
		standings: found,
		missing: builds,
	};
}

/** The names are said where there are several on the line. */
function labelOf(said: readonly Said[]): string {
	const [only, ...others] = said;
	if (only === undefined) return '';
	if (others.length === 0) return only.words.join(' · ');
	return said
		.flatMap(({ name, words }) => (words.length === 0 ? [] : [`${name}: ${words.join(', ')}`]))
		.join(' · ');
}

function tooltipOf(
	said: readonly Said[],
	{ now }: Standings,
	policy: Parameters<typeof standingLine>[1],
): MarkupContent {
	const standings = said.flatMap((one) => one.standings);
	const missing = said.flatMap(({ name, missing }) =>
		missing.map((build) => `${name} in ${build}: no directory`),
	);
	const every = [
		...standings.map((one) => () => standingLine(one, policy, now)),
		...missing.map((line) => () => line),
	];
	const lines = every.slice(0, mostLines).map((line) => line());
	const rest = every.length - lines.length;
	const all = [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])];
	return { kind: MarkupKind.Markdown, value: all.map((line) => `- ${escapeMarkdown(line)}`).join('\n') };
}
