/** Phrases for ages, sizes and counts that also work in a screen reader. */
import { type CivilTime, DAY } from './civilTime.ts';

/** "today", "yesterday", "9 days ago"; "in 2 days" for the future. Both arguments are civil times; counts whole days. */
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
