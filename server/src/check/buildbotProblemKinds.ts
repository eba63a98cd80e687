/** Every kind of problem that the linter finds in a `.buildbot`, with its severity and explanation. */
import type { Problem } from '../base/problem.ts';
import type { BuildbotCode } from '../buildbot/index.ts';
import type { ProblemKind } from './problemKind.ts';

/** A file that is left alone. */
export type ForeignCode = 'not-metros';

/** What the repository does not hold yet. */
export type NoDirectoryCode = 'no-directory';

/** The installation and the repository tell that nothing is done with these names, or with what lies there. */
export type PlacedNameCode = 'arch-not-listed' | 'arch-differs' | 'no-spec' | 'unmanaged';

/** The installation and the repository know these names. */
export type UnknownNameCode =
	| 'unknown-build'
	| 'unknown-arch'
	| 'unknown-subarch'
	| 'unknown-build-mode'
	| 'unknown-extra';

const unknownName =
	'Neither the installation nor the repository has this name, and Metro never shipped it. Without an installation this is only information; a name close to a known one is probably misspelled. Names that the file compares with a build or subarch are checked as well, since a condition with a misspelled name is never true. Only whole names are checked: parts of names, as in `startswith("funtoo-")`, and names composed while the file runs may fit a future build.';

/** By code. Codes are stable and distinct from those of Metro's configuration. */
export const buildbotProblemKinds: Readonly<
	Record<BuildbotCode | UnknownNameCode | NoDirectoryCode | PlacedNameCode | ForeignCode, ProblemKind>
