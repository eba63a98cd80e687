/** Sorts the names of a written sequence. Comments and blank lines divide it into groups, each of which is sorted by itself. */
import type { SourceEdit } from '../itemRemoval.ts';
import type { SequenceNode } from '../writtenString.ts';
import { layOut } from './formatSequences.ts';
import { rowsOf, type SequenceRow, type SequenceRows } from './sequenceRows.ts';

/** The changes; `undefined`: it is sorted already, or cannot be. A comment behind a name goes with it. */
export function sortSequence(source: string, sequence: SequenceNode): SourceEdit[] | undefined {
	const read = rowsOf(source, sequence);
	if (read === undefined) return undefined;
	const sorted = groupsOf(read).flatMap(sortedGroup);
	if (sorted.every((row, at) => row.text === read.rows[at]?.text)) return undefined;
	if (read.rows.some(({ behind }) => behind !== '')) {
		return [{ span: sequence.span, text: layOut(source, sequence, { ...read, rows: sorted }) }];
	}
	// Without comments behind names, the names change their places and everything else stays.
	return sorted.flatMap(({ text }, at): SourceEdit[] => {
		const old = read.rows[at];
		return old === undefined || old.text === text ? [] : [{ span: old.item.span, text }];
	});
}

function groupsOf({ rows }: SequenceRows): SequenceRow[][] {
	const groups: SequenceRow[][] = [];
	for (const row of rows) {
		const last = groups.at(-1);
		if (last === undefined || row.isApart || row.before.length > 0) groups.push([row]);
		else last.push(row);
	}
	return groups;
}

/** The comments before a group stay before it. A group with anything but strings stays as it is. */
function sortedGroup(group: readonly SequenceRow[]): readonly SequenceRow[] {
	if (group.some(({ item }) => item.kind !== 'string')) return group;
	const name = ({ item }: SequenceRow): string => (item.kind === 'string' ? item.value : '');
	const sorted = group.toSorted((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
	return sorted.map((row, at) => {
		return { ...row, before: group[at]?.before ?? [], isApart: group[at]?.isApart ?? false };
	});
}
