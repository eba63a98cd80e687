/**
 * Converts dates to text and text to dates by `strftime` directives, in the C locale.
 * Python 3.11 Library Reference, strftime() and strptime() Behavior.
 */
import { reprString } from '../../base/pythonText.ts';
import {
	dayOf,
	daysInMonth,
	isoCalendar,
	type Moment,
	microsOf,
	midnightOf,
	momentOf,
	ordinalOf,
	ordinalOfMicros,
	pad,
	weekdayOf,
} from './calendar.ts';
import { raise, unknown } from './signals.ts';
import type { DatetimeValue, DateValue } from './value.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

/** Directives that abbreviate several others, in both directions. */
const shorthands = new Map([
	['F', '%Y-%m-%d'],
	['T', '%H:%M:%S'],
	['R', '%H:%M'],
	['D', '%m/%d/%y'],
]);

/** Abbreviations in the C locale that only `strftime` knows. */
const localeShorthands = new Map([
	...shorthands,
	['x', '%m/%d/%y'],
	['X', '%H:%M:%S'],
	['c', '%a %b %e %H:%M:%S %Y'],
]);

/** `format` with each known directive replaced; unknown ones stay unchanged. */
function replaceDirectives(format: string, known: (code: string) => string | undefined): string {
	return format.replace(/%([a-zA-Z%])/g, (whole, code: string) => known(code) ?? whole);
}

/** `value.strftime(format)`. Unknown directives stay unchanged. */
export function strftime(value: DateValue | DatetimeValue, format: string): string {
	const micros = value.kind === 'datetime' ? value.micros : midnightOf(value.ordinal);
	const moment = momentOf(micros);
	// Other directives, padding and years before 1000 depend on the C library.
	if (moment.year < 1000 || !/^(?:[^%\0]|%[YmdHMSyjBbAaFT%])*$/.test(format))
		return unknown('a rare form of strftime');
	const ordinal = ordinalOfMicros(micros);
	const expanded = replaceDirectives(format, (code) => localeShorthands.get(code));
	return replaceDirectives(expanded, (code) => directive(code, moment, ordinal));
}

function directive(code: string, moment: Moment, ordinal: number): string | undefined {
	const weekday = weekdayOf(ordinal);
	const yearDay = ordinal - ordinalOf({ year: moment.year, month: 1, day: 1 }) + 1;
	const iso = isoCalendar(ordinal);
	switch (code) {
		case 'Y':
			return String(moment.year);
		case 'y':
			return pad(moment.year % 100, 2);
		case 'C':
			return pad(Math.floor(moment.year / 100), 2);
		case 'm':
			return pad(moment.month, 2);
		case 'd':
			return pad(moment.day, 2);
		case 'e':
			return String(moment.day).padStart(2, ' ');
		case 'H':
			return pad(moment.hour, 2);
		case 'I':
			return pad(moment.hour % 12 || 12, 2);
		case 'M':
			return pad(moment.minute, 2);
		case 'S':
			return pad(moment.second, 2);
		case 'f':
			return pad(moment.microsecond, 6);
		case 'p':
			return moment.hour < 12 ? 'AM' : 'PM';
		case 'A':
			return weekdays[weekday];
		case 'a':
			return weekdays[weekday]?.slice(0, 3);
		case 'B':
			return months[moment.month - 1];
		case 'b':
		case 'h':
			return months[moment.month - 1]?.slice(0, 3);
		case 'w':
			return String((weekday + 1) % 7);
		case 'u':
			return String(weekday + 1);
		case 'j':
			return pad(yearDay, 3);
		case 'U':
			return pad(Math.floor((yearDay + 6 - ((weekday + 1) % 7)) / 7), 2);
		case 'W':
			return pad(Math.floor((yearDay + 6 - weekday) / 7), 2);
		case 'G':
			return String(iso.year);
		case 'V':
			return pad(iso.week, 2);
		case 'n':
			return '\n';
		case 't':
			return '\t';
		case 'z':
		case 'Z':
			return '';
		case '%':
			return '%';
		default:
			return undefined;
	}
}

