/** Rearranges the lists of a `.buildbot`: each function gives the changes, or `undefined` where it does not apply. */
import type { Span } from '../../base/span.ts';
import type { Buildbot } from '../evaluateBuildbot.ts';
import type { SourceEdit } from '../itemRemoval.ts';
import type { BuildbotText } from '../readBuildbot.ts';
import { allLists, type BuildList, buildLists, counterparts, type ListSetting } from '../settingNames.ts';
import { isEmptyList } from '../settings.ts';
import type { SequenceNode } from '../writtenString.ts';
import { layOut, settingSequences } from './formatSequences.ts';
import { rowsOf, type SequenceRow, type SequenceRows } from './sequenceRows.ts';

/** A list whose only assignment, at the margin, is a tuple or a list in brackets. */
interface PlainList extends SequenceRows {
	readonly name: ListSetting;
	readonly node: SequenceNode;
	readonly statement: Span;
}

function plainListsIn(text: BuildbotText): readonly PlainList[] {
	const { source, outline } = text;
	const nodes = settingSequences(text);
	return [...buildLists, ...allLists].flatMap((name): PlainList[] => {
		const [only, ...others] = outline.assignments.filter((one) => one.name === name);
		if (only === undefined || others.length > 0 || !startsLine(source, only.span.start)) return [];
		const node = nodes.find(({ span }) => isSame(span, only.valueSpan));
		if (node === undefined || node.kind === 'set') return [];
		const rows = rowsOf(source, node);
		return rows === undefined ? [] : [{ ...rows, name, node, statement: only.span }];
	});
}

/** True if nothing comes before an offset on its line, so that a statement there is one of the module. */
function startsLine(source: string, offset: number): boolean {
	return offset === 0 || /[\r\n\ufeff]/.test(source[offset - 1] ?? '');
}

function isSame(a: Span, b: Span): boolean {
	return a.start === b.start && a.end === b.end;
}

/** Some rows of a list as a sequence of the same kind, on one line or on several as the list is. */
function written(source: string, { node }: PlainList, rows: readonly SequenceRow[]): string {
	const { start, end } = node.span;
	const hasComment = rows.some(({ before, behind }) => before.length > 0 || behind !== '');
	if (hasComment || (rows.length > 0 && /[\r\n]/.test(source.slice(start, end)))) {
		const [first, ...others] = rows;
		const apart = first === undefined ? [] : [{ ...first, isApart: false }, ...others];
		return layOut(source, node, { rows: apart, behindOpening: '', last: [], isLastApart: false });
	}
	const comma = node.kind === 'tuple' && rows.length === 1 ? ',' : '';
	const [open, close] = node.kind === 'tuple' ? ['(', ')'] : ['[', ']'];
	return `${open}${rows.map((row) => row.text).join(', ')}${comma}${close}`;
}

function newlineOf(source: string): string {
	return /\r\n?|\n/.exec(source)?.[0] ?? '\n';
}

/** The end of the line that a statement ends on, if nothing but a comment follows; else `undefined`. */
function lineEndAfter(source: string, { end }: Span): number | undefined {
	const rest = /^[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|$)/.exec(source.slice(end));
	return rest === null ? undefined : end + rest[0].length;
}

/** The lines that give the lists of a master their values; those that the file has already are left out. */
function masterLines({ assigned, rules }: Buildbot, remote: string): string[] {
	const others = rules.isLater
		? []
		: (['all_builds', 'all_arches'] as const)
				.filter((name) => isEmptyList(assigned, name))
				.map((name) => `${name} = ${counterparts[name]}`);
	return [...others, `all_subarches = subarches + ${remote}`];
}

/** Whether a list of the master is written somewhere. */
function hasMasterList({ outline }: BuildbotText, { rules }: Buildbot): boolean {
	const names: readonly string[] = rules.isLater ? ['all_subarches'] : allLists;
	return outline.assignments.some(({ name }) => names.includes(name));
}

/** The file of one server as that of a master, which keeps what other servers build: with an empty list for that. */
export function asMaster(text: BuildbotText, buildbot: Buildbot): SourceEdit[] | undefined {
	const { source, outline } = text;
	const kind = buildbot.assigned.get('subarches')?.value.kind;
	if (hasMasterList(text, buildbot) || (kind !== 'tuple' && kind !== 'list')) return undefined;
	const own = outline.assignments.filter(({ name }) => buildLists.some((one) => one === name));
	const last = own.toSorted((a, b) => a.span.end - b.span.end).at(-1);
	if (last === undefined || own.some(({ span }) => !startsLine(source, span.start))) return undefined;
	const at = lineEndAfter(source, last.span);
	if (at === undefined) return undefined;
	const newline = newlineOf(source);
	const brackets = kind === 'tuple' ? `(${newline})` : `[${newline}]`;
	const lines = ['', '# Kept here, but built by other servers:', ...masterLines(buildbot, brackets)];
	return [{ span: { start: at, end: at }, text: lines.map((line) => newline + line).join('') }];
}

