/** The names that a `.buildbot` can use when it runs: what buildrepo has imported and defined before, and its settings. */
import { findModule } from '../python/library/modules.ts';
import { builtinNames } from '../python/library/pythonNames.ts';
import { int, native, nowhere, str, tuple, type Value } from '../python/runtime/value.ts';
import type { BuildbotRules } from './rules.ts';
import {
	allLists,
	buildLists,
	ignoreLists,
	isSettingName,
	metroFunctions,
	metroNumbers,
	numberSettings,
} from './settingNames.ts';

/** The modules that buildrepo has imported before it runs the file. */
const importedModules = ['os', 'sys', 'glob', 'datetime', 'fnmatch', 'pwd', 'grp', 'json', 'subprocess'];

/** What else some version of buildrepo has imported or defined by then. */
const importedThings = [
	...['call', 'Path', 'contextmanager', 'lockFile', 'countFile', 'CommandRunner', 'MetroSetup', 'cfgfile'],
	...['create_engine', 'declarative_base', 'scoped_session', 'sessionmaker', 'relationship', 'backref'],
	...['Column', 'Integer', 'String', 'ForeignKey', 'Text', 'DateTime', 'Boolean', 'NullPool'],
	...['__file__', '__doc__', '__package__', '__loader__', '__spec__', '__builtins__', '__annotations__'],
];

/** By name, up to 2019. Metro's own default of 2 only shows in `x = keep_num`. */
const earlier: ReadonlyMap<string, Value> = new Map<string, Value>([
	...importedModules.map((name): [string, Value] => [name, findModule(name).module]),
	...importedThings.map((name): [string, Value] => [name, unknownValue(name)]),
	['__name__', str('__main__')],
	...[...buildLists, ...allLists, ...ignoreLists].map((name): [string, Value] => [name, tuple([])]),
	...numberSettings.map((name): [string, Value] => [name, int(metroNumbers[name])]),
	['map_build', native('map_build', () => str('full'))],
]);

/** What Metro has imported besides since December 2020. */
const laterThings = ['socket', 'urllib', 'tornado', 'defaultdict', 'get_subarches'];

/** Lists that Metro has given no value since then. */
const laterUnset = [...allLists, 'subarches'];

const later: ReadonlyMap<string, Value> = new Map<string, Value>([
	...[...earlier].filter(([name]) => !laterUnset.includes(name)),
	...laterThings.map((name): [string, Value] => [name, unknownValue(name)]),
]);

const laterByHost = new Map<string | undefined, ReadonlyMap<string, Value>>();

/** The names that a file finds when Metro runs it by these rules. */
export function presetsOf(rules: BuildbotRules): ReadonlyMap<string, Value> {
	if (!rules.isLater) return earlier;
	const { hostName } = rules;
	const known =
		laterByHost.get(hostName) ??
		new Map([...later, ['hostname', hostName === undefined ? unknownValue('hostname') : str(hostName)]]);
	laterByHost.set(hostName, known);
	return known;
}

function unknownValue(name: string): Value {
	const reachesAll = name === '__builtins__' || name === '__loader__';
	return { kind: 'dynamic', what: name, span: nowhere, reachesAll };
}

/** True for a name that Metro's own program defines in some version. */
export function isPreset(name: string): boolean {
	return earlier.has(name) || later.has(name) || name === 'hostname';
}

/** True for a name at the top of the file that Metro itself reads, or may: its settings and functions, its own names, and Python's. */
export function isReadByMetro(name: string): boolean {
	return (
		isSettingName(name) ||
		metroFunctions.some((one) => one === name) ||
		isPreset(name) ||
		builtinNames.has(name)
	);
}
