/**
 * Python's `datetime` module without the clock: dates, datetimes and timedeltas.
 * Python 3.11 Library Reference, datetime.
 */
import {
	type Day,
	dateText,
	datetimeText,
	dayOf,
	daysInMonth,
	lastOrdinal,
	type Moment,
	microsOf,
	microsPerDay,
	midnightOf,
	momentOf,
	ordinalOf,
	ordinalOfMicros,
	splitDelta,
	weekdayOf,
} from '../runtime/calendar.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { strftime, strptime } from '../runtime/strftime.ts';
import { isNumber, typeName } from '../runtime/types.ts';
import {
	type CallArguments,
	type DatetimeValue,
	type DateValue,
	type DynamicValue,
	float,
	int,
	type Machine,
	type ModuleValue,
	type NativeCode,
	native,
	str,
	type TimedeltaValue,
	type TypeValue,
	type Value,
} from '../runtime/value.ts';
import { type Method, parameters, single, wantNumber, wantText } from './parameters.ts';

type Dated = DateValue | DatetimeValue;

function checkedDay(year: number, month: number, day: number): Day {
	if (year < 1 || year > 9999) raise('ValueError', `year ${year} is out of range`);
	if (month < 1 || month > 12) raise('ValueError', 'month must be in 1..12');
	if (day < 1 || day > daysInMonth(year, month)) raise('ValueError', 'day is out of range for month');
	return { year, month, day };
}

function checkedMoment(day: Day, fields: readonly number[]): Moment {
	const [hour = 0, minute = 0, second = 0, microsecond = 0] = fields;
	if (hour < 0 || hour > 23) raise('ValueError', 'hour must be in 0..23');
	if (minute < 0 || minute > 59) raise('ValueError', 'minute must be in 0..59');
	if (second < 0 || second > 59) raise('ValueError', 'second must be in 0..59');
	if (microsecond < 0 || microsecond > 999_999) raise('ValueError', 'microsecond must be in 0..999999');
	return { ...day, hour, minute, second, microsecond };
}

function ordinalIn(value: Dated): number {
	return value.kind === 'date' ? value.ordinal : ordinalOfMicros(value.micros);
}

function dateOf(ordinal: number): DateValue {
	if (ordinal < 1 || ordinal > lastOrdinal) raise('ValueError', 'ordinal must be >= 1');
	return { kind: 'date', ordinal };
}

function midnight(ordinal: number): DatetimeValue {
	return { kind: 'datetime', micros: midnightOf(ordinal) };
}

/** A field of a date. For invalid fields, the error depends on which field C checks first. */
function smallNumber(part: Value | undefined): number {
	if (part === undefined) return 0;
	if (part.kind !== 'int' || part.value > 99_999n || part.value < -99_999n)
		return unknown('an odd field of a date');
	return Number(part.value);
}

const makeDate: NativeCode = (_machine, args) => {
	for (const part of args.positional) smallNumber(part);
	const [year = 0, month = 0, day = 0] = parameters('date', args, ['year', 'month', 'day']).map(smallNumber);
	return { kind: 'date', ordinal: ordinalOf(checkedDay(year, month, day)) };
};

const timeNames = ['hour', 'minute', 'second', 'microsecond'] as const;

const makeDatetime: NativeCode = (_machine, args) => {
	const names = ['year', 'month', 'day', ...timeNames.map((name) => `${name}?`)];
	const [year = 0, month = 0, day = 0, ...time] = parameters('datetime', args, names).map(smallNumber);
	return { kind: 'datetime', micros: microsOf(checkedMoment(checkedDay(year, month, day), time)) };
};

const units = new Map([
	['days', microsPerDay],
	['seconds', 1_000_000n],
	['microseconds', 1n],
	['milliseconds', 1000n],
	['minutes', 60_000_000n],
	['hours', 3_600_000_000n],
	['weeks', 7n * microsPerDay],
]);

