/** The proleptic Gregorian calendar as in Python's datetime: ordinals, fields and plain texts. */
import { DAY } from '../../base/civilTime.ts';
import type { DatetimeValue, DateValue, TimedeltaValue } from './value.ts';

export const microsPerDay = 86_400_000_000n;
export const lastOrdinal = 3_652_059;
/** The ordinal of 1970-01-01. */
const epoch = 719_163;

export interface Day {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

export interface Moment extends Day {
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly microsecond: number;
}

function isLeap(year: number): boolean {
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The number of days in a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
	if (month === 2) return isLeap(year) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The ordinal of a day, 1 for 0001-01-01. */
export function ordinalOf({ year, month, day }: Day): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	return Math.round(date.getTime() / DAY) + epoch;
}

/** The day of an ordinal. */
export function dayOf(ordinal: number): Day {
	const date = new Date((ordinal - epoch) * DAY);
	return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday is 0. */
export function weekdayOf(ordinal: number): number {
	return (ordinal + 6) % 7;
}

/** Microseconds since year 1. */
export function microsOf(moment: Moment): bigint {
	const seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second;
	return midnightOf(ordinalOf(moment)) + BigInt(seconds) * 1_000_000n + BigInt(moment.microsecond);
}

/** The microseconds since year 1 at the start of a day. */
export function midnightOf(ordinal: number): bigint {
	return BigInt(ordinal - 1) * microsPerDay;
}

/** The ordinal of the day that contains a moment. */
export function ordinalOfMicros(micros: bigint): number {
	return Number(micros / microsPerDay) + 1;
}

/** The fields of a moment in microseconds since year 1. */
export function momentOf(micros: bigint): Moment {
	const rest = micros % microsPerDay;
	const seconds = Number(rest / 1_000_000n);
	return {
		...dayOf(ordinalOfMicros(micros)),
		hour: Math.floor(seconds / 3600),
		minute: Math.floor(seconds / 60) % 60,
		second: seconds % 60,
		microsecond: Number(rest % 1_000_000n),
	};
}

/** Year, week and weekday (Monday is 1) by ISO 8601. */
export function isoCalendar(ordinal: number): { year: number; week: number; weekday: number } {
	const weekday = weekdayOf(ordinal) + 1;
	const thursday = ordinal - weekday + 4;
	const { year } = dayOf(thursday);
	const first = ordinalOf({ year, month: 1, day: 1 });
	return { year, week: Math.floor((thursday - first) / 7) + 1, weekday };
}

/** A number with leading zeros. */
export function pad(value: number, width: number): string {
	return String(value).padStart(width, '0');
}

/** `2015-02-08`. */
export function dateText(ordinal: number): string {
	const { year, month, day } = dayOf(ordinal);
	return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** `12:30:00`, with six more digits if there are microseconds. */
function timeText(micros: bigint): string {
	const { hour, minute, second, microsecond } = momentOf(micros);
	const fraction = microsecond === 0 ? '' : `.${pad(microsecond, 6)}`;
	return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${fraction}`;
}

/** `2015-02-08T12:30:00` with any separator. */
export function datetimeText(micros: bigint, separator: string): string {
	return `${dateText(ordinalOfMicros(micros))}${separator}${timeText(micros)}`;
}

/** A timedelta as Python normalises it: only the days may be negative. */
export function splitDelta(micros: bigint): { days: number; seconds: number; micros: number } {
	const rest = ((micros % microsPerDay) + microsPerDay) % microsPerDay;
	return {
		days: Number((micros - rest) / microsPerDay),
		seconds: Number(rest / 1_000_000n),
		micros: Number(rest % 1_000_000n),
	};
}

/** `7 days, 0:00:00`. */
export function timedeltaText(total: bigint): string {
	const { days, seconds, micros } = splitDelta(total);
	const clock = `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
	const fraction = micros === 0 ? '' : `.${pad(micros, 6)}`;
	const dayText = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
	return `${dayText}${clock}${fraction}`;
}

/** `datetime.timedelta(days=7)`. */
export function timedeltaRepr(delta: TimedeltaValue): string {
	const { days, seconds, micros } = splitDelta(delta.micros);
	const parts = [
		...(days === 0 ? [] : [`days=${days}`]),
		...(seconds === 0 ? [] : [`seconds=${seconds}`]),
		...(micros === 0 ? [] : [`microseconds=${micros}`]),
	];
	return `datetime.timedelta(${parts.length === 0 ? '0' : parts.join(', ')})`;
}

/** `datetime.date(2015, 2, 8)`. */
export function dateRepr(value: DateValue | DatetimeValue): string {
	if (value.kind === 'date') {
		const { year, month, day } = dayOf(value.ordinal);
		return `datetime.date(${year}, ${month}, ${day})`;
	}
	const { year, month, day, hour, minute, second, microsecond } = momentOf(value.micros);
	const tail = microsecond !== 0 ? [second, microsecond] : second !== 0 ? [second] : [];
	return `datetime.datetime(${[year, month, day, hour, minute, ...tail].join(', ')})`;
}
