/** Rows for subarches that `.buildbot` names but that have no directory yet, or are in an unreadable directory. */

import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { wordOfState } from '../../health/subarchCounts.ts';
import type { Row } from '../../protocol/index.ts';
import type { HiddenSubarch, MissingSubarch } from '../../repository/index.ts';
import { inlineCode } from '../markdown.ts';

/** Its state in words. */
export const noDirectory = 'without a directory';

const unreachable = `${wordOfState.unreadable}: its directory cannot be reached`;

/** The arch of a missing subarch; empty if it is not known among the listed ones. */
export function knownArch({ arches, specArch }: MissingSubarch): readonly string[] {
	return arches.length === 1 && specArch === undefined ? arches : [];
}

/** The row of a subarch without a directory, below its arch if known, else below its build. */
export function missingRow(missing: MissingSubarch): Row {
	const { build, subarch, arches, specArch } = missing;
	const { id, place } = placeOf(missing);
	return {
		id,
		kind: 'subarch',
		status: 'no-directory',
		label: subarch,
		description: noDirectory,
		tooltip: [
			`**${escapeMarkdown(subarch)}** in ${escapeMarkdown(`${build}, ${place}`)}`,
			'`.buildbot` names it, but it has no directory: Metro does not build it until the directory exists.',
			...(specArch === undefined
				? []
				: [`Metro's own specs have it below ${inlineCode(specArch)}, which \`arches\` does not name.`]),
		].join('\n\n'),
		accessibleLabel: `${subarch}, ${noDirectory}, ${build}, ${place}`,
		expandable: false,
		tags: ['subarch', 'missing'],
		missing: { build, subarch, arches, ...(specArch !== undefined && { specArch }) },
	};
}

/** The row of a subarch in an unknown state, at the same place. */
export function hiddenRow(hidden: HiddenSubarch): Row {
	const { build, subarch, reasons } = hidden;
	const { id, place } = placeOf(hidden);
	return {
		id,
		kind: 'subarch',
		status: 'unreadable',
		label: subarch,
		description: unreachable,
		tooltip: [
			`**${escapeMarkdown(subarch)}** in ${escapeMarkdown(`${build}, ${place}`)}`,
			'Its state is unknown, so it is neither built nor cleaned:',
			reasons.map((reason) => `- ${escapeMarkdown(reason)}`).join('\n'),
		].join('\n\n'),
		accessibleLabel: [subarch, unreachable, ...reasons, build, place].join(', '),
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
