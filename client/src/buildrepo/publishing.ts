/** What Publish and Maintain Repository ask and say: what would be sent and removed, what was, and what was left out. */
import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { PublishedTarget } from '../../../server/src/protocol/index.ts';
import { goingOf, tallySize, tallyText } from '../clean/cleanTally.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Question } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { showOutput } from '../ui/offers.ts';
import { eventsOf, type Report } from './eventReader.ts';

/** The targets that a run told of. */
export function publishedTargets(report: Report | undefined): readonly PublishedTarget[] {
	return report === undefined ? [] : eventsOf(report, 'published').map(({ target }) => target);
}

/** What is asked before anything is sent; a message if the preview says that it cannot be. */
export function publishQuestion(targets: readonly PublishedTarget[]): Question | Message {
	const failed = targets.find(({ reason }) => reason !== null);
	if (failed !== undefined) return notReached(failed);
	const places = targets.map(({ place }) => place).join(', ');
	return {
		title: l10n.t('Publish {0} to {1}?', sentText(targets), places),
		no: l10n.t('Do Not Publish'),
		yes: l10n.t('Publish'),
		detail: `${removedText(targets, 'planned')} ${l10n.t('Indexes come last, so that what they name can be downloaded at every moment.')}`,
		...keptText(targets),
	};
}

function notReached({ place, reason }: PublishedTarget): Message {
	return {
		severity: 'error',
		text: l10n.t('{0} cannot be published to: {1}.', place, reason ?? ''),
		offers: [showOutput],
	};
}

/** `14 files (587 KiB)`, of all targets together. */
function sentText(targets: readonly PublishedTarget[]): string {
	const files = targets.reduce((sum, one) => sum + one.files, 0);
	const bytes = targets.reduce((sum, one) => sum + one.bytes, 0);
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

/** What is left out is that of the mirror, so the same for all targets. */
function keptText(targets: readonly PublishedTarget[]): { readonly kept?: string } {
	const count = (targets[0]?.leftOut.length ?? 0) + (targets[0]?.held.length ?? 0);
	if (count === 0) return {};
	return { kept: plural(count, l10n.t('1 is left out'), l10n.t('{0} are left out', numberText(count))) };
}

/** True if the run has told of a target, so that there is something to say even if it failed. */
export function hasTargets({ report }: { readonly report?: Report }): boolean {
	return publishedTargets(report).length > 0;
}

export function published(home: string, targets: readonly PublishedTarget[]): Message {
	const failed = targets.find(({ state }) => state === 'failed');
	const again = { label: l10n.t('Publish Again…'), command: commandIds.publish, arguments: [home] };
	if (failed !== undefined)
		return {
			severity: 'error',
			text: l10n.t(
				'Publishing to {0} failed: {1}. What was sent stays there.',
				failed.place,
				failed.reason ?? '',
			),
			offers: [again, showOutput],
		};
	const [held] = targets[0]?.held ?? [];
	const places = targets.map(({ place }) => place).join(', ');
	const text = l10n.t('Published to {0}: {1} sent.', places, sentText(targets));
	const gone = targets.some(({ removed }) => removed > 0) ? ` ${removedText(targets, 'done')}` : '';
	if (held === undefined) return { severity: 'information', text: `${text}${gone}`, offers: [showOutput] };
	return {
		severity: 'warning',
		text: `${text}${gone} ${l10n.t('{0} was not published: {1}.', held.name, held.reason)}`,
		offers: [
			...(held.remedy === 'write'
				? [{ label: l10n.t('Write index.xml'), command: commandIds.writeIndexXml, arguments: [home] }]
				: []),
			again,
			showOutput,
		],
	};
}

/** What is asked before maintenance, from what its steps would do. */
export function maintainQuestion(report: Report, mirror: string): Question {
	const [plan] = eventsOf(report, 'plan');
	const targets = publishedTargets(report);
	const going = plan === undefined ? undefined : goingOf(plan);
	const cleaning =
		going === undefined
			? l10n.t('Nothing is cleaned.')
			: going.builds + going.snapshots === 0
				? l10n.t('Nothing is to be cleaned.')
				: l10n.t('Clean removes {0} ({1}).', tallyText(going), tallySize(going));
	const failed = targets.find(({ reason }) => reason !== null);
	const publishing =
		targets.length === 0
			? l10n.t('Nothing is published.')
			: failed !== undefined
				? notReached(failed).text
				: l10n.t('{0} and what is new by then are published.', sentText(targets));
	return {
		title: l10n.t('Maintain {0}?', mirror),
		no: l10n.t('Do Nothing'),
		yes: l10n.t('Maintain'),
		detail: `${cleaning} ${l10n.t('Archives are hashed and linked, index.xml is written.')} ${publishing}`,
	};
}

/** What came of the steps. */
export function maintained(home: string, report: Report): Message {
	const [told] = eventsOf(report, 'maintained');
	const steps = told?.steps ?? [];
	const namesOf = (state: string): string =>
		steps
			.filter((one) => one.state === state)
			.map(({ step }) => step)
			.join(', ');
	const [done, failed, skipped] = [namesOf('done'), namesOf('failed'), namesOf('skipped')];
	const health = { label: l10n.t('Show Health'), command: commandIds.showHealth, arguments: [home] };
	if (failed === '')
		return { severity: 'information', text: l10n.t('Maintained: {0}.', done), offers: [health, showOutput] };
	const reason = eventsOf(report, 'problem').at(-1)?.message ?? '';
	const rest = skipped === '' ? '' : ` ${l10n.t('Not tried: {0}.', skipped)}`;
	return {
		severity: 'error',
		text: `${l10n.t('Maintenance failed in {0}: {1}.', failed, reason.replace(/\.$/, ''))}${rest}`,
		offers: [showOutput, health],
	};
}
