/** The modules a `.buildbot` may import, as far as they depend on nothing but their arguments. */
import {
	int,
	type ModuleValue,
	type NativeCode,
	native,
	nowhere,
	str,
	type Value,
} from '../runtime/value.ts';
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

/** A module by its dotted name, and whether it is certain to exist. */
export function findModule(name: string): { readonly module: ModuleValue; readonly certain: boolean } {
	const own = byName.get(name);
	if (own !== undefined) return { module: own, certain: true };
	return { module: module(name, []), certain: standard.test(name) };
}

/** The modules buildrepo has imported before it runs the file. */
const importedModules = ['os', 'sys', 'glob', 'datetime', 'fnmatch', 'pwd', 'grp', 'json', 'subprocess'];

/** What else buildrepo has imported or made by then, in one version or another. */
const importedThings = [
	...['call', 'Path', 'contextmanager', 'lockFile', 'countFile', 'CommandRunner', 'MetroSetup', 'cfgfile'],
	...['create_engine', 'declarative_base', 'scoped_session', 'sessionmaker', 'relationship', 'backref'],
	...['Column', 'Integer', 'String', 'ForeignKey', 'Text', 'DateTime', 'Boolean', 'NullPool'],
	...['__file__', '__doc__', '__package__', '__loader__', '__spec__', '__builtins__', '__annotations__'],
];

/** The names buildrepo has before it runs the file. */
export const importedNames: readonly (readonly [string, Value])[] = [
	...importedModules.map((name): readonly [string, Value] => [name, findModule(name).module]),
	...importedThings.map((name): readonly [string, Value] => [
		name,
		{ kind: 'dynamic', what: name, span: nowhere, world: name === '__builtins__' || name === '__loader__' },
	]),
];
