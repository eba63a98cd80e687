/** Days of the sample's builds, counted back from now in local time, as Metro dates them. */

/** The date `daysAgo` days before `now`, as `YYYY-MM-DD`. */
export function dateText(now: Date, daysAgo: number): string {
	const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo);
	const twoDigits = (value: number): string => String(value).padStart(2, '0');
	return `${day.getFullYear()}-${twoDigits(day.getMonth() + 1)}-${twoDigits(day.getDate())}`;
}

/** A time on that day, yet never after `now`. */
export function timeOn(now: Date, daysAgo: number, hour: number): Date {
	const time = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo, hour);
	return time < now ? time : now;
}
