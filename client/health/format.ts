/** Ages, lengths and sizes in words. Pure. */

export const dayLength = 86_400_000;

/** `today`, `3 d`; both are civil times. `undefined`: `never`. */
export function ageText(date: number | undefined, now: number): string {
	if (date === undefined) return 'never';
	const days = Math.floor(now / dayLength) - Math.floor(date / dayLength);
	if (days < 0) return `in ${-days} d`;
	return days === 0 ? 'today' : `${days} d`;
}

/** `3 h 50 min`; milliseconds. */
export function lengthText(length: number): string {
	const minutes = Math.round(length / 60_000);
	if (minutes < 1) return 'under a minute';
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (hours === 0) return `${rest} min`;
	return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** A moment as date and time in a time zone, `2015-02-20 13:40`. */
export function momentText(at: number, zone: string): string {
	return new Date(civilOf(at, zone)).toISOString().slice(0, 16).replace('T', ' ');
}

/** A civil time as its day. */
export function dayText(civil: number): string {
	return new Date(civil).toISOString().slice(0, 10);
}

/**
 * The civil time of a moment: what a clock on the wall shows where the repository is, which may be elsewhere than the window.
 * @param zone as `Intl` names it; one that is not known counts as the window's own
 */
export function civilOf(at: number, zone: string): number {
	const parts = new Map(
		clockIn(zone)
			.formatToParts(at)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
	const civil = new Date(0);
	civil.setUTCFullYear(part('year'), part('month') - 1, part('day'));
	civil.setUTCHours(part('hour'), part('minute'), part('second'));
	return civil.getTime();
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(zone: string): Intl.DateTimeFormat {
	const known = clocks.get(zone) ?? newClock(zone);
	clocks.set(zone, known);
	return known;
}

function newClock(zone: string): Intl.DateTimeFormat {
	const options = {
		calendar: 'gregory',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	} as const;
	try {
		return new Intl.DateTimeFormat('en', { ...options, timeZone: zone });
	} catch {
		return new Intl.DateTimeFormat('en', options);
	}
}
