/** What Generate Digests and Verify Digests say: what was hashed, what was not, and what was not checked. */

import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type {
	DigestTally,
	VerdictEvent,
	VerdictState,
	VerifiedEvent,
} from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Offer } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { showOutput, writeIndexXmlOffer } from '../ui/offers.ts';
import { chosenEnded } from './results.ts';

/**
 * @param tally `undefined` where the user's own program ran, which counts nothing
 * @param repairs whether archives that have a hash file were hashed as well
 * @param isWhole false if something of the repository could not be read
 */
export function digestsGenerated(
	home: string,
	tally: DigestTally | undefined,
	repairs = false,
	isWhole = true,
): Message {
	if (tally === undefined) return chosenEnded('digestgen', [writeIndexXmlOffer]);
	const { hashed, repaired, leftAlone, changedLater, removed, failed } = tally;
	const did = [
		hashed > 0
			? hashedText(hashed)
			: failed.length > 0 || !isWhole
				? l10n.t('No archive was hashed')
				: l10n.t('No archive lacked a hash file'),
		...(repaired.length > 0 ? [correctedText(repaired.length)] : []),
		...(repairs && repaired.length === 0 ? [l10n.t('no hash file had to be corrected')] : []),
		...(removed > 0 ? [removedText(removed)] : []),
	];
	const others = [
		...(failed.length > 0 ? [failedText(failed)] : []),
		...(isWhole || failed.length > 0 ? [] : [l10n.t('Not everything could be read')]),
		...(leftAlone.length > 0 ? [leftAloneText(leftAlone.map(({ path }) => path))] : []),
		...(changedLater.length > 0 ? [changedText(changedLater)] : []),
	];
	const isTroubled = failed.length > 0 || !isWhole;
	const rest = others.length === 0 ? '' : ` ${others.join('; ')}.`;
	// The button says it as well, so that a long message stays short.
	const unchecked = repairs || others.length > 0 ? '' : ` ${l10n.t('Existing hash files were not checked.')}`;
	const verify: Offer = { label: l10n.t('Verify'), command: commandIds.verifyDigests, arguments: [home] };
	return {
		severity: isTroubled || changedLater.length > 0 ? 'warning' : 'information',
		text: `${did.join('; ')}.${rest}${unchecked}`,
		// The output has the reasons.
		offers: isTroubled
			? [showOutput, verify]
			: [
					verify,
					...(changedLater.length > 0 ? [showOutput, hashAgain(home)] : [writeIndexXmlOffer, showOutput]),
				],
	};
}

function hashedText(count: number): string {
	return plural(count, l10n.t('Hashed 1 archive'), l10n.t('Hashed {0} archives', numberText(count)));
}

function correctedText(count: number): string {
	const several = l10n.t('corrected {0} hash files', numberText(count));
	return plural(count, l10n.t('corrected 1 hash file'), several);
}

function removedText(count: number): string {
	const several = l10n.t('removed {0} leftover hash files', numberText(count));
	return plural(count, l10n.t('removed 1 leftover hash file'), several);
}

function failedText(paths: readonly string[]): string {
	const names = firstName(paths);
	const several = l10n.t('{0} files could not be dealt with: {1}', numberText(paths.length), names);
	return plural(paths.length, l10n.t('1 file could not be dealt with: {0}', names), several);
}

function leftAloneText(paths: readonly string[]): string {
	const [names, count] = [firstName(paths), numberText(paths.length)];
	return l10n.t('{0} not hashed yet (unfinished, or being built): {1}', count, names);
}

function changedText(paths: readonly string[]): string {
	const names = firstName(paths);
	const several = l10n.t('{0} archives changed since the last hash: {1}', numberText(paths.length), names);
	return plural(paths.length, l10n.t('1 archive changed since the last hash: {0}', names), several);
}

interface Trouble {
	readonly states: readonly VerdictState[];
	/** Hashing all archives again corrects it. */
	readonly repair: boolean;
	/** How many archives have it, and the names of the first. */
	words(count: string, names: string): string;
}

/** What is wrong with archives. */
const troubles: readonly Trouble[] = [
	{
		states: ['wrong'],
		words: (count, names) => l10n.t('{0} not as hashed (damaged, or the hash file is): {1}', count, names),
		repair: true,
	},
	{
		states: ['cut-off'],
		words: (count, names) => l10n.t('{0} cut off before the end: {1}', count, names),
		repair: false,
	},
	{
		states: ['stale', 'bad-hash-file'],
		words: (count, names) => l10n.t('{0} with an outdated or broken hash file: {1}', count, names),
		repair: true,
	},
	{
		states: ['no-hash'],
		words: (count, names) => l10n.t('{0} without a hash file: {1}', count, names),
		repair: false,
	},
	{
		states: ['leftover'],
		words: (count, names) => l10n.t('{0} left over from archives that are gone: {1}', count, names),
		repair: false,
	},
	{
		states: ['unreadable'],
		words: (count, names) => l10n.t('{0} that cannot be read: {1}', count, names),
		repair: false,
	},
];

/**
 * @param verdicts what is not right, in the order of the output
 * @param isRight nothing is wrong, as the status of the run says
 */
export function digestsVerified(
	home: string,
	{ right, total, before, inProgress }: VerifiedEvent,
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
		before > 0
			? l10n.t(
					'{0} of {1} right, {2} of which the cancelled run had checked',
					numberText(right),
					numberText(total),
					numberText(before),
				)
			: l10n.t('{0} of {1} right', numberText(right), numberText(total)),
		...found.map(({ archives, words }) =>
			words(numberText(archives.length), firstName(archives.map(({ path }) => path))),
		),
		...(inProgress > 0
			? [l10n.t('{0} not checked (unfinished, or being built)', numberText(inProgress))]
			: []),
	];
	const has = (...states: VerdictState[]): boolean => verdicts.some(({ state }) => states.includes(state));
	const generate: Offer = {
		label: l10n.t('Generate Digests'),
		command: commandIds.generateDigests,
		arguments: [home],
	};
	return {
		severity: isRight ? 'information' : 'warning',
		text: l10n.t('Verified the archives: {0}.', parts.join('; ')),
		offers: [
			...(has('no-hash', 'leftover') ? [generate] : []),
			showOutput,
			// It makes a damaged archive look right, so it is never the first.
			...(found.some(({ repair }) => repair) ? [hashAgain(home)] : []),
		],
	};
}

/** The name of the first; the output has all paths. */
function firstName(paths: readonly string[]): string {
	const shown = basename(paths[0] ?? '');
	const more = paths.length - 1;
	return more === 0 ? shown : l10n.t('{0} and {1} more', shown, numberText(more));
}

/** Replaces hash files that are wrong. */
function hashAgain(home: string): Offer {
	return {
		label: l10n.t('Hash All Archives Again'),
		command: commandIds.generateDigests,
		arguments: [home, 'repair'],
	};
}