const fields = new Map([
	['Y', '\\d{4}'],
	['y', '\\d{2}'],
	['m', '1[0-2]|0[1-9]|[1-9]'],
	['d', '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]'],
	['H', '2[0-3]|[01]\\d|\\d'],
	['I', '1[0-2]|0[1-9]|[1-9]'],
	['M', '[0-5]\\d|\\d'],
	['S', '6[01]|[0-5]\\d|\\d'],
	['f', '\\d{1,6}'],
	['j', '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]'],
	['p', 'am|pm'],
	['A', weekdays.join('|')],
	['a', weekdays.map((name) => name.slice(0, 3)).join('|')],
	['B', months.join('|')],
	['b', months.map((name) => name.slice(0, 3)).join('|')],
]);

/** `datetime.strptime(text, format)`: microseconds since year 1. */
export function strptime(text: string, format: string): bigint {
	const plain = /^(?:[-/:. T_]|%[YmdHMS])*$/.test(format) && /^[\x20-\x7e]*$/.test(text);
	if (!plain || new Set(format.match(/%./g)).size !== (format.match(/%./g)?.length ?? 0)) {
		return unknown('a rare form of strptime');
	}
	const codes: string[] = [];
	const expanded = replaceDirectives(format, (code) => shorthands.get(code));
	let source = '';
	for (let i = 0; i < expanded.length; i++) {
		const char = expanded[i] ?? '';
		if (char !== '%') {
			if (/\s/.test(char)) source += source.endsWith('\\s+') ? '' : '\\s+';
			else source += char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
			continue;
		}
		i++;
		const code = expanded[i];
		if (code === undefined) return raise('ValueError', `stray % in format '${format}'`);
		if (code === '%') source += '%';
		else {
			const field = fields.get(code);
			if (field === undefined) {
				return raise('ValueError', `'${code}' is a bad directive in format '${format}'`);
			}
			codes.push(code);
			source += `(${field})`;
		}
	}
	const match = new RegExp(`^${source}`, 'i').exec(text);
	if (match === null) {
		const shown = `time data ${reprString(text)} does not match format ${reprString(format)}`;
		return raise('ValueError', shown);
	}
	if (match[0].length !== text.length) {
		return raise('ValueError', `unconverted data remains: ${text.slice(match[0].length)}`);
	}
	const found = new Map(codes.map((code, index) => [code, match[index + 1] ?? '']));
	return microsOf(momentFrom(found));
}

function momentFrom(found: ReadonlyMap<string, string>): Moment {
	const number = (code: string, otherwise: number): number => {
		const value = found.get(code);
		return value === undefined ? otherwise : Number(value);
	};
	const named = (code: string, names: readonly string[], width?: number): number | undefined => {
		const value = found.get(code)?.toLowerCase();
		if (value === undefined) return undefined;
		return names.findIndex((name) => name.slice(0, width).toLowerCase() === value) + 1;
	};
	const short = number('y', -1);
	const year = short < 0 ? number('Y', 1900) : short + (short < 69 ? 2000 : 1900);
	const month = named('B', months) ?? named('b', months, 3) ?? number('m', 1);
	const day = number('d', 1);
	if (year < 1) raise('ValueError', `year ${year} is out of range`);
	if (day > daysInMonth(year, month)) raise('ValueError', 'day is out of range for month');
	const half = found.get('p')?.toLowerCase();
	const hour12 = number('I', 0) % 12;
	const hour = found.has('I') ? hour12 + (half === 'pm' ? 12 : 0) : number('H', 0);
	const yearDay = found.get('j');
	const date =
		yearDay === undefined
			? { year, month, day }
			: dayOf(ordinalOf({ year, month: 1, day: 1 }) + Number(yearDay) - 1);
	const microsecond = Number((found.get('f') ?? '0').padEnd(6, '0'));
	return { ...date, hour, minute: number('M', 0), second: number('S', 0), microsecond };
}