> = {
	'syntax-error': {
		severity: 'error',
		summary: 'Text that is not valid Python',
		explanation: 'Metro’s buildrepo ends with a traceback, and nothing is built.',
	},
	'python-error': {
		severity: 'error',
		summary: 'Code that fails',
		explanation:
			'Python raises this error when buildrepo reads the file: it ends with a traceback, and nothing is built.',
	},
	stopped: {
		severity: 'error',
		summary: 'Code that takes too long',
		explanation:
			'Evaluation did not reach the end of the file. The file has an endless loop or creates very large values.',
	},
	dynamic: {
		severity: 'information',
		summary: 'A setting that is only known when Metro runs',
		explanation:
			'It depends on the host, the clock or other files. The value stays unknown unless you choose a Python to run with the setting `metro.buildbot.python`.',
	},
	'implicit-concatenation': {
		severity: 'warning',
		summary: 'A missing comma between two strings',
		explanation: 'Python joins adjacent strings, so two names become one unknown name.',
	},
	'string-not-tuple': {
		severity: 'error',
		summary: 'A string where a tuple belongs',
		explanation:
			'Parentheses alone do not make a tuple: `("a")` is a string, and Metro reads it one letter at a time. Write `("a",)`.',
	},
	'not-a-sequence': {
		severity: 'error',
		summary: 'A list of names that is not a list',
		explanation: 'The setting must be a tuple or a list of names.',
	},
	'not-a-name': {
		severity: 'error',
		summary: 'An item other than a string in a list of names',
		explanation: 'Builds, arches and subarches are strings.',
	},
	'not-an-integer': {
		severity: 'error',
		summary: 'A value that is not a whole number',
		explanation:
			'The setting is a number of builds, days or failures. A value that Python can still calculate with, such as a float, is only a warning.',
	},
	duplicate: {
		severity: 'warning',
		summary: 'A name that is in a list twice',
		explanation:
			'Metro’s buildrepo would list and clean it once per entry. The bundled buildrepo counts it once.',
	},
	'all-ignored': {
		severity: 'warning',
		summary: 'all_arches or all_subarches without all_builds',
		explanation: 'Metro’s buildrepo reads them only if `all_builds` is set. Set all three, or none.',
	},
	'all-missing': {
		severity: 'warning',
		summary: 'all_builds without all_arches or all_subarches',
		explanation:
			'Metro’s buildrepo treats the missing list as empty and then maintains no build at all. Set all three, or none.',
	},
	'not-in-all': {
		severity: 'warning',
		summary: 'A name that is built here but missing from its all_ list',
		explanation:
			'Metro ignores everything that is not in `all_builds`, `all_arches` and `all_subarches`, so this is never built. Since December 2020, that holds for what `get_subarches` returns for this host, and only `all_subarches` counts.',
	},
	'nothing-to-build': {
		severity: 'warning',
		summary: 'An empty list',
		explanation:
			'Every build needs a build name, an arch and a subarch: if one list is empty, nothing is ever built here.',
	},
	prints: {
		severity: 'warning',
		summary: 'A file that prints something',
		explanation:
			'`buildbot.sh` runs the output of buildrepo as shell code, and that includes what the file prints while it is read.',
	},
	'map-build-unusable': {
		severity: 'warning',
		summary: 'map_build returns something that Metro cannot use',
		explanation:
			'`map_build` was tried with arguments that Metro would pass. It must return a target, or a target and extras.',
	},
	'map-build-empty-target': {
		severity: 'warning',
		summary: 'map_build returns an empty target',
		explanation: 'Without a target Metro has nothing to build.',
	},
	'map-build-raises': {
		severity: 'warning',
		summary: 'map_build fails',
		explanation:
			'`map_build` was tried with arguments that Metro would pass, and Python raised this error. Then the next build cannot be determined.',
	},
	'map-build-stopped': {
		severity: 'warning',
		summary: 'map_build does not finish',
		explanation: '`map_build` was tried with arguments that Metro would pass, and took too long.',
	},
	'map-build-never-full': {
		severity: 'information',
		summary: 'map_build never asks for a full build again',
		explanation:
			'After each last build, it answers `freshen` or `quick`, which bring the last stage3 up to date. Only `full` builds from stage1 on. Since 2019, Metro passes `full=True` after every build, whatever it was: a function that answers “freshen after a full build” then answers `freshen` for ever. It can go by `full_date` instead. Not reported if `map_build` reads `full_date`.',
	},
	'map-build-dynamic': {
		severity: 'information',
		summary: 'An answer of map_build that is only known when Metro runs',
		explanation:
			'It depends on the host, the clock or other files, so it was not checked. `buildrepo` and *Metro: Next Build* need a Python for it: see the setting `metro.buildbot.python`.',
	},
	'map-build-untried': {
		severity: 'hint',
		summary: 'map_build takes too long to be tried for everything',
		explanation:
			'`map_build` is tried for each build and subarch, after a full build, after any other, and for the first one, until the budget of such calls is spent. The rest was not checked.',
	},
	'get-subarches-raises': {
		severity: 'warning',
		summary: 'get_subarches fails',
		explanation:
			'`get_subarches` was called for the builds of the file, as Metro calls it on this host, and Python raised this error. Every command of Metro’s buildrepo then ends with a traceback.',
	},
	'get-subarches-unusable': {
		severity: 'warning',
		summary: 'get_subarches returns something that Metro cannot use',
		explanation:
			'It must return a tuple, list or set of names. In a string, Metro would look for parts of names.',
	},
	'get-subarches-stopped': {
		severity: 'warning',
		summary: 'get_subarches does not finish',
		explanation: '`get_subarches` was called as Metro calls it on this host, and took too long.',
	},
	'get-subarches-dynamic': {
		severity: 'information',
		summary: 'An answer of get_subarches that is only known when Metro runs',
		explanation:
			'It depends on the clock, other files or the like, so what this host builds is unknown unless you choose a Python to run with the setting `metro.buildbot.python`.',
	},
	'out-of-range': {
		severity: 'warning',
		summary: 'A number that makes Metro do nothing, or fail',
		explanation:
			'With `max_failcount` of 0 or less, no build is ever in the rotation. With a negative `stale_days`, every build is always stale. Python cannot calculate with more than 999,999,999 days, or with infinity. With `keep_num` of 0, clean removes every build; a negative one removes that many of the newest but keeps the others in Metro’s own buildrepo, and removes nothing here.',
	},
	'unused-name': {
		severity: 'hint',
		summary: 'A name that nothing reads',
		explanation:
			'Neither Metro nor the file itself reads this name. It is shown faded. Names that begin with an underscore are left alone, and so are all names of a file that may look names up by their text, as with `globals()`.',
	},
	'misspelled-setting': {
		severity: 'warning',
		summary: 'A name close to one that Metro reads',
		explanation:
			'Metro reads a few names of the file and ignores all others. Nothing uses this one, and it differs by a letter or two from a setting or function that the file does not set.',
	},
	'list-unread': {
		severity: 'warning',
		summary: 'A list that Metro does not read any more',
		explanation:
			'Since December 2020, `builds` and `arches` are what is listed, cleaned and indexed as well as what is built. `all_builds` and `all_arches` have no meaning.',
	},
	'all-subarches-unset': {
		severity: 'warning',
		summary: 'all_subarches is not set',
		explanation:
			"Since December 2020, Metro's buildrepo has no value of its own for `all_subarches`: every command stops with a NameError. Here `subarches` counts in its place.",
	},
	'map-build-parameters': {
		severity: 'error',
		summary: 'map_build lacks a parameter',
		explanation:
			'Since December 2020, Metro calls `map_build` with build, arch, subarch, full and full_date. With four parameters, it ends with a TypeError and nothing is built.',
	},
	'get-subarches-parameters': {
		severity: 'error',
		summary: 'get_subarches lacks a parameter',
		explanation:
			'Metro calls `get_subarches(hostname=…, release=…)`, both by name. A function without these parameters ends every command with a TypeError.',
	},
	'not-metros': {
		severity: 'information',
		summary: 'A .buildbot of another program',
		explanation:
			'The file sets and defines nothing that Metro reads, and there is no `.metro` beside it, so it is not checked.',
	},
	'unknown-build': { severity: 'warning', summary: 'An unknown build', explanation: unknownName },
	'unknown-arch': { severity: 'warning', summary: 'An unknown arch', explanation: unknownName },
	'unknown-subarch': {
		severity: 'warning',
		summary: 'An unknown subarch',
		explanation: unknownName,
	},
	'no-directory': {
		severity: 'hint',
		summary: 'A name without a directory',
		explanation:
			'Names of the saved file that no build in the repository has a directory of. Metro builds only subarches that have a directory in the repository, `<build>/<arch>/<subarch>`, and silently skips all others. *Metro: Create Directory* and `buildrepo create` create the directory. If the repository, or a build in it, cannot be read, this is not reported.',
	},
	'arch-not-listed': {
		severity: 'warning',
		summary: 'A subarch whose arch is not listed',
		explanation:
			'The spec of the subarch names an arch that `arches` lacks. Metro looks for the subarch below the listed arches only, and so never builds it. Not reported if the repository has the subarch below a listed arch; only information if the arch comes from what Metro once shipped.',
	},
	'arch-differs': {
		severity: 'information',
		summary: 'A subarch that lies below another arch than its spec names',
		explanation:
			'Metro lists, cleans and asks for builds by the directories, and builds by the spec. If these differ, check which is meant: builds may arrive in another directory than the one that waits for them.',
	},
	'no-spec': {
		severity: 'warning',
		summary: 'A subarch without a spec',
		explanation:
			'The installation describes subarches in `subarch/NAME.spec`, and has none for this one, so its builds fail. Only information if the repository has builds of it. Metro since 2019 has no such files, so this is not reported there.',
	},
	unmanaged: {
		severity: 'hint',
		summary: 'A directory in the repository that no list names',
		explanation:
			'Metro only looks at what `all_builds`, `all_arches` and `all_subarches` name (or the lists without `all_`, if those are empty). Other directories are kept for ever and are not in index.xml. Of the directories beside builds and arches, only those with a known name are reported.',
	},
	'unknown-build-mode': {
		severity: 'warning',
		summary: 'map_build returns a mode that does not exist',
		explanation:
			'The first word of the answer names a file in `etc/multi-targets` of the installation. Without that file Metro stops, and nothing is built.',
	},
	'unknown-extra': {
		severity: 'warning',
		summary: 'map_build returns an extra target that does not exist',
		explanation:
			'The words after the mode name further targets to build: `.spec` files below `targets` of the installation. Metro stops at a missing one.',
	},
};

/** The problem of a `.buildbot` that belongs to another program. */
export const foreignProblem: Problem<ForeignCode> = {
	code: 'not-metros',
	severity: 'information',
	span: { start: 0, end: 0 },
	message:
		'This .buildbot sets nothing that Metro reads. It seems to belong to another program, so it is not checked.',
};
