/** The expressions that random programs are made of, by what they are mostly worth. */
import type { Random } from './pythonRandom.ts';

export type Kind = 'int' | 'str' | 'bool' | 'list' | 'tuple' | 'dict' | 'set' | 'any';

const words = ['a', 'b', 'x86', 'core2_64', 'pure64', 'funtoo-current', 'é', '', ' x ', 'A-b', '64', 'i686'];

/** A literal of a kind, or another short expression. */
export function literal({ pick, below }: Random, kind: Kind): string {
	switch (kind) {
		case 'int':
			return pick(['0', '1', '(-2)', '(3)', '(10)', '(2 ** 40)', 'True']);
		case 'str':
			return `'${pick(words)}'`;
		case 'bool':
			return pick([
				'True',
				'False',
				'(not n)',
				'(n > 1)',
				"(w == 'x')",
				"('a' in t)",
				'(a is b)',
				'(x is None)',
				'(a == b)',
			]);
		case 'list':
			return pick(['[]', "['x']", "['a', 'b']", '[a]', '[1, 2]', "[n, 'q']"]);
		case 'tuple':
			return pick(
				['()', "('x',)", "('a', 'b')", '(a, b)', '1, 2', "('core2', 'i686', 'k8')"].map((one) =>
					one.startsWith('(') ? one : `(${one})`,
				),
			);
		case 'dict':
			return pick(['{}', "{'a': 1}", "{'k': a, 'l': b}", 'dict(k=1)', '{n: w for n in (1, 2)}']);
		case 'set':
			return pick(['set()', "{'a'}", "{'a', 'b'}", 'set(t)', '{1, 2}']);
		default:
			return pick([
				'None',
				`(${below(5)})`,
				`'${pick(words)}'`,
				'1.5',
				'[a]',
				'(b,)',
				'{}',
				'(lambda: a)',
				'len',
				"('%s' % n)",
			]);
	}
}

/** Templates: `<kind>` stands for an expression, `<:kind>` for a name, `<?>` for a condition. */
export const compounds: Readonly<Record<Exclude<Kind, 'any'>, readonly string[]>> = {
	int: [
		`len(<list|tuple|dict|set|str>)`,
		`<int> + <int>`,
		`<int> * 2 - <int>`,
		`<int> // <int>`,
		`<int> % 3`,
		`sum([<int>, 2])`,
		`max(<int>, 1)`,
		`int('12')`,
		`<list>.index('x')`,
		`abs(<int>)`,
		`min(<tuple>, key=len)`,
		`<str>.count('a')`,
		`<str>.find('6')`,
	],
	str: [
		`<str> + <str>`,
		`<str>.upper()`,
		`<str>.strip()`,
		`<str>.replace('a', 'b')`,
		`'-'.join(<tuple>)`,
		`'%s-%s' % (<str>, <int>)`,
		`'{}/{}'.format(<str>, <any>)`,
		`f'{<:str>}-{<:int>:02d}'`,
		`<str>[1:]`,
		`<str>[-1]`,
		`str(<any>)`,
		`<tuple>[0]`,
		`<dict>.get('k', 'z')`,
		`d['k']`,
		`repr(<any>)`,
		`<str> if <?> else <str>`,
		`<list>.pop()`,
		`min(<tuple>)`,
		`<str>.rstrip('_64')`,
	],
	bool: [
		`<str> in <list|tuple|dict|set|str>`,
		`<int> < <int>`,
		`(not <bool>)`,
		`<bool> and <bool>`,
		`<bool> or <bool>`,
		`<str>.startswith('x')`,
		`<list> == <list>`,
		`isinstance(<any>, (str, list))`,
		`any(<list>)`,
		`all(q for q in <tuple>)`,
		`<set> <= <set>`,
		`<any> is None`,
		`bool(<any>)`,
	],
	list: [
		`<list> + <list>`,
		`list(<tuple|dict|str|set>)`,
		`sorted(<tuple|set|list|dict>)`,
		`sorted(<tuple>, key=lambda q: (len(q), q), reverse=True)`,
		`[q for q in <tuple> if <bool>]`,
		`[q + '-x' for q in <list>]`,
		`<list>[1:]`,
		`<list>[::-1]`,
		`<list> * 2`,
		`<str>.split('_')`,
		`list(map(str.upper, <tuple>))`,
		`[*<list>, *<tuple>]`,
		`<list>.copy()`,
		`list(zip(<tuple>, <list>))`,
		`<dict>.get('a', [])`,
		`d.setdefault('a', a)`,
		`list(filter(None, <list>))`,
		`[(p, q) for p in <tuple> for q in <list> if p != q]`,
		`list(reversed(<tuple>))`,
	],
	tuple: [
		`<tuple> + <tuple>`,
		`tuple(<list|str|dict|set>)`,
		`tuple(q for q in <list> if q)`,
		`<tuple>[:2]`,
		`(<any>, <any>)`,
		`(<list>,)`,
		`tuple(sorted(<set>))`,
		`'a,b'.partition(',')`,
		`divmod(<int>, 3)`,
		`(*<tuple>, 'z')`,
		`tuple(enumerate(<list>))`,
	],
	dict: [
		`{<str>: <any>}`,
		`dict(zip(<tuple>, <list>))`,
		`{q: len(q) for q in <tuple>}`,
		`{**<dict>, 'z': 1}`,
		`dict(<dict>, l=2)`,
		`<dict>.copy()`,
		`dict.fromkeys(<tuple>, a)`,
		`<dict> | <dict>`,
	],
	set: [
		`set(<list|tuple|str>)`,
		`<set> | <set>`,
		`<set> - <set>`,
		`<set> & <set>`,
		`{q.upper() for q in <tuple>}`,
		`<set>.union(<tuple>)`,
		`frozenset(<tuple>)`,
		`d.keys() - <set>`,
		`<set> ^ <set>`,
	],
};
