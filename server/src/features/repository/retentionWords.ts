/** What Clean would do with a build, in the words of its row and its tooltip. */
import type { RetentionItem } from '../../repository/index.ts';

const sentences: Readonly<Record<RetentionItem['reason'], string>> = {
	recent: 'Clean keeps it: it is among the most recent complete builds.',
	superseded: 'Due for Clean: enough more recent complete builds exist.',
	building: 'Clean keeps it: it is being built now.',
	young: 'Clean keeps it: it is incomplete, but not stale yet.',
	'latest-day': 'Clean keeps it: it is of the same day as the latest complete build.',
	abandoned: 'Due for Clean: it is incomplete and stale.',
	'given-up': 'Due for Clean: it is incomplete and older than two days.',
	locked: 'Kept for now, though due for Clean: a build is in progress in its subarch.',
	seed: 'Kept for now, though due for Clean: the next build starts from it.',
	'seed-unknown': 'Kept for now, though due for Clean: it is unknown which build the next one starts from.',
	interrupted: 'Due for Clean: its removal was cut short.',
	stranger: 'Clean keeps it: it is not a build.',
};

export function retentionSentence({ reason }: RetentionItem): string {
	return sentences[reason];
}

/** Only for what is not simply kept. */
export function retentionWord({ action, reason }: RetentionItem): string | undefined {
	if (action === 'remove') return 'due for Clean';
	return reason === 'seed' || reason === 'seed-unknown' || reason === 'locked' ? 'protected' : undefined;
}
