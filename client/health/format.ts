/** Ages, lengths and sizes in words. Pure. */

const day = 86_400_000;

/** `today`, `3 d`; both are civil times. `undefined`: `never`. */
export function ageText(date: number | undefined, now: number): string {
	if (date === undefined) return 'never';
	const days = Math.floor(now / day) - Math.floor(date / day);
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

/** A moment as local date and time, `2015-02-20 13:40`. */
export function momentText(at: number): string {
	const date = new Date(at);
	const two = (part: number): string => String(part).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A civil time as its day. */
export function dayText(civil: number): string {
	return new Date(civil).toISOString().slice(0, 10);
}

/** The civil time of a moment here: what a clock on the wall shows. */
export function civilOf(at: number): number {
	return at - new Date(at).getTimezoneOffset() * 60_000;
}
