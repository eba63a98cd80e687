/** The names in CPython 3.11, generated from its `dir()`. Any other name certainly does not exist. */

const named = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** The attributes of built-in types, without those that begin with an underscore. */
export const attributeNames: ReadonlyMap<string, ReadonlySet<string>> = new Map([
	[
		'str',
		named(
			'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum ' +
				'isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle ' +
				'isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind ' +
				'rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate ' +
				'upper zfill',
		),
	],
	[
		'int',
		named(
			'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real ' +
				'to_bytes',
		),
	],
	[
		'bool',
		named(
			'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real ' +
				'to_bytes',
		),
	],
	['float', named('as_integer_ratio conjugate fromhex hex imag is_integer real')],
	['list', named('append clear copy count extend index insert pop remove reverse sort')],
	['tuple', named('count index')],
	['dict', named('clear copy fromkeys get items keys pop popitem setdefault update values')],
	[
		'set',
		named(
			'add clear copy difference difference_update discard intersection intersection_update isdisjoint ' +
				'issubset issuperset pop remove symmetric_difference symmetric_difference_update union update',
		),
	],
	[
		'frozenset',
		named('copy difference intersection isdisjoint issubset issuperset symmetric_difference union'),
	],
	['range', named('count index start step stop')],
	['NoneType', named('')],
	['dict_keys', named('isdisjoint mapping')],
	['dict_values', named('mapping')],
	['dict_items', named('isdisjoint mapping')],
	[
		'datetime.date',
		named(
			'ctime day fromisocalendar fromisoformat fromordinal fromtimestamp isocalendar isoformat ' +
				'isoweekday max min month replace resolution strftime timetuple today toordinal weekday year',
		),
	],
	[
		'datetime.datetime',
		named(
			'astimezone combine ctime date day dst fold fromisocalendar fromisoformat fromordinal ' +
				'fromtimestamp hour isocalendar isoformat isoweekday max microsecond min minute month now replace ' +
				'resolution second strftime strptime time timestamp timetuple timetz today toordinal tzinfo ' +
				'tzname utcfromtimestamp utcnow utcoffset utctimetuple weekday year',
		),
	],
	['datetime.timedelta', named('days max microseconds min resolution seconds total_seconds')],
]);

/** The built-in scope. */
export const builtinNames: ReadonlySet<string> = named(
	'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError ' +
		'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ' +
		'ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis ' +
		'EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError ' +
		'FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ' +
		'ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError ' +
		'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError ' +
		'NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning ' +
		'PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError ' +
		'RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit ' +
		'TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError ' +
		'UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ' +
		'ZeroDivisionError __build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ ' +
		'__spec__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr ' +
		'classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit ' +
		'filter float format frozenset getattr globals hasattr hash help hex id input int isinstance ' +
		'issubclass iter len license list locals map max memoryview min next object oct open ord pow ' +
		'print property quit range repr reversed round set setattr slice sorted staticmethod str sum ' +
		'super tuple type vars zip',
);
