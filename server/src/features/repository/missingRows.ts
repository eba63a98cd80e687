/** Rows for subarches that `.buildbot` names and that have no directory yet. */
import type { Row } from '../../protocol.ts';
import type { MissingSubarch } from '../../repository/index.ts';
import { escapeMarkdown } from '../markdown.ts';

/** The arch that a missing subarch belongs to; empty where several may be meant. */
export function knownArch({ arches }: MissingSubarch): readonly string[] {
	return arches.length === 1 ? arches : [];
}

/** Its row, below its arch where that is known, else below its build. */
export function missingRow(missing: MissingSubarch): Row {
	const { build, subarch, arches } = missing;
	const [arch = '?'] = knownArch(missing);
	const place = arch === '?' ? `one of ${arches.join(', ')}` : arch;
	return {
		id: `${build}/${arch}/${subarch}`,
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