/** What is built here, and what other servers build: the names of `subarches` in `range` become remote. */
export function splitRemote(text: BuildbotText, buildbot: Buildbot, range: Span): SourceEdit[] | undefined {
	const list = plainListsIn(text).find(({ name }) => name === 'subarches');
	if (list === undefined || hasMasterList(text, buildbot) || range.end <= range.start) return undefined;
	const isChosen = ({ item: { span } }: SequenceRow): boolean =>
		span.start >= range.start && span.end <= range.end;
	const remote = list.rows.filter(isChosen);
	const local = list.rows.filter((row) => !isChosen(row));
	const { source } = text;
	const at = lineEndAfter(source, list.statement);
	if (remote.length === 0 || local.length === 0 || at === undefined) return undefined;
	const newline = newlineOf(source);
	const lines = masterLines(buildbot, written(source, list, remote));
	return [
		{ span: list.node.span, text: remaining(source, list, local) },
		{ span: { start: at, end: at }, text: lines.map((line) => newline + line).join('') },
	];
}

/** A list with fewer rows; the comments at its start and end stay. */
function remaining(source: string, list: PlainList, rows: readonly SequenceRow[]): string {
	if (list.behindOpening === '' && list.last.length === 0) return written(source, list, rows);
	return layOut(source, list.node, { ...list, rows });
}

/** Two lists that begin with the same names, as one that both are made of. */
export interface Shared {
	/** The name of the list with the shared names. */
	readonly name: string;
	readonly count: number;
	readonly edits: readonly SourceEdit[];
}

/** The fewest names worth a list of their own. */
const fewestShared = 2;

/** Names that the list at `offset` has in common with another one, from the first on. */
export function extractShared(text: BuildbotText, offset: number): Shared | undefined {
	const lists = plainListsIn(text);
	const here = lists.find(({ statement }) => statement.start <= offset && offset <= statement.end);
	if (here === undefined) return undefined;
	let best: Shared | undefined;
	for (const other of lists) {
		if (other === here || other.node.kind !== here.node.kind) continue;
		const [first, second] = other.statement.start < here.statement.start ? [other, here] : [here, other];
		const count = sharedRows(first, second);
		const shared =
			count < fewestShared || count <= (best?.count ?? 0) ? undefined : sharedBy(text, first, second, count);
		if (shared !== undefined) best = shared;
	}
	return best;
}

function sharedRows(first: PlainList, second: PlainList): number {
	const differs = first.rows.findIndex(({ item }, at) => {
		const other = second.rows[at]?.item;
		return item.kind !== 'string' || other?.kind !== 'string' || item.value !== other.value;
	});
	return differs < 0 ? first.rows.length : differs;
}

function sharedBy(
	text: BuildbotText,
	first: PlainList,
	second: PlainList,
	count: number,
): Shared | undefined {
	const { source, outline } = text;
	// The comments beside the names of the second list would be lost.
	const dropped = second.rows.slice(0, count);
	const isBare = dropped.every(({ before, behind }) => before.length === 0 && behind === '');
	if (!isBare || second.behindOpening !== '') return undefined;
	const rest = second.rows.slice(count);
	if (rest.length === 0 && second.last.length > 0) return undefined;
	const sum = (name: string, list: PlainList, rows: readonly SequenceRow[]): string =>
		rows.length === 0 ? name : `${name} + ${remaining(source, list, rows)}`;
	if (count === first.rows.length) {
		if (
			second.name === counterpartOf(first.name) ||
			first.name === counterpartOf(second.name) ||
			rest.length > 0
		)
			return {
				name: first.name,
				count,
				edits: [{ span: second.node.span, text: sum(first.name, second, rest) }],
			};
		return undefined;
	}
	if (first.behindOpening !== '') return undefined;
	const name = `shared_${first.name.replace(/^all_/, '')}`;
	if (outline.uses.some((use) => use.name === name)) return undefined;
	const newline = newlineOf(source);
	const { start } = first.statement;
	return {
		name,
		count,
		edits: [
			{
				span: { start, end: start },
				text: `${name} = ${written(source, first, first.rows.slice(0, count))}${newline}`,
			},
			{ span: first.node.span, text: sum(name, first, first.rows.slice(count)) },
			{ span: second.node.span, text: sum(name, second, rest) },
		],
	};
}

function counterpartOf(name: ListSetting): BuildList | undefined {
	return name in counterparts ? counterparts[name as keyof typeof counterparts] : undefined;
}
