/** What Generate Digests and Verify Digests say: what was hashed, what was not, and what was not checked. */
import type { DigestTally, VerifiedEvent } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { counted, type Message, type Offer } from '../ui/message.ts';
import { showOutput, writeIndexXmlOffer } from '../ui/offers.ts';
import { chosenEnded } from './results.ts';

const inProgressPhrase = 'unfinished, or being built';

/**
 * @param tally `undefined` where the user's own program ran, which counts nothing
 * @param repairs whether archives that have a hash file were hashed as well
 */
export function digestsGenerated(home: string, tally: DigestTally | undefined, repairs = false): Message {
	if (tally === undefined) return chosenEnded('digestgen', [writeIndexXmlOffer]);
	const { hashed, repaired, leftAlone, changedLater, removed } = tally;
	const did = [
		hashed === 0 ? 'No archive lacked a hash file' : `Hashed ${counted(hashed, 'archive')}`,
		...(repaired.length > 0 ? [`corrected ${counted(repaired.length, 'hash file')}`] : []),
		...(repairs && repaired.length === 0 ? ['no hash file had to be corrected'] : []),
		...(removed > 0 ? [`removed ${counted(removed, 'leftover hash file')}`] : []),
	];
	const rest = [
		...(leftAlone.length > 0
			? [`${counted(leftAlone.length, 'archive')} left alone (${inProgressPhrase})`]
			: []),
		...(changedLater.length > 0
			? [`${counted(changedLater.length, 'archive')} changed since the last hash`]
			: []),
	];
	const others = rest.length === 0 ? '' : ` ${rest.join('; ')}.`;
	const repair: Offer = {
		label: 'Hash All Archives Again',
		command: commandIds.generateDigests,
		arguments: [home, 'repair'],
	};
	const verify: Offer = { label: 'Verify', command: commandIds.verifyDigests, arguments: [home] };
	return {
		severity: changedLater.length > 0 ? 'warning' : 'information',
		text: `${did.join('; ')}.${others}${repairs ? '' : ' Existing hash files were not checked.'}`,
		offers: [...(changedLater.length > 0 ? [repair] : []), verify, writeIndexXmlOffer, showOutput],
	};
}

/** `isRight`: nothing is wrong, as the status of the run says. */
export function digestsVerified({ right, total, inProgress }: VerifiedEvent, isRight: boolean): Message {
	const wrong = total - right - inProgress;
	const parts = [
		`${right.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} right`,
		...(wrong > 0
			? [`${wrong.toLocaleString('en-US')} wrong or without a hash file (named in the output)`]
			: []),
		...(inProgress > 0 ? [`${inProgress.toLocaleString('en-US')} not checked (${inProgressPhrase})`] : []),
	];
	return {
		severity: isRight ? 'information' : 'warning',
		text: `Verified the archives: ${parts.join('; ')}.`,
		offers: [showOutput],
	};
}
