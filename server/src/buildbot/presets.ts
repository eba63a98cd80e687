/** The names that a `.buildbot` can use when it runs: what buildrepo has imported and defined before, and its settings. */
import { findModule } from '../python/library/modules.ts';
import { int, native, nowhere, str, tuple, type Value } from '../python/runtime/value.ts';
import { allLists, buildLists, ignoreLists, metroNumbers, numberSettings } from './settingNames.ts';

/** The modules that buildrepo has imported before it runs the file. */
const importedModules = ['os', 'sys', 'glob', 'datetime', 'fnmatch', 'pwd', 'grp', 'json', 'subprocess'];

/** What else some version of buildrepo has imported or defined by then. */
const importedThings = [
	...['call', 'Path', 'contextmanager', 'lockFile', 'countFile', 'CommandRunner', 'MetroSetup', 'cfgfile'],
	...['create_engine', 'declarative_base', 'scoped_session', 'sessionmaker', 'relationship', 'backref'],
	...['Column', 'Integer', 'String', 'ForeignKey', 'Text', 'DateTime', 'Boolean', 'NullPool'],
	...['__file__', '__doc__', '__package__', '__loader__', '__spec__', '__builtins__', '__annotations__'],
];

/** By name. Metro's own default of 2 only shows in `x = keep_num`. */
export const presets: ReadonlyMap<string, Value> = new Map<string, Value>([
	...importedModules.map((name): [string, Value] => [name, findModule(name).module]),
	...importedThings.map((name): [string, Value] => [
		name,
		{
			kind: 'dynamic',
			what: name,
			span: nowhere,
			reachesAll: name === '__builtins__' || name === '__loader__',
		},
	]),
	['__name__', str('__main__')],
	...[...buildLists, ...allLists, ...ignoreLists].map((name): [string, Value] => [name, tuple([])]),
	...numberSettings.map((name): [string, Value] => [name, int(metroNumbers[name])]),
	['map_build', native('map_build', () => str('full'))],
]);
