/** Single edits that put a name into a list of a `.buildbot`, or take it out; the best first. Each has to be tried. */
import type { Span } from '../../base/span.ts';
import type { Expression } from '../../python/syntax/ast.ts';
import { expressionsAt } from '../../python/syntax/expressionsAt.ts';
import type { Buildbot } from '../evaluateBuildbot.ts';
import { type SourceEdit, withoutItem } from '../itemRemoval.ts';
import type { BuildbotText } from '../readBuildbot.ts';
import {
	type AllList,
	allLists,
	type BuildList,
	buildLists,
	counterparts,
	type ListSetting,
} from '../settingNames.ts';
import { isEmptyList } from '../settings.ts';
import { type SequenceNode, writtenString } from '../writtenString.ts';
import { insertion, newlineAt, quoted, quoteOf, withItem } from './itemInsertion.ts';
import { allListOf } from './wish.ts';

/** A text with what it gives. */
export interface Draft {
	readonly text: BuildbotText;
	readonly buildbot: Buildbot;
}

export type Move = readonly SourceEdit[];

/** At most this many sequences are tried for one list. */
const mostSequences = 6;

/** Takes the name out where the list has it last; none if it is not written out there. */
export function removalsFrom({ text, buildbot }: Draft, list: ListSetting, name: string): readonly Move[] {
	const places = buildbot.assigned.get(list)?.names ?? [];
	const found = places.findLast((item) => item.name === name);
	const item =
		found?.exact === true && found.span !== undefined ? writtenString(text, found.span)?.item : undefined;
	const move = item && withoutItem(text.source, item.sequence, item.index);
	return move === undefined ? [] : [move];
}

/** Puts the name at the end of a sequence that reaches the list, and not one of `others`. */
export function additionsTo(
	draft: Draft,
	list: BuildList | AllList,
	name: string,
	others: readonly ListSetting[],
): readonly Move[] {
	const { text, buildbot } = draft;
	const value = text.outline.assignments.findLast((one) => one.name === list)?.valueSpan;
	const isIn = ({ start, end }: Span): boolean =>
		value !== undefined && value.start <= start && end <= value.end;
	const shared = (feeds: readonly ListSetting[]): number =>
		feeds.filter((one) => one !== list && one !== allListOf(isAllList(list) ? counterparts[list] : list))
			.length;
	const sequences = text.outline.sequences
		.filter(({ feeds }) => feeds.includes(list) && !others.some((one) => feeds.includes(one)))
		.toSorted(
			(a, b) =>
				shared(a.feeds) - shared(b.feeds) ||
				Number(isIn(b.span)) - Number(isIn(a.span)) ||
				b.span.start - a.span.start,
		)
		.slice(0, mostSequences)
		.flatMap(({ span }) => sequenceAt(text, span) ?? []);
	// Without a name of its own, the list would no longer take its counterpart.
	const isDerived = isAllList(list) && isEmptyList(buildbot.assigned, list);
	return [
		...(isDerived ? [] : sequences.map((sequence) => withItem(text.source, sequence, name))),
		...extended(draft, list, name),
	];
}

function isAllList(list: BuildList | AllList): list is AllList {
	return list in counterparts;
}

function sequenceAt({ program }: BuildbotText, { start, end }: Span): SequenceNode | undefined {
	return expressionsAt(program.body, start).find(
		(one): one is SequenceNode =>
			(one.kind === 'tuple' || one.kind === 'list' || one.kind === 'set') &&
			one.span.start === start &&
			one.span.end === end,
	);
}

/** What the last assignment at the top level gives a name. */
function valueGiven({ program }: BuildbotText, name: string): Expression | undefined {
	const last = program.body.findLast(
		(one) =>
			one.kind === 'assign' && one.targets.some((target) => target.kind === 'name' && target.name === name),
	);
	return last?.kind === 'assign' ? last.value : undefined;
}

/** A value that `+` can follow without brackets. */
const tight: ReadonlySet<Expression['kind']> = new Set([
	'name',
	'call',
	'subscript',
	'attribute',
	'parenthesised',
	'binary',
]);

/** Adds a sequence of its own to a list that is made from another one; without a value, gives it one. */
function extended(draft: Draft, list: BuildList | AllList, name: string): readonly Move[] {
	const { text, buildbot } = draft;
	const isEmpty = isEmptyList(buildbot.assigned, list);
	const value = valueGiven(text, list);
	if (!isAllList(list)) {
		if (!isEmpty || value !== undefined) return [];
		return linesAdded(text, [`${list} = ${literalOf('tuple', text, name)}`]);
	}
	const own = counterparts[list];
	const base = isEmpty ? own : list;
	const kind = buildbot.assigned.get(base)?.value.kind ?? 'tuple';
	if (kind !== 'tuple' && kind !== 'list' && kind !== 'set') return [];
	const more = `${kind === 'set' ? ' | ' : ' + '}${literalOf(kind, text, name)}`;
	if (!isEmpty)
		return value !== undefined && tight.has(value.kind) ? [[insertion(value.span.end, more)]] : [];
	// Metro's own buildrepo uses the three lists together or not at all; since December 2020 it reads only one of them.
	const missing = buildbot.rules.isLater
		? [list]
		: allLists.filter((one) => isEmptyList(buildbot.assigned, one));
	const isWritten = value !== undefined;
	const lines = missing
		.filter((one) => one !== list || !isWritten)
		.map((one) => `${one} = ${counterparts[one]}${one === list ? more : ''}`);
	const given: Move = isWritten ? [{ span: value.span, text: `${own}${more}` }] : [];
	return lines.length === 0 ? [given] : linesAdded(text, lines).map((move) => [...given, ...move]);
}

function literalOf(kind: 'tuple' | 'list' | 'set', { source }: BuildbotText, name: string): string {
	const literal = quoted(name, quoteOf(source));
	if (kind === 'tuple') return `(${literal},)`;
	return kind === 'list' ? `[${literal}]` : `{${literal}}`;
}

/** Adds lines after the last assignment at the top level of one of the lists, or to the end of the file if they need more. */
function linesAdded({ source, program, outline }: BuildbotText, lines: readonly string[]): readonly Move[] {
	const newline = newlineAt(source, source.length);
	const settings = new Set<string>([...buildLists, ...allLists]);
	const tops = new Set(program.body.map(({ span }) => span.start));
	const last = outline.assignments.findLast(({ name, span }) => settings.has(name) && tops.has(span.start));
	const close = /(?:^|[\r\n])$/.test(source) ? '' : newline;
	const atEnd = [insertion(source.length, close + lines.map((line) => line + newline).join(''))];
	if (last === undefined) return [atEnd];
	const rest = /[\r\n]/.exec(source.slice(last.span.end))?.index;
	const at = rest === undefined ? source.length : last.span.end + rest;
	return [[insertion(at, lines.map((line) => newline + line).join(''))], atEnd];
}
