/** What Generate Digests says: what was hashed, what was not, and what nobody has looked at. */
import { counted, type Message } from '../message.ts';
import { showOutput, writeIndexXml } from '../offers.ts';

/** How a run of `digestgen --json` went, as far as its message needs it. */
export interface DigestTally {
	readonly hashed: number;
	/** Archives that are still being written. */
	readonly leftAlone: number;
	/** Archives that are younger than their hash file. */
	readonly changedLater: number;
	/** Hash files without an archive. */
	readonly removed: number;
}

/** Reads what `digestgen --json` prints; `undefined` for the output of another program. */
export function readTally(output: string): DigestTally | undefined {
	try {
		const value = JSON.parse(output) as Readonly<Record<string, unknown>>;
		const { hashed, leftAlone, changedLater, removed } = value;
		if (typeof hashed !== 'number' || typeof removed !== 'number') return undefined;
		if (!Array.isArray(leftAlone) || !Array.isArray(changedLater)) return undefined;
		return { hashed, leftAlone: leftAlone.length, changedLater: changedLater.length, removed };
	} catch {
		return undefined;
	}
}

/** `tally` is `undefined` where the user's own program ran, which counts nothing. */
export function digestsGenerated(tally: DigestTally | undefined): Message {
	const offers = [writeIndexXml, showOutput];
	if (tally === undefined) {
		const text = 'The digestgen that you chose has ended without an error; the output has what it did.';
		return { severity: 'information', text, offers };
	}
	const { hashed, leftAlone, changedLater, removed } = tally;
	const did = hashed === 0 ? 'No archive lacked a hash file' : `Hashed ${counted(hashed, 'archive')}`;
	const gone = removed === 0 ? '' : `; removed ${counted(removed, 'leftover hash file')}`;
	const rest = [
		...(leftAlone > 0 ? [`${counted(leftAlone, 'archive')} still being written, left alone`] : []),
		...(changedLater > 0
			? [
					`${counted(changedLater, 'archive')} changed after being hashed ("buildrepo digestgen --repair" hashes anew)`,
				]
			: []),
	];
	const others = rest.length === 0 ? '' : ` ${rest.join('; ')}.`;
	return {
		severity: changedLater > 0 ? 'warning' : 'information',
		text: `${did}${gone}.${others} Hash files that were there have not been compared with their archives: "buildrepo verify" does that.`,
		offers,
	};
}
