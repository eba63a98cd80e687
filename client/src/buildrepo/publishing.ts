/** What Publish asks and says: what would be sent and removed, what was, and what was left out. */
import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { PublishedTarget, SentPart } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Offer, Question } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { showOutput } from '../ui/offers.ts';
import { eventsOf, type Report } from './eventReader.ts';

/** The targets that a run told of. */
export function publishedTargets(report: Report | undefined): readonly PublishedTarget[] {
	return report === undefined ? [] : eventsOf(report, 'published').map(({ target }) => target);
}

type HeldRemedy = PublishedTarget['held'][number]['remedy'];

/** So many names are in a line; the preview has all that the run tells of. */
const mostNamed = 2;

/** What is asked before anything is sent; a message if nothing would be, or if the preview says that it cannot be. */
export function publishQuestion(home: string, targets: readonly PublishedTarget[]): Question | Message {
	const failed = targets.find(({ reason }) => reason !== null);
	if (failed !== undefined) return notReached(home, failed);
	const places = targets.map(({ place }) => place).join(', ');
	if (targets.every(({ files, removed }) => files + removed === 0)) return upToDate(home, places, targets);
	return {
		title: l10n.t('Publish {0} to {1}?', sentText(targets), places),
		no: l10n.t('Do Not Publish'),
		yes: l10n.t('Publish'),
		// The editor cuts what is longer than a line: the preview says the rest.
		detail: [...heldIndexText(targets), removedText(targets, 'planned')].join(' '),
		...keptText(targets),
		harmless: targets.every(({ removed }) => removed === 0),
	};
}

function upToDate(home: string, places: string, targets: readonly PublishedTarget[]): Message {
	const text = l10n.t('{0} has all of it: nothing would be sent, and nothing removed.', places);
	const held = whyHeld(targets);
	const said = held === undefined ? leftOutText(targets) : held;
	return {
		severity: said === '' ? 'information' : 'warning',
		text: said === '' ? text : `${text} ${said}`,
		offers: [...remediesFor(home, targets), showOutput],
	};
}

/** What the user can do about what is not published. */
export function remediesFor(home: string, [first]: readonly PublishedTarget[]): readonly Offer[] {
	const isOutdated = first?.held.some(({ remedy }) => remedy === 'write') === true;
	const isBad = first?.leftOut.some(({ remedy }) => remedy !== undefined) === true;
	return [
		...(isOutdated ? [writeIndexXmlIn(home)] : []),
		...(isBad ? [{ label: l10n.t('Verify'), command: commandIds.verifyDigests, arguments: [home] }] : []),
	];
}

/**
 * That indexes are held back, in a few words; empty if none is.
 * @param remedies only those with one of these
 */
export function heldIndexText(
	[first]: readonly PublishedTarget[],
	remedies: readonly HeldRemedy[] = ['write', 'wait', 'remove'],
): readonly string[] {
	const count = first?.held.filter(({ remedy }) => remedies.includes(remedy)).length ?? 0;
	if (count === 0) return [];
	const several = l10n.t('{0} index files are held back: visitors see the old ones.', numberText(count));
	return [plural(count, l10n.t('index.xml is held back: visitors see the old one.'), several)];
}

/** Which index is held back, and why, if all else was published; `undefined`: none. */
export function whyHeld([target]: readonly PublishedTarget[]): string | undefined {
	const [first, ...more] = target?.held ?? [];
	if (first === undefined) return undefined;
	const said = l10n.t('{0} is held back: {1}.', first.name, first.cause ?? first.reason);
	if (more.length === 0) return said;
	const others = l10n.t('{0} others are held back as well.', numberText(more.length));
	return `${said} ${plural(more.length, l10n.t('1 other is held back as well.'), others)}`;
}

/** A target that cannot be published to; its place in `.metro` is where to correct that. */
function notReached(home: string, { place, reason, name }: PublishedTarget): Message {
	return {
		severity: 'error',
		text: l10n.t('Nothing was published to {0}: {1}.', place, reason ?? ''),
		offers: [openKey(home, targetKey(name)), showOutput],
	};
}

