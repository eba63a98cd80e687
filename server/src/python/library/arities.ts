/**
 * How many positional arguments each library function takes, and which keywords. Other calls are not followed. For methods
 * that several types share, the widest range is listed; the types themselves reject what is wrong for them.
 */
const rows: readonly (readonly [names: string, least: number, most: number, byName?: string])[] = [
	['len any all reversed iter repr ascii abs hex oct bin chr ord callable type', 1, 1],
	['sorted', 1, 1, 'key reverse'],
	['sort', 0, 0, 'key reverse'],
	['min max', 1, Number.POSITIVE_INFINITY, 'key default'],
	['sum', 1, 2, 'start'],
	['enumerate', 1, 2, 'start'],
	['zip', 0, Number.POSITIVE_INFINITY, 'strict'],
	['map', 2, Number.POSITIVE_INFINITY],
	['filter isinstance divmod', 2, 2],
	['list tuple set frozenset bool float str', 0, 1],
	['range', 1, 3],
	['int', 0, 2, 'base'],
	['datetime.date', 0, 3, 'year month day'],
	['next format', 1, 2],
	['getattr', 2, 3],
	['hasattr', 2, 2],
	['slice', 1, 3],
	['round', 1, 2, 'ndigits'],
	['pow', 2, 2],
	['exit quit', 0, 1],
	['join removeprefix removesuffix partition rpartition zfill', 1, Number.POSITIVE_INFINITY],
	['lower upper casefold title capitalize swapcase', 0, 0],
	['isdigit isdecimal isnumeric isalpha isalnum isspace isupper islower isidentifier isascii', 0, 0],
	['strip lstrip rstrip', 0, 1],
	['split rsplit', 0, 2, 'sep maxsplit'],
	['splitlines', 0, 1, 'keepends'],
	['find rfind index rindex count startswith endswith', 1, 3],
	['ljust rjust center', 1, 2],
	['replace', 0, 3, 'year month day'],
	['append extend remove add discard', 1, 1],
	['insert', 2, 2],
	['pop', 0, 2],
	['clear reverse copy keys values items popitem', 0, 0],
	['get setdefault fromkeys', 1, 2],
	['issubset issuperset isdisjoint symmetric_difference symmetric_difference_update', 1, 1],
	['basename dirname splitext normpath isabs', 1, 1],
	['weekday isoweekday toordinal isoformat date total_seconds', 0, 0],
	['strftime', 1, 1],
	['strptime', 2, 2],
	['fromisoformat fromordinal', 1, 1],
];

interface Arity {
	readonly least: number;
	readonly most: number;
	readonly byName: ReadonlySet<string>;
}

const arities: ReadonlyMap<string, Arity> = new Map(
	rows.flatMap(([names, least, most, byName = '']) =>
		names.split(' ').map((name) => [name, { least, most, byName: new Set(byName.split(' ')) }] as const),
	),
);

/** Functions that accept any keyword arguments. */
const open: ReadonlySet<string> = new Set([
	'format',
	'update',
	'dict',
	'print',
	'map_build',
	'datetime.datetime',
	'datetime.timedelta',
]);

/** True if the evaluator follows a call of that function with this number of positional arguments and these keywords. */
export function isUsualCall(name: string, positional: number, named: Iterable<string>): boolean {
	const arity = arities.get(name);
	// A base applies only to a string, and is given once.
	if (name === 'int' && positional !== 1 && [...named].length > 0) return false;
	for (const one of named) if (!open.has(name) && arity?.byName.has(one) !== true) return false;
	return open.has(name) || arity === undefined || (positional >= arity.least && positional <= arity.most);
}
