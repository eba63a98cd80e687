/** What Generate Digests and Verify Digests say: what was hashed, what was not, and what was not checked. */
import { basename } from 'node:path';
import type {
	DigestTally,
	VerdictEvent,
	VerdictState,
	VerifiedEvent,
} from '../../../server/src/protocol/index.ts';
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
	const verify: Offer = { label: 'Verify', command: commandIds.verifyDigests, arguments: [home] };
	return {
		severity: changedLater.length > 0 ? 'warning' : 'information',
		text: `${did.join('; ')}.${others}${repairs ? '' : ' Existing hash files were not checked.'}`,
		offers: [...(changedLater.length > 0 ? [hashAgain(home)] : []), verify, writeIndexXmlOffer, showOutput],
	};
}

/** What is wrong with archives, in words, and whether hashing all of them again corrects it. */
const troubles: readonly { states: readonly VerdictState[]; words: string; repair: boolean }[] = [
	{ states: ['wrong'], words: 'not as hashed (damaged, or the hash file is)', repair: true },
	{ states: ['stale', 'bad-hash-file'], words: 'with an outdated or broken hash file', repair: true },
	{ states: ['no-hash'], words: 'without a hash file', repair: false },
	{ states: ['leftover'], words: 'left over from archives that are gone', repair: false },
	{ states: ['unreadable'], words: 'that cannot be read', repair: false },
];

/**
 * @param verdicts what is not right, in the order of the output
 * @param isRight nothing is wrong, as the status of the run says
 */
export function digestsVerified(
	home: string,
	{ right, total, inProgress }: VerifiedEvent,
	verdicts: readonly VerdictEvent[],
	isRight: boolean,
): Message {
	const found = troubles
		.map((trouble) => ({
			...trouble,
			archives: verdicts.filter(({ state }) => trouble.states.includes(state)),
		}))
		.filter(({ archives }) => archives.length > 0);
	const parts = [
		`${right.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} right`,
		...found.map(
			({ archives, words }) => `${archives.length.toLocaleString('en-US')} ${words}: ${firstNames(archives)}`,
		),
		...(inProgress > 0 ? [`${inProgress.toLocaleString('en-US')} not checked (${inProgressPhrase})`] : []),
	];
	const has = (...states: VerdictState[]): boolean => verdicts.some(({ state }) => states.includes(state));
	const generate: Offer = {
		label: 'Generate Digests',
		command: commandIds.generateDigests,
		arguments: [home],
	};
	return {
		severity: isRight ? 'information' : 'warning',
		text: `Verified the archives: ${parts.join('; ')}.`,
		offers: [
			...(has('no-hash', 'leftover') ? [generate] : []),
			...(found.some(({ repair }) => repair) ? [hashAgain(home)] : []),
			showOutput,
		],
	};
}

/** The names of the first two; the output has all paths. */
function firstNames(verdicts: readonly VerdictEvent[]): string {
	const names = verdicts.slice(0, 2).map(({ path }) => basename(path));
	const more = verdicts.length - names.length;
	return `${names.join(', ')}${more === 0 ? '' : ` and ${more.toLocaleString('en-US')} more`}`;
}

/** Replaces hash files that are wrong. */
function hashAgain(home: string): Offer {
	return {
		label: 'Hash All Archives Again',
		command: commandIds.generateDigests,
		arguments: [home, 'repair'],
	};
}
