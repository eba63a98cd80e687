/** The modules a `.buildbot` may import, as far as they depend on nothing but their arguments. */
import { itemsOf, iterate, makeDict } from '../runtime/collections.ts';
import { binary } from '../runtime/operators.ts';
import { known, raise } from '../runtime/signals.ts';
import {
	bool,
	float,
	int,
	iterator,
	list,
	type Machine,
	type ModuleValue,
	type NativeCode,
	native,
	none,
	positional,
	str,
	tuple,
	type Value,
} from '../runtime/value.ts';
import { exit } from './builtins.ts';
import { datetimeModule } from './datetimeLibrary.ts';
import { jsonFunctions } from './jsonLibrary.ts';
import { wantFloat } from './numberFunctions.ts';
import { parameters, single, wantNumber, wantText } from './parameters.ts';
import { pathFunctions } from './pathLibrary.ts';

type Member = readonly [string, NativeCode | Value];

function module(name: string, members: readonly Member[], complete = false): ModuleValue {
	return {
		kind: 'module',
		name,
		members: new Map(
			members.map(([member, value]) => [member, typeof value === 'function' ? native(member, value) : value]),
		),
		complete,
	};
}

const path = module('os.path', pathFunctions);

function wildcard(pattern: string, flags: string): RegExp {
	const source = pattern.replace(
		/\[(!?)(\]?[^\]]*)\]|[\\^$.*+?()[\]{}|]/g,
		(whole, not?: string, set?: string) => {
			if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
			return whole === '*' ? '.*' : whole === '?' ? '.' : `\\${whole}`;
		},
	);
	return new RegExp(`^${source}$`, `s${flags}`);
}

const textOf = (value: Value | undefined): string =>
	wantText(value, (type) => `expected str, bytes or os.PathLike object, not ${type}`).value;

const fnmatchCase: NativeCode = (_machine, args) => {
	const [name, pattern] = parameters('fnmatch', args, ['name', 'pat']);
	return bool(wildcard(textOf(pattern), 'u').test(textOf(name)));
};

const fnmatchFilter: NativeCode = (machine, args) => {
	const [names = none, pattern] = parameters('filter', args, ['names', 'pat']);
	const test = wildcard(textOf(pattern), 'u');
	return list(itemsOf(machine, names).filter((name) => test.test(textOf(name))));
};

function real(name: string, calculate: (value: number) => number): Member {
	return [
		name,
		(_machine, args) => {
			const result = calculate(wantFloat(single(name, args)));
			if (Number.isNaN(result)) raise('ValueError', 'math domain error');
			return float(result);
		},
	];
}

function whole(name: string, calculate: (value: number) => number): Member {
	return [
		name,
		(_machine, args) => {
			const value = single(name, args);
			return value.kind === 'int' ? value : int(BigInt(calculate(wantFloat(value))));
		},
	];
}

function* chained(machine: Machine, parts: Iterable<Value>): Generator<Value, void, unknown> {
	for (const part of parts) {
		const steps = iterate(machine, part);
		for (let step = steps.next(); step.done !== true; step = steps.next()) yield step.value;
	}
}

function* products(machine: Machine, pools: readonly (readonly Value[])[]): Generator<Value, void, unknown> {
	const [first, ...rest] = pools;
	if (first === undefined) {
		yield tuple([]);
		return;
	}
	for (const head of first) {
		for (const tail of products(machine, rest)) {
			machine.spend(1);
			yield tuple([head, ...(tail.kind === 'tuple' ? tail.items : [])]);
		}
	}
}

/** Index combinations of `size` out of `count`; with `ordered` all arrangements. */
function* selections(
	count: number,
	size: number,
	ordered: boolean,
	chosen: readonly number[] = [],
): Generator<number[]> {
	if (chosen.length === size) {
		yield [...chosen];
		return;
	}
	const from = ordered ? 0 : (chosen.at(-1) ?? -1) + 1;
	for (let i = from; i < count; i++) {
		if (!chosen.includes(i)) yield* selections(count, size, ordered, [...chosen, i]);
	}
}

