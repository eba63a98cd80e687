/** What Python's own values have besides what is calculated here: it is dynamic, and not a mistake. */

const ofNumbers = 'as_integer_ratio conjugate imag numerator real';
const ofInts = `${ofNumbers} bit_count bit_length denominator from_bytes to_bytes`;
const ofDates =
	'day fromisocalendar fromisoformat fromordinal fromtimestamp max min month resolution timetuple today year';
const ofDatetimes =
	'astimezone combine date dst fold hour microsecond minute now second strptime time timestamp timetz tzinfo tzname utcfromtimestamp utcnow utcoffset utctimetuple';
const ofSets = 'copy difference intersection isdisjoint issubset issuperset symmetric_difference union';

/** By the name of the type, for its values and for itself. */
const others: ReadonlyMap<string, ReadonlySet<string>> = new Map(
	[
		['str', 'encode'],
		['int', ofInts],
		['bool', ofInts],
		['float', `${ofNumbers} fromhex hex is_integer`],
		['range', 'count index start step stop'],
		['frozenset', ofSets],
		['dict_keys', 'isdisjoint mapping'],
		['dict_items', 'isdisjoint mapping'],
		['dict_values', 'mapping'],
		['datetime.date', ofDates],
		['datetime.datetime', `${ofDates} ${ofDatetimes}`],
		['datetime.timedelta', 'days max microseconds min resolution seconds total_seconds'],
	].map(([type = '', names = '']) => [type, new Set(names.split(' '))]),
);

/** True if values of the type, or the type itself, have such an attribute in Python. */
export function isOtherAttribute(type: string, name: string): boolean {
	return /^__\w+__$/.test(name) || others.get(type)?.has(name) === true;
}
