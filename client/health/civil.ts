/** Civil times: what a clock on the wall shows where the repository is, which may be elsewhere than the window. Pure. */

/**
 * The civil time of a moment.
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
