/** How many subarches need somebody: they are failing, out of rotation or unreadable. */
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { numberText } from './numberText.ts';
import { stateWords } from './stateWords.ts';

type Counts = Pick<SetupSummary, 'failing' | 'outOfRotation' | 'unreadable'>;

/** Of all set-ups together; the words say how many there are of each kind: `2 failing, 1 out of rotation`. */
export function needing(setups: readonly Counts[]): { readonly count: number; readonly words: string } {
	const sum = (name: keyof Counts): number => setups.reduce((total, setup) => total + setup[name], 0);
	const parts = [
		[sum('failing'), stateWords.failing],
		[sum('outOfRotation'), stateWords['out-of-rotation']],
		[sum('unreadable'), stateWords.unreadable],
	] as const;
	const there = parts.filter(([count]) => count > 0);
	return {
		count: there.reduce((total, [count]) => total + count, 0),
		words: there.map(([count, word]) => `${numberText(count)} ${word}`).join(', '),
	};
}
