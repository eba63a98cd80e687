/** What of the storage needs somebody: a file system that is nearly full, and archives without hash files. */
import { withCount } from '../../base/phrases.ts';
import { sizeText } from '../../base/sizeText.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { DigestCoverage, StorageUse } from '../model/storage.ts';

/** A file system is nearly full with less than this share free, or if this many days are left. */
const low = { share: 0.05, days: 14 };
/** Now builds may fail soon. */
const critical = { share: 0.01, days: 2 };

/** What was not measured is unknown, and needs nobody. */
export function storageAttention(
	storage: StorageUse | undefined,
	coverage: DigestCoverage | undefined,
): readonly AttentionItem[] {
	return [
		...(storage === undefined ? [] : diskItems(storage)),
		...(coverage === undefined ? [] : digestItems(coverage)),
	];
}

function diskItems(storage: StorageUse): readonly AttentionItem[] {
	const { free, total, growth, daysLeft, freed } = storage;
	if (free === undefined || total === undefined || !isBelow(low, storage)) return [];
	const soon =
		daysLeft === undefined || growth === undefined
			? ''
			: ` At ${sizeText(growth)} a day it is full in ${withCount(Math.floor(daysLeft), 'day')}.`;
	const remedy = freed > 0 ? ` Clean would free ${sizeText(freed)}.` : '';
	return [
		{
			kind: 'disk',
			severity: isBelow(critical, storage) ? 'error' : 'warning',
			title: free === 0 ? 'The disk is full' : 'The disk is nearly full',
			detail: `${sizeText(free)} of ${sizeText(total)} are free.${soon}${remedy}`,
			subarches: [],
			actions: freed > 0 ? ['clean'] : [],
		},
	];
}

function isBelow(limit: typeof low, { free = 0, total = 0, daysLeft }: StorageUse): boolean {
	return free < limit.share * total || (daysLeft !== undefined && daysLeft < limit.days);
}

function digestItems({ archives, hashed }: DigestCoverage): readonly AttentionItem[] {
	const missing = archives - hashed;
	if (missing === 0) return [];
	return [
		{
			kind: 'digests',
			severity: 'info',
			title: `${withCount(missing, 'archive')} without a hash file`,
			detail: `${hashed} of ${withCount(archives, 'archive')} of complete builds have one. Without it, nobody can verify a download.`,
			subarches: [],
			actions: ['generate-digests'],
		},
	];
}