const makeTimedelta: NativeCode = (_machine, args) => {
	const names = [...units.keys()];
	const values = parameters(
		'timedelta',
		args,
		names.map((name) => `${name}?`),
	);
	let micros = 0n;
	for (const [index, value] of values.entries()) {
		if (value === undefined) continue;
		const amount = known(value);
		const name = names[index] ?? '';
		const unit = units.get(name) ?? 0n;
		if (!isNumber(amount)) {
			const message = `unsupported type for timedelta ${name} component: ${typeName(amount)}`;
			return raise('TypeError', message);
		}
		if (amount.kind === 'float') return unknown('a timedelta of fractions');
		micros += BigInt(amount.value) * unit;
	}
	if (Math.abs(splitDelta(micros).days) > 999_999_999) {
		raise('OverflowError', `days=${splitDelta(micros).days}; must have magnitude <= 999999999`);
	}
	return { kind: 'timedelta', micros };
};

const dateFromIso: NativeCode = (_machine, args) => {
	const { value } = wantText(single('fromisoformat', args), () => 'fromisoformat: argument must be str');
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
	if (day === undefined) return unknown('a rare form of a date');
	return { kind: 'date', ordinal: ordinalOf(checkedDay(Number(year), Number(month), Number(day))) };
};

const fromOrdinal: NativeCode = (_machine, args) => dateOf(wantNumber(single('fromordinal', args), 0));

const parse: NativeCode = (_machine, args) => {
	const [text, form] = args.positional;
	if (args.positional.length !== 2) return unknown('a rare strptime()');
	const { value } = wantText(
		text,
		(type) => `strptime() argument 1 must be str, not ${type === 'NoneType' ? 'None' : type}`,
	);
	const format = wantText(form, (type) => `strptime() argument 2 must be str, not ${type}`).value;
	return { kind: 'datetime', micros: strptime(value, format) };
};

/** Year, month and day by name, and the time fields of a datetime, in the order of Python's parameters. */
function fieldsOf(value: Dated): ReadonlyMap<string, number> {
	return new Map(Object.entries(value.kind === 'datetime' ? momentOf(value.micros) : dayOf(value.ordinal)));
}

/** Values that only the clock knows. */
function clock(name: string): NativeCode {
	return (machine): DynamicValue => ({ kind: 'dynamic', what: name, span: machine.at });
}

function replaced(self: Dated, args: CallArguments): Value {
	const fields = fieldsOf(self);
	const given = parameters(
		'replace',
		args,
		[...fields.keys()].map((name) => `${name}?`),
	);
	const [year = 0, month = 0, day = 0, ...time] = [...fields.values()].map((value, index) =>
		wantNumber(given[index], value),
	);
	const fresh = checkedDay(year, month, day);
	if (self.kind === 'date') return { kind: 'date', ordinal: ordinalOf(fresh) };
	return { kind: 'datetime', micros: microsOf(checkedMoment(fresh, time)) };
}

/** Methods that dates and datetimes share. */
const datedMethods: ReadonlyMap<string, Method<Dated>> = new Map<string, Method<Dated>>([
	['weekday', (_machine, self) => int(weekdayOf(ordinalIn(self)))],
	['isoweekday', (_machine, self) => int(weekdayOf(ordinalIn(self)) + 1)],
	['toordinal', (_machine, self) => int(ordinalIn(self))],
	[
		'strftime',
		(_machine, self, args) => {
			const format = wantText(
				single('strftime', args),
				(type) => `strftime() argument 1 must be str, not ${type}`,
			);
			return str(strftime(self, format.value));
		},
	],
	['replace', (_machine, self, args) => replaced(self, args)],
	[
		'isoformat',
		(_machine, self, args) => {
			if (args.positional.length + args.named.size > 0) return unknown('isoformat() with a form');
			if (self.kind === 'date') return str(dateText(self.ordinal));
			const [separator] = parameters('isoformat', args, ['sep?']);
			return str(
				datetimeText(self.micros, separator === undefined ? 'T' : wantText(separator, () => '').value),
			);
		},
	],
]);

