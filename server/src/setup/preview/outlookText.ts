/** Two outlooks side by side, as a Markdown document that reads well as it is. Differences are in words. */
import { formatDay } from '../../base/civilTime.ts';
import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { withCount } from '../../base/phrases.ts';
import { oneLine } from '../../base/visible.ts';
import {
	type ForecastStep,
	itemPhrase,
	type RetentionItem,
	type Turn,
	targetPhrase,
} from '../../repository/index.ts';
import type { Outlook } from './outlook.ts';

/** At most this many removals and subarches are named in a list. */
const mostNamed = 40;

type Known = Extract<Outlook, { readonly kind: 'known' }>;

/** What the two are called, at the head of a column and in sentences, and how other words are written. */
export interface OutlookTitles {
	readonly saved: string;
	readonly edited: string;
	/** How names and reasons, which may hold anything, are written. */
	quoted(text: string): string;
	/** How the place of a turn is written, which is a path in the mirror. */
	place(path: string): string;
}

/** For an editor, which renders it. */
export const editorTitles: OutlookTitles = {
	saved: 'Saved file',
	edited: 'Your changes',
	quoted: (text) => escapeMarkdown(oneLine(text)),
	// A path as a whole would not fit into a narrow column.
	place: (path) => path.replaceAll('/', ' / '),
};

/**
 * @param saved `undefined`: there is no saved file
 * @param edited what the other text gives
 */
export function outlookText(saved: Outlook | undefined, edited: Outlook, titles: OutlookTitles): string {
	const columns = [saved, edited].filter((one) => one?.kind === 'known');
	const unknown = [
		...(saved === undefined
			? [`- ${titles.saved}: there is none yet.`]
			: unknownLines(titles.saved, saved, titles)),
		...unknownLines(titles.edited, edited, titles),
	];
	const known = { saved: knownOf(saved), edited: knownOf(edited), titles };
	const lines = [
		'# Preview of the Rotation',
		...(unknown.length === 0 ? [] : ['', ...unknown]),
		...(columns.length === 0
			? []
			: [
					...sectionOf('Next Builds', nextLines(known)),
					...sectionOf('Built Here', hereLines(known)),
					...sectionOf('Clean Would Remove', cleanLines(known)),
					...sectionOf('Uncertain', doubtLines(known)),
				]),
	];
	return `${lines.join('\n')}\n`;
}

interface Both {
	readonly saved: Known | undefined;
	readonly edited: Known | undefined;
	readonly titles: OutlookTitles;
}

function knownOf(outlook: Outlook | undefined): Known | undefined {
	return outlook?.kind === 'known' ? outlook : undefined;
}

function unknownLines(whose: string, outlook: Outlook, { quoted }: OutlookTitles): readonly string[] {
	return outlook.kind === 'unknown'
		? [`- ${whose}: unknown. ${quoted(outlook.reason).replace(/\.?$/, '.')}`]
		: [];
}

