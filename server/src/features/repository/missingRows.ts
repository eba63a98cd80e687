/** Rows for subarches that `.buildbot` names and that have no directory yet, or lie where nothing can be read. */
import type { Row } from '../../protocol/index.ts';
import type { HiddenSubarch, MissingSubarch } from '../../repository/index.ts';
import { escapeMarkdown } from '../markdown.ts';

/** The arch that a missing subarch belongs to; empty where several may be meant. */
export function knownArch({ arches }: MissingSubarch): readonly string[] {
	return arches.length === 1 ? arches : [];
}

/** The row of one without a directory, below its arch where that is known, else below its build. */
export function missingRow(missing: MissingSubarch): Row {
	const { build, subarch, arches } = missing;
	const { id, place } = placeOf(missing);
	return {
		id,
		kind: 'subarch',
		status: 'no-directory',
		label: subarch,
		description: 'no directory yet',
		tooltip: [
			`**${escapeMarkdown(subarch)}** in ${escapeMarkdown(`${build}, ${place}`)}`,
			'`.buildbot` names it, but it has no directory: Metro does not build it until it has one.',
		].join('\n\n'),
		accessibleLabel: `${subarch}, no directory yet, ${build}, ${place}`,
		expandable: false,
		tags: ['subarch', 'missing'],
		missing: { build, subarch, arches },
	};
}

/** The row of one of which nobody knows how it is, in the same place. */
export function hiddenRow(hidden: HiddenSubarch): Row {
	const { build, subarch, reasons } = hidden;
	const { id, place } = placeOf(hidden);
	return {
		id,
		kind: 'subarch',
		status: 'unreadable',
		label: subarch,
		description: 'unknown: its directory cannot be reached',
		tooltip: [
			`**${escapeMarkdown(subarch)}** in ${escapeMarkdown(`${build}, ${place}`)}`,
			'Nobody knows how it is, so it is neither built nor cleaned:',
			reasons.map((reason) => `- ${escapeMarkdown(reason)}`).join('\n'),
		].join('\n\n'),
		accessibleLabel: `${subarch}, unknown: its directory cannot be reached, ${build}, ${place}, ${reasons.join(', ')}`,
		expandable: false,
		tags: ['subarch', 'hidden'],
	};
}

function placeOf(missing: MissingSubarch): { readonly id: string; readonly place: string } {
	const { build, subarch, arches } = missing;
	const [arch = '?'] = knownArch(missing);
	return {
		id: `${build}/${arch}/${subarch}`,
		place: arch === '?' ? `one of ${arches.join(', ')}` : arch,
	};
}
