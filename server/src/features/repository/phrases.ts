/** How the view says ages, sizes and counts, in words that also sound right when read aloud. */
import { type CivilTime, DAY } from '../../base/civilTime.ts';

/** "today", "yesterday", "9 days ago"; for a day to come "in 2 days". Both are civil times; days are counted whole. */
export function ago(date: CivilTime, now: CivilTime): string {
	const days = Math.floor(now / DAY) - Math.floor(date / DAY);
	if (days === 0) return 'today';
	if (days === 1) return 'yesterday';
	if (days < 0) return `in ${withCount(-days, 'day')}`;
	return `${withCount(days, 'day')} ago`;
}

/** "1 subarch", "3 subarches". */
export function withCount(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size as people write it: "512 bytes", "1.5 MiB". */
export function sizeText(bytes: number): string {
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit++;
	}
	if (unit === 0) return withCount(bytes, 'byte');
	return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