function sectionOf(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

/**
 * The turns of the other text, as if each build succeeded at once, with the turn that the saved file gives the same build. Two whole
 * columns would not fit into half a window.
 */
function nextLines({ saved, edited, titles }: Both): readonly string[] {
	const [before, after] = [saved, edited].map((outlook) => outlook && stepsOf(outlook, titles));
	if (before === undefined || after === undefined) {
		const title = after === undefined ? titles.saved : titles.edited;
		const only = after ?? before ?? [];
		if (only.length === 0) return ['Nothing.'];
		return table([['Turn', title], ...only.map(({ text }, index) => [String(index + 1), text])], titles);
	}
	if (before.length === 0 && after.length === 0) return ['Nothing.'];
	const turns = new Map(before.map(({ key }, index) => [key, index]));
	const rows = after.map((step, index) => {
		const turn = turns.get(step.key);
		turns.delete(step.key);
		return [String(index + 1), step.text, turnText(step, index, turn, before)];
	});
	const gone = [...turns.values()].map((turn) => `turn ${turn + 1}: ${before[turn]?.text ?? ''}`);
	return [
		...(rows.length === 0
			? [`${titles.edited}: nothing.`]
			: table([['Turn', titles.edited, titles.saved], ...rows], titles)),
		...(gone.length === 0 ? [] : ['', `${titles.saved} only:`, ...named(gone, titles)]),
	];
}

interface Step {
	/** The same for the same turn of a subarch: its first, its second. */
	readonly key: string;
	/** The day, the place and what is built, with the reason. */
	readonly text: string;
	/** The day and what is built. */
	readonly brief: string;
}

function stepsOf(outlook: Known, titles: OutlookTitles): readonly Step[] {
	const counts = new Map<string, number>();
	return outlook.steps.map((step) => {
		const { path } = step.turn.subarch;
		const count = (counts.get(path) ?? 0) + 1;
		counts.set(path, count);
		return { key: `${count} ${path}`, text: stepText(step, outlook, titles), brief: briefText(step) };
	});
}

/** What the saved file has in place of a turn. */
function turnText(step: Step, index: number, turn: number | undefined, before: readonly Step[]): string {
	const other = turn === undefined ? undefined : before[turn];
	if (turn === undefined || other === undefined) return 'not among these';
	const isMoved = turn !== index;
	if (other.text === step.text) return isMoved ? `turn ${turn + 1}` : 'same';
	return [...(isMoved ? [`turn ${turn + 1}`] : []), other.brief].join(', ');
}

function stepText({ at, turn, said }: ForecastStep, { repository }: Known, titles: OutlookTitles): string {
	const what = said.kind === 'unusable' ? `map_build gives no target: ${said.reason}` : targetPhrase(said);
	const place = titles.place(placeOf(turn.subarch.path, repository.mirror));
	return `${formatDay(at)} ${place} ${what} (${whyNow(turn)})`;
}

function briefText({ at, said }: ForecastStep): string {
	return `${formatDay(at)} ${said.kind === 'unusable' ? 'no target' : targetPhrase(said)}`;
}

/** In fewer words than elsewhere, since it stands in a column. */
function whyNow({ reason, subarch: { latest } }: Turn): string {
	if (latest === undefined) return 'never built';
	const day = formatDay(latest.date);
	return reason === 'starved' ? `failed, and waiting since ${day}` : `last built ${day}`;
}

/** Columns of one width each. */
function table(rows: readonly (readonly string[])[], { quoted }: OutlookTitles): readonly string[] {
	const cells = rows.map((row) => row.map(quoted));
	const widths = (cells[0] ?? []).map((_, column) =>
		Math.max(...cells.map((row) => row[column]?.length ?? 0)),
	);
	const line = (row: readonly string[]): string =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const [head = [], ...body] = cells;
	return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)];
}

function hereLines({ saved, edited, titles }: Both): readonly string[] {
	const [before, after] = [saved, edited].map((outlook) =>
		outlook?.repository.subarches
			.filter(({ local }) => local)
			.map(({ path }) => placeOf(path, outlook.repository.mirror)),
	);
	if (before === undefined || after === undefined) return [];
	return [
		`${titles.saved}: ${withCount(before.length, 'subarch', 'subarches')}. ${titles.edited}: ${after.length}.`,
		...differences(before, after, titles),
	];
}

function cleanLines({ saved, edited, titles }: Both): readonly string[] {
	const [before, after] = [saved, edited].map((outlook) =>
		outlook?.removals.map((item) => removalText(item, outlook.repository.mirror)),
	);
	const count = (items: readonly string[] | undefined): string =>
		items === undefined ? 'unknown' : String(items.length);
	const only =
		before === undefined || after === undefined
			? named(before ?? after ?? [], titles)
			: differences(before, after, titles);
	return [`${titles.saved}: ${count(before)}. ${titles.edited}: ${count(after)}.`, ...only];
}

function removalText(item: RetentionItem, mirror: string): string {
	return `${placeOf(item.path, mirror)} (${itemPhrase(item).replace(/^[^:]*: /, '')})`;
}

/** What only one of two lists has. */
function differences(
	before: readonly string[],
	after: readonly string[],
	titles: OutlookTitles,
): readonly string[] {
	const [old, now] = [new Set(before), new Set(after)];
	const section = (title: string, items: readonly string[]): readonly string[] =>
		items.length === 0 ? [] : ['', title, ...named(items, titles)];
	return [
		...section(
			`${titles.edited} only:`,
			after.filter((one) => !old.has(one)),
		),
		...section(
			`${titles.saved} only:`,
			before.filter((one) => !now.has(one)),
		),
	];
}

function named(items: readonly string[], { quoted }: OutlookTitles): readonly string[] {
	const rest = items.length - mostNamed;
	const lines = items.slice(0, mostNamed).map((item) => `- ${quoted(item)}`);
	return items.length === 0 ? [] : ['', ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])];
}

function doubtLines({ saved, edited, titles }: Both): readonly string[] {
	const doubts = (whose: string, outlook: Known | undefined): readonly string[] =>
		outlook?.doubts.map((doubt) => `${whose}: ${doubt}`) ?? [];
	return named([...doubts(titles.saved, saved), ...doubts(titles.edited, edited)], titles).slice(1);
}

function placeOf(path: string, mirror: string): string {
	return path.startsWith(`${mirror}/`) ? path.slice(mirror.length + 1) : path;
}
