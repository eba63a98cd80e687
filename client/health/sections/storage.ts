/** What the repository takes on disk, what Clean would free, and how long the disk lasts. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { Health, StorageUse, SubarchHealth } from '../../../server/src/protocol/health.ts';
import { numberText, plural } from '../../src/ui/numberText.ts';
import { actionButtons } from '../actions.ts';
import { type Bar, storageBars } from '../charts/storageBars.ts';
import { type Kept, storageParts } from '../kept.ts';
import type { PageContext } from '../pageContext.ts';
import { section } from '../section.ts';
import { subarchName } from '../subarchNames.ts';
import { measured } from '../tableText.ts';

const partWords: Readonly<Record<Kept['storageBy'], string>> = {
	build: l10n.t('by build'),
	arch: l10n.t('by arch'),
	subarch: l10n.t('by subarch'),
	kind: l10n.t('by kind of file'),
};

export function storageSection(page: PageContext, { storage, subarches }: Health): TemplateResult {
	const id = 'storage';
	const title = l10n.t('Storage');
	if (storage === undefined)
		return section(page, {
			id,
			title,
			content: html`<p>${l10n.t('Not known yet: the files have not been measured.')}</p>`,
		});
	const bars = barsOf(storage, subarches, page.kept.storageBy);
	const chooser = html`<span class="vscode-select"><select aria-label=${l10n.t('Storage by')} @change=${(event: Event) => page.keep({ storageBy: (event.target as HTMLSelectElement).value as Kept['storageBy'] })}>${storageParts.map((part) => html`<option value=${part} ?selected=${page.kept.storageBy === part}>${partWords[part]}</option>`)}</select></span>`;
	return section(page, {
		id,
		title,
		chart: 'picture',
		tools: chooser,
		content: html`<p>${storageText(storage)}</p>${storageBars(bars)}${page.mayRun && storage.freed > 0 ? actionButtons(page, ['clean'], title, undefined) : ''}`,
		table: () => ({
			columns: [l10n.t('part'), l10n.t('used'), l10n.t('Clean would free'), l10n.t('bytes')],
			rows: bars.map(({ name, bytes, freed }) => [
				name,
				measured(bytes, sizeText),
				measured(freed === 0 ? undefined : freed, sizeText),
				bytes,
			]),
		}),
	});
}

/** The largest parts. */
function barsOf(
	storage: StorageUse,
	subarches: readonly SubarchHealth[],
	by: Kept['storageBy'],
): readonly Bar[] {
	const parts: Readonly<Record<Kept['storageBy'], () => readonly Bar[]>> = {
		build: () => storage.byBuild,
		arch: () => storage.byArch,
		subarch: () =>
			subarches.flatMap((one) =>
				one.bytes === undefined ? [] : [{ name: subarchName(one), bytes: one.bytes, freed: one.freed ?? 0 }],
			),
		kind: () => storage.byKind.map((part) => ({ ...part, freed: 0 })),
	};
	return parts[by]()
		.toSorted((one, other) => other.bytes - one.bytes)
		.slice(0, mostBars);
}

const mostBars = 20;

/** Sentences; what is not known is left out, but for the free space, which is missed. */
function storageText({ bytes, freed, unmeasured, free, total, growth, daysLeft }: StorageUse): string {
	return [
		freed > 0
			? l10n.t('{0} used; Clean would free {1}.', sizeText(bytes), sizeText(freed))
			: l10n.t('{0} used; Clean would free nothing.', sizeText(bytes)),
		free === undefined
			? l10n.t('How much is free on the disk is not known yet.')
			: total === undefined
				? l10n.t('{0} free on the disk.', sizeText(free))
				: l10n.t('{0} of {1} free on the disk.', sizeText(free), sizeText(total)),
		growth === undefined
			? ''
			: growth > 0
				? l10n.t('Free space shrinks by {0} a day.', sizeText(Math.round(growth)))
				: l10n.t('Free space does not shrink.'),
		daysLeft === undefined
			? ''
			: plural(
					Math.floor(daysLeft),
					l10n.t('Full in about a day.'),
					l10n.t('Full in about {0} days.', numberText(Math.floor(daysLeft))),
				),
		unmeasured === 0
			? ''
			: plural(
					unmeasured,
					l10n.t('One directory or file could not be measured.'),
					l10n.t('{0} directories or files could not be measured.', numberText(unmeasured)),
				),
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}
