/** What Maintain Repository asks and says, and the words for its steps while it works. */
import * as l10n from '@vscode/l10n';
import type { BuildrepoEvent, CleanPlan, MaintainedStep } from '../../../server/src/protocol/index.ts';
import { goingOf, tallyOf, tallySize, tallyText } from '../clean/cleanTally.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Question } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { showOutput } from '../ui/offers.ts';
import { eventsOf, type Report } from './eventReader.ts';
import { heldIndexText, publishedTargets, remediesFor, sentText, whyHeld } from './publishing.ts';

/** Of the paths that the user holds back on Clean's page, those that Clean would remove now. */
export function heldOf(report: Report, held: readonly string[]): readonly string[] {
	const [plan] = eventsOf(report, 'plan');
	const going = new Set(
		(plan?.items ?? []).filter(({ action }) => action === 'remove').map(({ path }) => path),
	);
	return held.filter((path) => going.has(path));
}

/** What is asked before maintenance, from what its steps would do: what is lost comes first. */
export function maintainQuestion(report: Report, mirror: string): Question {
	const [plan] = eventsOf(report, 'plan');
	const isLost = isGoing(plan) || publishedTargets(report).some(({ removed }) => removed > 0);
	return {
		title: l10n.t('Maintain {0}?', mirror),
		no: l10n.t('Do Nothing'),
		yes: l10n.t('Maintain'),
		// Maintenance writes index.xml anew, which helps only where that is outdated.
		detail: [
			...heldIndexText(publishedTargets(report), ['wait', 'remove']),
			cleaningText(plan),
			publishingText(report),
		].join(' '),
		...heldText(plan),
		harmless: !isLost,
	};
}

function cleaningText(plan: CleanPlan | undefined): string {
	if (plan === undefined || !isGoing(plan)) return l10n.t('Removes nothing.');
	const going = goingOf(plan);
	return l10n.t('Removes {0} ({1}).', tallyText(going), tallySize(going));
}

function isGoing(plan: CleanPlan | undefined): boolean {
	const going = plan && goingOf(plan);
	return going !== undefined && going.builds + going.snapshots > 0;
}

function publishingText(report: Report): string {
	const targets = publishedTargets(report);
	if (targets.length === 0) return l10n.t('Publishes nothing.');
	const failed = targets.find(({ reason }) => reason !== null);
	if (failed !== undefined) return l10n.t('Cannot publish to {0}: {1}.', failed.place, failed.reason ?? '');
	if (targets.every(({ files }) => files === 0)) return l10n.t('Publishes what is new by then.');
	return l10n.t('Publishes {0} or more.', sentText(targets));
}

function heldText(plan: CleanPlan | undefined): { readonly kept?: string } {
	const held = tallyOf((plan?.items ?? []).filter(({ reason }) => reason === 'held-back'));
	return held.builds + held.snapshots === 0 ? {} : { kept: l10n.t('{0} held back stay', tallyText(held)) };
}

/** What would be done, in lines: what goes, and what is held back. */
export function maintainPreview(report: Report): string {
	const [plan] = eventsOf(report, 'plan');
	const items = plan?.items ?? [];
	const list = (title: string, paths: readonly string[]): readonly string[] =>
		paths.length === 0 ? [] : [`${title}:`, ...paths.map((path) => `  ${path}`), ''];
	return [
		...list(
			l10n.t('Clean removes'),
			items.filter(({ action }) => action === 'remove').map(({ path }) => path),
		),
		...list(
			l10n.t('Held back'),
			items.filter(({ reason }) => reason === 'held-back').map(({ path }) => path),
		),
		l10n.t('Then archives are hashed and linked, and index.xml is written.'),
		publishingText(report),
	].join('\n');
}

/** What is going on, from an event that begins a step; `undefined` for any other. */
export function stepWords(event: BuildrepoEvent): string | undefined {
	if (event.event !== 'step') return undefined;
	const words: Readonly<Record<MaintainedStep['step'], string>> = {
		clean: l10n.t('Cleaning…'),
		digestgen: l10n.t('Hashing new archives…'),
		latest: l10n.t('Linking the newest archives…'),
		'index.xml': l10n.t('Writing index.xml…'),
		publish: l10n.t('Publishing…'),
	};
	return words[event.step];
}

/** What came of the steps, with numbers. */
export function maintained(home: string, report: Report): Message {
	const [told] = eventsOf(report, 'maintained');
	const steps = told?.steps ?? [];
	const namesOf = (state: MaintainedStep['state']): string =>
		steps
			.filter((one) => one.state === state)
			.map(({ step }) => step)
			.join(', ');
	const [failed, skipped] = [namesOf('failed'), namesOf('skipped')];
	const health = { label: l10n.t('Show Health'), command: commandIds.showHealth, arguments: [home] };
	const counts = countsText(report);
	if (failed === '')
		return {
			severity: 'information',
			text:
				counts === '' ? l10n.t('Maintained: all was as it should be.') : l10n.t('Maintained: {0}.', counts),
			offers: [health, showOutput],
		};
	const targets = publishedTargets(report);
	// If that is all, its own words are shorter.
	const isOnlyHeld = failed === 'publish' && targets.every(({ reason }) => reason === null);
	const held = isOnlyHeld ? whyHeld(targets) : undefined;
	const reason = held ?? eventsOf(report, 'problem').at(-1)?.message ?? '';
	const rest = [
		...(counts === '' ? [] : [l10n.t('Done all the same: {0}.', counts)]),
		...(skipped === '' ? [] : [l10n.t('Not tried: {0}.', skipped)]),
	];
	return {
		severity: 'error',
		text: [l10n.t('Maintenance failed in {0}: {1}.', failed, reason.replace(/\.$/, '')), ...rest].join(' '),
		offers: [...(held === undefined ? [] : remediesFor(home, targets)), showOutput, health],
	};
}

/** `3 builds removed (2.0 GiB), 5 archives hashed`; empty if nothing changed. */
function countsText(report: Report): string {
	const gone = tallyOf(eventsOf(report, 'removed'));
	const hashed = eventsOf(report, 'hashed').length;
	const linked = eventsOf(report, 'linked').length;
	const written = eventsOf(report, 'written').length;
	const left = eventsOf(report, 'kept').length;
	const sent = publishedTargets(report).filter(({ files }) => files > 0);
	const counted = (count: number, one: string, several: string): readonly string[] =>
		count === 0 ? [] : [plural(count, one, several)];
	return [
		...(gone.builds + gone.snapshots === 0
			? []
			: [l10n.t('{0} removed ({1})', tallyText(gone), tallySize(gone))]),
		...counted(hashed, l10n.t('1 archive hashed'), l10n.t('{0} archives hashed', numberText(hashed))),
		...counted(linked, l10n.t('1 link made'), l10n.t('{0} links made', numberText(linked))),
		...counted(written, l10n.t('1 index.xml written'), l10n.t('{0} index.xml written', numberText(written))),
		...(sent.length === 0 ? [] : [l10n.t('{0} published', sentText(sent))]),
		...counted(left, l10n.t('1 left alone'), l10n.t('{0} left alone', numberText(left))),
	].join(', ');
}
