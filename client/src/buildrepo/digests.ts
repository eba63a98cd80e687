/** What Generate Digests and Verify Digests say: what was hashed, what was not, and what was not checked. */
import type { DigestTally, VerifiedEvent } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { counted, type Message, type Offer } from '../ui/message.ts';
import { showOutput, writeIndexXmlOffer } from '../ui/offers.ts';
import { chosenEnded } from './results.ts';

/** `tally` is `undefined` where the user's own program ran, which counts nothing. */
export function digestsGenerated(home: string, tally: DigestTally | undefined): Message {
	if (tally === undefined) return chosenEnded('digestgen', [writeIndexXmlOffer]);
	const { hashed, repaired, leftAlone, changedLater, removed } = tally;
	const did = [
		hashed === 0 ? 'No archive lacked a hash file' : `Hashed ${counted(hashed, 'archive')}`,
		...(repaired.length > 0 ? [`hashed ${counted(repaired.length, 'archive')} again`] : []),
		...(removed > 0 ? [`removed ${counted(removed, 'leftover hash file')}`] : []),
	];
	const rest = [
		...(leftAlone.length > 0
			? [`${counted(leftAlone.length, 'archive')} still being written, left alone`]
			: []),
		...(changedLater.length > 0
			? [`${counted(changedLater.length, 'archive')} changed after being hashed`]
			: []),
	];
	const others = rest.length === 0 ? '' : ` ${rest.join('; ')}.`;
	const repair: Offer = {
		label: 'Hash Again',
		command: commandIds.generateDigests,
		arguments: [home, 'repair'],
	};
	const verify: Offer = { label: 'Verify', command: commandIds.verifyDigests, arguments: [home] };
	return {
		severity: changedLater.length > 0 ? 'warning' : 'information',
		text: `${did.join('; ')}.${others} Hash files that were there have not been compared with their archives.`,
		offers: [...(changedLater.length > 0 ? [repair] : []), verify, writeIndexXmlOffer, showOutput],
	};
}

/** What is not right is named in the output. */
export function digestsVerified({ right, total, inProgress }: VerifiedEvent, isRight: boolean): Message {
	const rest = inProgress === 0 ? '' : `, ${counted(inProgress, 'archive')} still being written`;
	return {
		severity: isRight ? 'information' : 'warning',
		text: `Verified the archives: ${right.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} right${rest}.${isRight ? '' : ' The output names what is not.'}`,
		offers: [showOutput],
	};
}
