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

/** A span of milliseconds: `45 s`, `12 min`, `2 h 5 min`. */
export function spanText(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 60) return `${minutes} min`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Clocks of machines on one file system may differ by so many milliseconds without anybody noticing. */
const usualSkew = 60_000;

/** True for a moment that only a clock ahead of this machine's can give. */
export function isAhead(moment: number, now: number): boolean {
	return moment - now > usualSkew;
}

/**
 * How long ago a moment was by the clock of this machine, which another one's clock may be ahead of: `12 min ago`, `3 days ago`,
 * `2 h 5 min ahead of the clock here`. Both in milliseconds since the epoch.
 */
export function sinceText(moment: number, now: number): string {
	const passed = now - moment;
	if (isAhead(moment, now)) return `${longSpan(-passed)} ahead of the clock here`;
	return `${longSpan(Math.max(0, passed))} ago`;
}

function longSpan(milliseconds: number): string {
	const days = Math.floor(milliseconds / DAY);
	return days < 2 ? spanText(milliseconds) : withCount(days, 'day');
}
