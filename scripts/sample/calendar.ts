/** The days of the sample's builds, counted back from now in local time, as in Metro. */
import { DAY, formatDay, toCivil } from '../../server/src/base/civilTime.ts';

/** The date `daysAgo` days before `now`, as `YYYY-MM-DD`. */
export function dateText(now: Date, daysAgo: number): string {
	return formatDay(toCivil(now.getTime()) - daysAgo * DAY);
}

/** A time on that day, but never after `now`. */
export function timeOn(now: Date, daysAgo: number, hour: number): Date {
	const time = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo, hour);
	return time < now ? time : now;
}
