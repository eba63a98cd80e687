/** Every kind of problem that the linter finds in a `.buildbot`, with its severity and explanation. */
import type { Problem } from '../base/problem.ts';
import type { BuildbotCode } from '../buildbot/index.ts';
import type { ProblemKind } from './problemKind.ts';

/** A file that is left alone. */
export type ForeignCode = 'not-metros';

/** What the repository does not hold yet. */
export type NoDirectoryCode = 'no-directory';

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
	Record<BuildbotCode | UnknownNameCode | NoDirectoryCode | ForeignCode, ProblemKind>
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
			'Metro ignores everything that is not in `all_builds`, `all_arches` and `all_subarches`, so this is never built.',
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
		summary: 'A subarch without a directory',
		explanation:
			'Metro builds only subarches that have a directory in the repository, `<build>/<arch>/<subarch>`, and silently skips all others. *Metro: Create Directory* and `buildrepo create` create the directory. If the repository, or a build in it, cannot be read, this is not reported.',
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
