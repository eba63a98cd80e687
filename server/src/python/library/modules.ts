/** The modules that can be imported, as far as they depend only on their arguments. */
import { int, type ModuleValue, type NativeCode, native, str, type Value } from '../runtime/value.ts';
import { exit } from './builtins.ts';
import { datetimeModule } from './datetimeLibrary.ts';
import { standard } from './moduleNames.ts';
import { pathFunctions } from './pathLibrary.ts';

type Member = readonly [string, NativeCode | Value];

function module(name: string, members: readonly Member[]): ModuleValue {
	const values = members.map(
		([member, value]) => [member, typeof value === 'function' ? native(member, value) : value] as const,
	);
	return { kind: 'module', name, members: new Map(values) };
}

const path = module('os.path', pathFunctions);

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
];

const byName: ReadonlyMap<string, ModuleValue> = new Map(modules.map((one) => [one.name, one]));

/** Finds a module by its dotted name, and whether it certainly exists. */
export function findModule(name: string): { readonly module: ModuleValue; readonly certain: boolean } {
	const own = byName.get(name);
	if (own !== undefined) return { module: own, certain: true };
	return { module: module(name, []), certain: standard.test(name) };
}