/** The key of a target, by its name. */
function targetKey(name: string): string {
	return name === 'publish' ? 'publish/target' : `publish/${name}/target`;
}

function openKey(home: string, key: string): Offer {
	return { label: l10n.t('Open .metro'), command: commandIds.openMetro, arguments: [home, key] };
}

function writeIndexXmlIn(home: string): Offer {
	return { label: l10n.t('Write index.xml'), command: commandIds.writeIndexXml, arguments: [home] };
}

/** `14 files (587 KiB)`, of all targets together. */
export function sentText(targets: readonly PublishedTarget[]): string {
	const files = targets.reduce((sum, one) => sum + one.files, 0);
	const bytes = targets.reduce((sum, one) => sum + one.bytes, 0);
	return filesText({ files, bytes });
}

export function filesText({ files, bytes }: Pick<SentPart, 'files' | 'bytes'>): string {
	const size = sizeText(bytes);
	return plural(files, l10n.t('1 file ({0})', size), l10n.t('{0} files ({1})', numberText(files), size));
}

function removedText(targets: readonly PublishedTarget[], when: 'planned' | 'done'): string {
	const count = targets.reduce((sum, one) => sum + one.removed, 0);
	const number = numberText(count);
	if (count === 0) return l10n.t('Nothing is removed there.');
	if (when === 'done')
		return plural(
			count,
			l10n.t('1 file was removed there.'),
			l10n.t('{0} files were removed there.', number),
		);
	return plural(count, l10n.t('1 file is removed there.'), l10n.t('{0} files are removed there.', number));
}

export function moreText(count: number): readonly string[] {
	return count > 0 ? [l10n.t('{0} more', numberText(count))] : [];
}

/** What is left out is that of the mirror, so the same for all targets. */
function leftOutOf([first]: readonly PublishedTarget[]): readonly { name: string; reason: string }[] {
	return [...(first?.held ?? []), ...(first?.leftOut ?? [])];
}

function keptText(targets: readonly PublishedTarget[]): { readonly kept?: string } {
	const count = leftOutOf(targets).length;
	if (count === 0) return {};
	return { kept: plural(count, l10n.t('1 is left out'), l10n.t('{0} are left out', numberText(count))) };
}

/** What is left out, with the reasons; empty if nothing is. */
function leftOutText(targets: readonly PublishedTarget[]): string {
	const all = leftOutOf(targets);
	if (all.length === 0) return '';
	const named = all.slice(0, mostNamed).map(({ name, reason }) => `${name}: ${reason}`);
	return l10n.t('Left out: {0}.', [...named, ...moreText(all.length - named.length)].join('; '));
}

/** True if the run has told of a target, so that there is something to say even if it failed. */
export function hasTargets({ report }: { readonly report?: Report }): boolean {
	return publishedTargets(report).length > 0;
}

export function published(home: string, targets: readonly PublishedTarget[]): Message {
	const failed = targets.find(({ state }) => state === 'failed');
	const again = { label: l10n.t('Publish Again…'), command: commandIds.publish, arguments: [home] };
	if (failed !== undefined && failed.files === 0) return notReached(home, failed);
	if (failed !== undefined)
		return {
			severity: 'error',
			text: l10n.t(
				'Publishing to {0} failed: {1}. {2} sent before that stay there.',
				failed.place,
				failed.reason ?? '',
				sentText([failed]),
			),
			offers: [again, openKey(home, targetKey(failed.name)), showOutput],
		};
	const places = targets.map(({ place }) => place).join(', ');
	const gone = targets.some(({ removed }) => removed > 0) ? [removedText(targets, 'done')] : [];
	const held = whyHeld(targets);
	const text = [
		l10n.t('Published to {0}: {1}.', places, sentText(targets)),
		...gone,
		...(held === undefined ? [] : [held]),
	].join(' ');
	if (held === undefined) return { severity: 'information', text, offers: [showOutput] };
	return { severity: 'warning', text, offers: [...remediesFor(home, targets), again, showOutput] };
}