function selecting(name: string, ordered: boolean): Member {
	return [
		name,
		(machine, args) => {
			const [values = none, size] = parameters(name, args, ['iterable', 'r?']);
			const pool = itemsOf(machine, values);
			const count = size === undefined || size.kind === 'none' ? pool.length : wantNumber(size, 0);
			return iterator(name, picked(machine, pool, selections(pool.length, count, ordered)));
		},
	];
}

function* picked(
	machine: Machine,
	pool: readonly Value[],
	choices: Iterable<number[]>,
): Generator<Value, void, unknown> {
	for (const choice of choices) {
		machine.spend(1 + choice.length / 4);
		yield tuple(choice.map((index) => pool[index]).filter((value) => value !== undefined));
	}
}

function* sliced(
	steps: Iterator<Value, unknown, unknown>,
	from: number,
	to: number,
	stride: number,
): Generator<Value, void, unknown> {
	for (let i = 0; i < to; i++) {
		const step = steps.next();
		if (step.done === true) return;
		if (i >= from && (i - from) % stride === 0) yield step.value;
	}
}

const islice: NativeCode = (machine, args) => {
	const [values = none, first = none, second, third] = args.positional;
	const number = (value: Value | undefined, otherwise: number): number =>
		value === undefined || value.kind === 'none' ? otherwise : wantNumber(value, otherwise);
	const endless = Number.POSITIVE_INFINITY;
	const [from, to] =
		second === undefined ? [0, number(first, endless)] : [number(first, 0), number(second, endless)];
	return iterator('islice', sliced(iterate(machine, values), from, to, number(third, 1)));
};

function* counted(machine: Machine, start: Value, step: Value): Generator<Value, void, unknown> {
	for (let value = start; ; value = binary(machine, '+', value, step)) {
		machine.spend(1);
		yield value;
	}
}

const reduce: NativeCode = (machine, args) => {
	const [code = none, values = none, initial] = args.positional;
	const items = itemsOf(machine, values);
	let total = initial ?? items.shift();
	if (total === undefined) return raise('TypeError', 'reduce() of empty iterable with no initial value');
	for (const item of items) total = machine.call(code, positional(total, item));
	return total;
};

const partial: NativeCode = (_machine, outer) => {
	const [code = none, ...first] = outer.positional;
	return native('partial', (machine, args) =>
		machine.call(code, {
			positional: [...first, ...args.positional],
			named: new Map([...outer.named, ...args.named]),
		}),
	);
};

const counter: NativeCode = (machine, args) => {
	const dict = makeDict(machine, []);
	for (const item of args.positional[0] === undefined ? [] : itemsOf(machine, args.positional[0])) {
		const old = known(machine.call(machine.attribute(dict, 'get'), positional(item, int(0))));
		machine.call(
			machine.attribute(dict, 'update'),
			positional(list([tuple([item, binary(machine, '+', old, int(1))])])),
		);
	}
	return dict;
};

function copyOf(machine: Machine, value: Value, deep: boolean): Value {
	machine.spend(1);
	const inner = (item: Value): Value => (deep ? copyOf(machine, item, true) : item);
	const certain = known(value);
	if (certain.kind === 'list') return list(certain.items.map(inner));
	if (certain.kind === 'tuple') return deep ? tuple(certain.items.map(inner)) : certain;
	if (certain.kind === 'set') return { ...certain, members: new Map(certain.members) };
	if (certain.kind !== 'dict') return certain;
	const entries = [...certain.entries].map(
		([hash, entry]) => [hash, { ...entry, value: inner(entry.value) }] as const,
	);
	return { kind: 'dict', entries: new Map(entries) };
}

const lower = 'abcdefghijklmnopqrstuvwxyz';

