/** Programs of single expressions: every method and built-in with arguments of every kind, usual and odd. */
import type { Random } from './pythonRandom.ts';

const values = [
	...[
		'None',
		'True',
		'False',
		'0',
		'1',
		'-1',
		'2',
		'7',
		'-13',
		'64',
		'2 ** 40',
		'10 ** 18',
		'2.5',
		'-0.5',
		'0.1',
		'1e16',
		'3.0',
		'-0.0',
		'1e-7',
	],
	...[
		"''",
		"'a'",
		"'ab'",
		"'-'",
		"' x '",
		"'core2_64'",
		"'A-b c'",
		"'é'",
		"'😀x'",
		"'\\n'",
		"'a\\tb'",
		"'12'",
		"' 7 '",
		"'0x1f'",
		"'1_0'",
		"'2.50'",
		"'2015-02-08'",
		"'%s'",
		"'{}'",
		"'ß'",
		"'x,y,,z'",
		"'%d %s'",
	],
	...[
		'[]',
		'[1]',
		"['a', 'b']",
		"['b', 'a', 'c']",
		'[3, 1, 2]',
		'[[1], []]',
		'()',
		'(1,)',
		"('a', 'b')",
		"('b', 1)",
		'((1, 2), (3, 4))',
		'{}',
		"{'a': 1}",
		"{'b': 2, 'a': [1]}",
		'{1: 2}',
		'set()',
		"{'a'}",
		"{'a', 'b'}",
		'{1, 2, 3}',
		"frozenset(('a',))",
		'range(3)',
		'range(5, 1, -2)',
		"{'a': 1}.keys()",
		"{'a': 1}.items()",
	],
	...[
		'len',
		'str',
		'int',
		'(lambda *q: q)',
		'iter((1, 2))',
		'(q for q in (1, 2))',
		'datetime.date(2015, 2, 8)',
		'datetime.datetime(2015, 2, 8, 3, 4)',
		'datetime.timedelta(3)',
		'datetime.timedelta(-1, 5)',
		'ValueError("v")',
		'KeyError',
		'object',
		'...',
		'slice(1, 2)',
		'os',
		'print',
	],
];

const builtins =
	'len sorted list tuple set frozenset dict str repr int float bool abs round min max sum any all enumerate zip map filter reversed range isinstance issubclass type divmod pow hex oct bin chr ord ascii format getattr hasattr callable iter next slice print'.split(
		' ',
	);

const methods =
	'upper lower title capitalize swapcase casefold strip lstrip rstrip split rsplit splitlines join replace startswith endswith find rfind index rindex count partition rpartition zfill ljust rjust center removeprefix removesuffix isdigit isalpha isalnum isspace isupper islower isidentifier isascii istitle isnumeric isdecimal isprintable encode format translate append extend insert remove pop clear reverse sort copy get keys values items update setdefault popitem fromkeys add discard union intersection difference symmetric_difference issubset issuperset isdisjoint intersection_update weekday isoweekday strftime isoformat replace toordinal date total_seconds days year month seconds args bit_length nothing isocalendar timetuple'.split(
		' ',
	);

const operators = '+ - * / // % ** & | ^ < <= > >= == != in is << >>'
	.split(' ')
	.concat(['and', 'or', 'not in', 'is not']);

const formats = [
	'%s',
	'%d',
	'%r',
	'%5s',
	'%-5s|',
	'%05d',
	'%x',
	'%.2f',
	'%5.1f',
	'%%',
	'%3d%%',
	'%(a)s',
	'%i',
	'%s-%s',
	'%c',
	'%e',
	'%+d',
	'% d',
];
const specs = [
	'',
	'5',
	'>5',
	'<5',
	'^5',
	'*^7',
	'05',
	'd',
	'03d',
	's',
	'.2f',
	'.0f',
	'6.1f',
	',',
	'x',
	'%',
	'.1%',
	'5s',
	'.2',
	'e',
	'g',
	'+d',
	'<',
	'q',
];
const dates = [
	'%Y-%m-%d',
	'%d.%m.%y',
	'%H:%M:%S',
	'%j',
	'%A %B',
	'%a, %b',
	'%F %T',
	'%p %I',
	'%U',
	'%e',
	'%%',
	'%Q',
	'x',
];

/** One line that sets `name`, to a value or to the name of the error. */
function line(random: Random, name: string): string {
	return `try: ${name} = ${expression(random)}\nexcept Exception as q: ${name} = type(q).__name__`;
}

export function expressionProgram(random: Random): string {
	return `${Array.from({ length: 12 }, (_, index) => line(random, `x${index}`)).join('\n')}\n`;
}

function expression(random: Random): string {
	const { pick, below, chance } = random;
	const value = (): string => `(${pick(values)})`;
	const args = (): string => {
		const out = Array.from({ length: pick([0, 1, 1, 1, 2, 2, 3]) }, value);
		if (chance(0.08))
			out.push(
				pick([
					'key=len',
					'key=str',
					'reverse=True',
					'default=1',
					'sep="-"',
					'start=1',
					'strict=True',
					'maxsplit=1',
					'base=16',
					'a=1',
					'ndigits=1',
					'day=3',
				]),
			);
		return out.join(', ');
	};
	switch (below(12)) {
		case 0:
		case 1:
			return `${value()} ${pick(operators)} ${value()}`;
		case 2:
		case 3:
		case 4: {
			const call = `${pick(builtins)}(${args()})`;
			return chance(0.3) ? `list(${call})` : call;
		}
		case 5:
		case 6:
		case 7:
			return `${value()}.${pick(methods)}(${args()})`;
		case 8:
			return `'${pick(formats)}' % ${chance(0.5) ? value() : `(${value()},)`}`;
		case 9:
			return pick([
				`format(${value()}, '${pick(specs)}')`,
				`'{:${pick(specs)}}'.format(${value()})`,
				`f'{${pick(values).replaceAll("'", '"')}:${pick(specs)}}'`,
				`'{0}{1!r}'.format(${value()}, ${value()})`,
				`'{a}{${pick(['', 'a', '0', 'a.b', 'a[0]'])}}'.format(${value()}, a=${value()})`,
			]);
		case 10:
			return pick([
				`${value()}[${value()}]`,
				`${value()}[${pick(['1:', ':2', '::-1', '::2', '-2:', '5:', '0', '-1', '10', '1:1:1'])}]`,
				`-${value()}`,
				`not ${value()}`,
				`~${value()}`,
				`[*${value()}]`,
				`{**${value()}}`,
				`{${value()}: 1}`,
				`{${value()}, 1}`,
				`(lambda a, *b, c=1, **d: (a, b, c, d))(${args()})`,
			]);
		default:
			return pick([
				`datetime.date(2015, 2, 8).strftime('${pick(dates)}')`,
				`datetime.datetime.strptime(${value()}, '%Y-%m-%d')`,
				`datetime.datetime.strptime('2015-02-08', '${pick(dates)}')`,
				`datetime.date(${args()})`,
				`datetime.date(2015, ${value()}, ${value()})`,
				`datetime.timedelta(${args()})`,
				`datetime.date(2015, 2, 8) ${pick(operators)} ${value()}`,
				`datetime.date.fromisoformat(${value()})`,
				`os.path.${pick(['join', 'basename', 'dirname', 'split', 'splitext', 'normpath', 'isabs'])}(${args()})`,
				`str(${value()})`,
				`repr(${value()})`,
			]);
	}
}