/** An attribute or method of a date, datetime or timedelta; `undefined` if it does not exist. */
export function dateAttribute(value: Dated | TimedeltaValue, name: string): Value | undefined {
	if (value.kind === 'timedelta') return deltaAttribute(value, name);
	const field = fieldsOf(value).get(name);
	if (field !== undefined) return int(field);
	if (value.kind === 'datetime') {
		if (name === 'date') return native('date', () => dateOf(ordinalIn(value)));
		if (name === 'tzinfo') return { kind: 'none' };
		if (name === 'timestamp') return native('timestamp', clock('the time zone (datetime.timestamp)'));
	}
	const method = datedMethods.get(name);
	return method === undefined ? undefined : native(name, (machine, args) => method(machine, value, args));
}

function deltaAttribute(value: TimedeltaValue, name: string): Value | undefined {
	const { days, seconds, micros } = splitDelta(value.micros);
	switch (name) {
		case 'days':
			return int(days);
		case 'seconds':
			return int(seconds);
		case 'microseconds':
			return int(micros);
		case 'total_seconds':
			if (value.micros % 1_000_000n !== 0n) return undefined;
			return native(name, () => float(Number(value.micros / 1_000_000n)));
		default:
			return undefined;
	}
}

function unbound(method: Method<Dated>): NativeCode {
	return (machine, args) => {
		const [self, ...rest] = args.positional;
		if (self?.kind !== 'date' && self?.kind !== 'datetime') {
			return unknown('a method of the type of dates');
		}
		return method(machine, self, { ...args, positional: rest });
	};
}

function members(more: readonly (readonly [string, NativeCode])[]): Map<string, Value> {
	const own = [...datedMethods].map(([name, method]): [string, Value] => [
		name,
		native(name, unbound(method)),
	]);
	return new Map([...own, ...more.map(([name, code]): [string, Value] => [name, native(name, code)])]);
}

const dateType: TypeValue = {
	kind: 'type',
	name: 'datetime.date',
	make: makeDate,
	members: members([
		['fromisoformat', dateFromIso],
		['fromordinal', fromOrdinal],
		['today', clock('datetime.date.today()')],
		['fromtimestamp', clock('the time zone (date.fromtimestamp)')],
	])
		.set('min', dateOf(1))
		.set('max', dateOf(lastOrdinal)),
};

const datetimeType: TypeValue = {
	kind: 'type',
	name: 'datetime.datetime',
	make: makeDatetime,
	members: members([
		['strptime', parse],
		[
			'fromordinal',
			(machine: Machine, args: CallArguments) => {
				const date = fromOrdinal(machine, args);
				return date.kind === 'date' ? midnight(date.ordinal) : date;
			},
		],
		['now', clock('datetime.datetime.now()')],
		['today', clock('datetime.datetime.today()')],
		['utcnow', clock('datetime.datetime.utcnow()')],
		['fromtimestamp', clock('the time zone (datetime.fromtimestamp)')],
		['utcfromtimestamp', clock('datetime.utcfromtimestamp')],
	])
		.set('min', midnight(1))
		.set('max', { kind: 'datetime', micros: midnightOf(lastOrdinal + 1) - 1n }),
};

const timedeltaType: TypeValue = {
	kind: 'type',
	name: 'datetime.timedelta',
	make: makeTimedelta,
	members: new Map(),
};

/** The types of date values, by kind. */
export const dateTypes = { date: dateType, datetime: datetimeType, timedelta: timedeltaType } as const;

export const datetimeModule: ModuleValue = {
	kind: 'module',
	name: 'datetime',
	members: new Map<string, Value>([
		...Object.entries(dateTypes),
		['MINYEAR', int(1)],
		['MAXYEAR', int(9999)],
	]),
};
