/** A build in progress in the words of a row and its tooltip. */
import { type CivilTime, formatCivil, toCivil } from '../../base/civilTime.ts';
import { isAhead } from '../../base/phrases.ts';
import { holderPhrase, type LockHolder, type LockSigns, lockSignsPhrase } from '../../repository/index.ts';
import { hostLabel } from './hostWords.ts';

/** Who builds, and what the lock of another host shows. Gives times rather than ages, since rows stay as they are for long. */
export function runningPhrase(holder: LockHolder, signs: LockSigns | undefined, now: CivilTime): string {
	if (holder.kind === 'unknown') return `It is unknown whether a build is in progress: ${holder.reason}`;
	const when = lockSignsPhrase(signs ?? {}, (moment) => {
		const time = toCivil(moment);
		const ahead = isAhead(time, now) ? ' (ahead of the clock here)' : '';
		return `${formatCivil(time).slice(0, 16).replace('T', ' ')}${ahead}`;
	});
	return `Build in progress, ${holderPhrase(holder)}${when === '' ? '' : `, ${when}`}`;
}

/** The same for the row itself. */
export function runningWord(holder: LockHolder): string {
	switch (holder.kind) {
		case 'process':
			return 'building';
		case 'foreign':
			return `building on ${hostLabel(holder.host)}`;
		case 'unknown':
			return 'locked';
	}
}
