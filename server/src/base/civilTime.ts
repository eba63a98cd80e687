/**
 * Local civil time, as in Metro: Python's naive datetimes, which have no time zone. A civil time is the number of
 * milliseconds at which UTC shows the same clock face, so days are always 24 hours long.
 */
export type CivilTime = number;

export const DAY = 24 * 60 * 60 * 1000;

/** The local clock time at a moment (milliseconds since the epoch, with fractions). */
export function toCivil(moment: number): CivilTime {
	return moment - new Date(moment).getTimezoneOffset() * 60_000;
}

/** Midnight at the start of a day; `undefined` if the calendar has no such day (years 1 to 9999, as in Python). */
export function civilMidnight(year: number, month: number, day: number): CivilTime | undefined {
	if (year < 1 || year > 9999) return undefined;
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	const same =
		date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	return same ? date.getTime() : undefined;
}

/** True for a day as `2015-02-08` that the calendar has. */
export function isCivilDay(text: string): boolean {
	const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
	return year !== undefined && civilMidnight(Number(year), Number(month), Number(day)) !== undefined;
}

/** `YYYY-MM-DD` of a civil time. */
export function formatDay(time: CivilTime): string {
	return new Date(time).toISOString().slice(0, 10);
}

/** Midnight at the start of the day that contains a civil time. */
export function civilDay(time: CivilTime): CivilTime {
	return Math.floor(time / DAY) * DAY;
}

/** `YYYY-MM-DD hh:mm` of a civil time, and only the day of a midnight. */
export function formatMinute(time: CivilTime): string {
	return time === civilDay(time) ? formatDay(time) : formatCivil(time).slice(0, 16).replace('T', ' ');
}

/** `YYYY-MM-DDThh:mm:ss` of a civil time, without a zone. */
export function formatCivil(time: CivilTime): string {
	return new Date(time).toISOString().slice(0, 19);
}
