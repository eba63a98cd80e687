/** The modules a `.buildbot` may import, as far as they depend on nothing but their arguments. */
import { makeDict as dictOf, itemsOf, setEntry } from '../runtime/collections.ts';
import { hashKey } from '../runtime/equality.ts';
import { truncated } from '../runtime/numbers.ts';
import { binary } from '../runtime/operators.ts';
import { known, raise } from '../runtime/signals.ts';
import {
	float,
	int,
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
import { fnmatchFunctions } from './fnmatchLibrary.ts';
import { itertoolsFunctions } from './itertoolsLibrary.ts';
import { jsonFunctions } from './jsonLibrary.ts';
import { wantFloat } from './numberFunctions.ts';
import { parameters, single } from './parameters.ts';
import { pathFunctions } from './pathLibrary.ts';
import { makeDict } from './typeValues.ts';

type Member = readonly [string, NativeCode | Value];

function module(name: string, members: readonly Member[]): ModuleValue {
	const values = members.map(
		([member, value]) => [member, typeof value === 'function' ? native(member, value) : value] as const,
	);
	return { kind: 'module', name, members: new Map(values) };
}

const path = module('os.path', pathFunctions);

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
			return value.kind === 'int' ? value : int(truncated(calculate(wantFloat(value))));
		},
	];
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
	const [values] = parameters('Counter', args, ['iterable?']);
	const dict = dictOf(machine, []);
	for (const item of values === undefined ? [] : itemsOf(machine, values)) {
		const before = dict.entries.get(hashKey(machine, item))?.value ?? int(0);
		setEntry(machine, dict, item, binary(machine, '+', before, int(1)));
	}
	return dict;
};

function copyOf(machine: Machine, value: Value, deep: boolean): Value {
	machine.spend(1);
	const inner = (item: Value): Value => (deep ? copyOf(machine, item, true) : item);
	const certain = known(value);
	if (certain.kind === 'list') {
		machine.spend(certain.items.length / 4);
		return list(certain.items.map(inner));
	}
	if (certain.kind === 'tuple') return deep ? tuple(certain.items.map(inner)) : certain;
	if (certain.kind === 'set') {
		machine.spend(certain.members.size);
		return { ...certain, members: new Map(certain.members) };
	}
	if (certain.kind !== 'dict') return certain;
	machine.spend(certain.entries.size);
	const entries = [...certain.entries].map(
		([hash, entry]) => [hash, { ...entry, value: inner(entry.value) }] as const,
	);
	return { kind: 'dict', entries: new Map(entries) };
}

const lower = 'abcdefghijklmnopqrstuvwxyz';

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
	module('fnmatch', fnmatchFunctions),
	module('json', jsonFunctions),
	module('itertools', itertoolsFunctions),
	module('functools', [
		['reduce', reduce],
		['partial', partial],
	]),
	module('collections', [
		['Counter', counter],
		['OrderedDict', makeDict],
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
	return { module: module(name, []), certain };
}

/** The names buildrepo has imported before it runs the file. */
export const importedNames: readonly (readonly [string, Value])[] = [
	...['os', 'sys', 'glob', 'datetime', 'fnmatch', 'pwd', 'grp', 'json', 'subprocess'].map(
		(name): readonly [string, Value] => [name, findModule(name).module],
	),
	['call', native('call', (machine) => ({ kind: 'dynamic', what: 'call()', span: machine.at }))],
	['Path', native('Path', (machine) => ({ kind: 'dynamic', what: 'Path()', span: machine.at }))],
];
