/** Arrangements of rows in words: for lists to choose from, and for the line above the rows. */
import * as l10n from '@vscode/l10n';
import { oneLine } from '../../../server/src/base/visible.ts';
import {
	type Arrangement,
	isFiltered,
	type RowGroups,
	type RowOrder,
} from '../../../server/src/protocol/index.ts';
import { stateWords } from '../ui/stateWords.ts';

export const placeWords = {
	local: l10n.t('built on this server'),
	remote: l10n.t('built on other servers'),
} as const;

export const groupWords: Readonly<Record<RowGroups, string>> = {
	build: l10n.t('Group by build and arch'),
	arch: l10n.t('Group by arch'),
	state: l10n.t('Group by state'),
	host: l10n.t('Group by host'),
};

export const orderWords: Readonly<Record<RowOrder, string>> = {
	buildbot: l10n.t('Sort as .buildbot names them'),
	name: l10n.t('Sort by name'),
	age: l10n.t('Sort by age, the oldest first'),
	failcount: l10n.t('Sort by failcount, the highest first'),
};

/** What the rows are restricted to, as a line above them; empty if they are not. */
export function filterLine(arrangement: Arrangement): string {
	if (!isFiltered(arrangement)) return '';
	const { states = [], where, hosts = [], text = '' } = arrangement;
	const parts = [
		states.map((state) => stateWords[state]).join(', '),
		where === undefined ? '' : placeWords[where],
		hosts.length === 0 ? '' : l10n.t('built by {0}', hosts.map(oneLine).join(', ')),
		text.trim() === '' ? '' : l10n.t('name contains “{0}”', text.trim()),
	];
	const filter = parts.filter((part) => part !== '').join('; ');
	return l10n.t('Filter: {0}. Clear Filter above shows all rows.', filter);
}