const itertools = module('itertools', [
	['chain', (machine, args) => iterator('chain', chained(machine, args.positional))],
	[
		'product',
		(machine, args) => {
			const pools = args.positional.map((value) => itemsOf(machine, value));
			const times = wantNumber(args.named.get('repeat'), 1);
			return iterator(
				'product',
				products(machine, Array.from({ length: Math.min(times, 1000) }, () => pools).flat()),
			);
		},
	],
	['islice', islice],
	[
		'count',
		(machine, args) => {
			const [start = int(0), step = int(1)] = parameters('count', args, ['start?', 'step?']);
			return iterator('count', counted(machine, start, step));
		},
	],
	selecting('combinations', false),
	selecting('permutations', true),
]);

const modules: readonly ModuleValue[] = [
	datetimeModule,
	path,
	module('os', [
		['path', path],
		['sep', str('/')],
		['linesep', str('\n')],
		['name', str('posix')],
	]),
	module('sys', [
		['exit', exit],
		['maxsize', int(2n ** 63n - 1n)],
		['byteorder', str('little')],
	]),
	module('math', [
		real('sqrt', Math.sqrt),
		real('log2', Math.log2),
		real('log10', Math.log10),
		real('exp', Math.exp),
		real('fabs', Math.abs),
		whole('ceil', Math.ceil),
		whole('floor', Math.floor),
		whole('trunc', Math.trunc),
		['pi', float(Math.PI)],
		['e', float(Math.E)],
		['inf', float(Number.POSITIVE_INFINITY)],
	]),
	module('string', [
		['ascii_lowercase', str(lower)],
		['ascii_uppercase', str(lower.toUpperCase())],
		['ascii_letters', str(lower + lower.toUpperCase())],
		['digits', str('0123456789')],
		['hexdigits', str('0123456789abcdefABCDEF')],
		['octdigits', str('01234567')],
		['punctuation', str('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')],
		['whitespace', str(' \t\n\r\v\f')],
	]),
	module('fnmatch', [
		['fnmatch', fnmatchCase],
		['fnmatchcase', fnmatchCase],
		['filter', fnmatchFilter],
	]),
	module('json', jsonFunctions),
	itertools,
	module('functools', [
		['reduce', reduce],
		['partial', partial],
	]),
	module('collections', [
		['Counter', counter],
		[
			'OrderedDict',
			(machine, args) => machine.call(machine.attribute(makeDict(machine, []), '__class__'), args),
		],
	]),
	module('copy', [
		['copy', (machine, args) => copyOf(machine, single('copy', args), false)],
		['deepcopy', (machine, args) => copyOf(machine, single('deepcopy', args), true)],
	]),
];

const byName: ReadonlyMap<string, ModuleValue> = new Map(modules.map((one) => [one.name, one]));

/** Standard modules that surely exist, though all they tell is dynamic. */
const standard =
	/^(?:abc|argparse|array|base64|bisect|calendar|collections|configparser|contextlib|csv|dataclasses|decimal|enum|errno|fractions|getpass|glob|grp|gzip|hashlib|heapq|importlib|inspect|io|locale|logging|multiprocessing|operator|pathlib|pickle|platform|pprint|pwd|queue|random|re|secrets|shlex|shutil|signal|socket|sqlite3|stat|statistics|struct|subprocess|tempfile|textwrap|threading|time|traceback|types|typing|unicodedata|urllib|uuid|warnings|weakref|xml|zlib)(?:\.|$)/;

/** A module by its dotted name, and whether it is certain to exist. */
export function findModule(name: string): { readonly module: ModuleValue; readonly certain: boolean } {
	const own = byName.get(name);
	if (own !== undefined) return { module: own, certain: true };
	const certain = standard.test(name) || byName.has(name.split('.')[0] ?? '');
	return { module: { kind: 'module', name, members: new Map(), complete: false }, certain };
}

/** The names buildrepo has imported before it runs the file. */
export const importedNames: readonly (readonly [string, Value])[] = [
	...['os', 'sys', 'glob', 'datetime', 'fnmatch', 'pwd', 'grp', 'json', 'subprocess'].map(
		(name): readonly [string, Value] => [name, findModule(name).module],
	),
	['call', native('call', (machine) => ({ kind: 'dynamic', what: 'call()', span: machine.at }))],
	['Path', native('Path', (machine) => ({ kind: 'dynamic', what: 'Path()', span: machine.at }))],
];
