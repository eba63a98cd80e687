/** What Generate Digests and Verify Digests say: what was hashed, what was not, and what nobody has looked at. */
import type { DigestTally } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { counted, type Message, type Offer } from '../message.ts';
import { showOutput, writeIndexXml } from '../offers.ts';
import { type Ended, outputText } from './outcome.ts';

/** Reads what `digestgen --json` prints; `undefined` for the output of another program. */
export function readTally(output: string): DigestTally | undefined {
	try {
		const value = JSON.parse(output) as Partial<Record<keyof DigestTally, unknown>>;
		const { hashed, repaired, leftAlone, changedLater, removed } = value;
		const isTally =
			typeof hashed === 'number' &&
			typeof removed === 'number' &&
			[repaired, leftAlone, changedLater].every(Array.isArray);
		return isTally ? (value as DigestTally) : undefined;
	} catch {
		return undefined;
	}
}

/** `tally` is `undefined` where the user's own program ran, which counts nothing. */
export function digestsGenerated(home: string, tally: DigestTally | undefined): Message {
	if (tally === undefined) {
		const text = 'The digestgen that you chose has ended without an error; the output has what it did.';
		return { severity: 'information', text, offers: [writeIndexXml, showOutput] };
	}
	const { hashed, repaired, leftAlone, changedLater, removed } = tally;
	const did = [
		hashed === 0 ? 'No archive lacked a hash file' : `Hashed ${counted(hashed, 'archive')}`,
		...(repaired.length > 0 ? [`hashed ${counted(repaired.length, 'archive')} anew`] : []),
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
		label: 'Hash Anew',
		command: commandIds.generateDigests,
		arguments: [home, 'repair'],
	};
	const verify: Offer = { label: 'Verify', command: commandIds.verifyDigests, arguments: [home] };
	return {
		severity: changedLater.length > 0 ? 'warning' : 'information',
		text: `${did.join('; ')}.${others} Hash files that were there have not been compared with their archives.`,
		offers: [...(changedLater.length > 0 ? [repair] : []), verify, writeIndexXml, showOutput],
	};
}

/**
 * The last line of `verify` counts; what is not right is named above it, in the output. `undefined` if it did not come
 * to its end.
 */
export function digestsVerified(ended: Ended): Message | undefined {
	const count = outputText(ended).trimEnd().split('\n').at(-1) ?? '';
	if (!/^\d+ of \d+ right/.test(count)) return undefined;
	const isRight = ended.status === 0;
	return {
		severity: isRight ? 'information' : 'warning',
		text: `Verified the archives: ${count}.${isRight ? '' : ' The output names what is not.'}`,
		offers: [showOutput],
	};
}
