/** Every kind of problem that can be found in a `.buildbot`: its severity, and what there is to know about it. */
import type { Problem } from '../base/problem.ts';
import type { BuildbotCode } from '../buildbot/index.ts';
import type { ProblemKind } from './problemKind.ts';

/** A file that is left alone. */
export type ForeignCode = 'not-metros';

/** What the repository does not hold yet. */
export type NoDirectoryCode = 'no-directory';

/** Names are looked for in the installation and in the repository. */
export type UnknownNameCode =
	| 'unknown-build'
	| 'unknown-arch'
	| 'unknown-subarch'
	| 'unknown-build-mode'
	| 'unknown-extra';

const unknownName =
	'Neither the installation nor the repository has it, and Metro never shipped it. Where only little is known, this is no more than a note; a name that is nearly a known one is probably misspelled. What the file compares with a build or subarch is looked at, too: a condition with a misspelled name never holds. Only whole names are: parts of names, as in `startswith("funtoo-")`, and names that are put together as the file runs are not checked, for they may well fit a build of tomorrow.';

/** By code. Codes are stable, and no code of Metro's configuration is among them. */
export const buildbotProblemKinds: Readonly<
	Record<BuildbotCode | UnknownNameCode | NoDirectoryCode | ForeignCode, ProblemKind>
> = {
	'syntax-error': {
		severity: 'error',
		summary: 'Text that is no Python',
		explanation: 'Metro’s buildrepo ends with a traceback, and nothing is built.',
	},
	'python-error': {
		severity: 'error',
		summary: 'Code that fails',
		explanation:
			'Python raises this when buildrepo reads the file: it ends with a traceback, and nothing is built.',
	},
	stopped: {
		severity: 'error',
		summary: 'Code that takes too long',
		explanation:
			'The file was not followed to its end. It has an endless loop, or makes something very large.',
	},
	dynamic: {
		severity: 'information',
		summary: 'A setting that is only known when Metro runs',
		explanation:
			'It depends on the host, the clock or other files. Nothing is run to find out, unless you choose a Python with the setting `metro.buildbot.python`.',
	},
	'implicit-concatenation': {
		severity: 'warning',
		summary: 'A missing comma between two strings',
		explanation:
			'Python joins strings that stand side by side to one, so that two names become one that nobody knows.',
	},
	'string-not-tuple': {
		severity: 'error',
		summary: 'A string where a tuple belongs',
		explanation:
			'Round brackets alone make no tuple: `("a")` is a string, and Metro takes it letter by letter. Write `("a",)`.',
	},
	'not-a-sequence': {
		severity: 'error',
		summary: 'A list of names that is none',
		explanation: 'The setting has to be a tuple or a list of names.',
	},
	'not-a-name': {
		severity: 'error',
		summary: 'Something else than a string in a list of names',
		explanation: 'Builds, arches and subarches are strings.',
	},
	'not-an-integer': {
		severity: 'error',
		summary: 'Something else than a whole number',
		explanation:
			'The setting is a number of builds, days or failures. What Python can still count with is only a warning.',
	},
	duplicate: {
		severity: 'warning',
		summary: 'A name that is in a list twice',
		explanation: 'Metro’s buildrepo would list and clean it as often. The bundled one counts it once.',
	},
	'all-ignored': {
		severity: 'warning',
		summary: 'all_arches or all_subarches without all_builds',
		explanation: 'Metro’s buildrepo looks at them only if `all_builds` is set. Set all three, or none.',
	},
	'all-missing': {
		severity: 'warning',
		summary: 'all_builds without all_arches or all_subarches',
		explanation:
			'Metro’s buildrepo takes the missing one for empty and then looks after no build at all. Set all three, or none.',
	},
	'not-in-all': {
		severity: 'warning',
		summary: 'A name that is built here, but is not in the list of all',
		explanation:
			'What is not in `all_builds`, `all_arches` and `all_subarches` is never looked at, and so never built.',
	},
	'nothing-to-build': {
		severity: 'warning',
		summary: 'A list that is empty',
		explanation:
			'Every build is a build, an arch and a subarch: without one of them nothing is ever built here.',
	},
	prints: {
		severity: 'warning',
		summary: 'A file that prints something',
		explanation:
			'What buildrepo prints is run by `buildbot.sh` as shell code, and so is what the file prints while it is read.',
	},
	'map-build-unusable': {
		severity: 'warning',
		summary: 'map_build answers with something that Metro cannot use',
		explanation:
			'`map_build` was tried with what Metro would pass. It has to answer with a target, or with a target and extras.',
	},
	'map-build-empty-target': {
		severity: 'warning',
		summary: 'map_build answers with an empty target',
		explanation: 'Without a target there is nothing that Metro could build.',
	},
	'map-build-raises': {
		severity: 'warning',
		summary: 'map_build fails',
		explanation:
			'`map_build` was tried with what Metro would pass, and Python raised this. The next build cannot be told then.',
	},
	'map-build-stopped': {
		severity: 'warning',
		summary: 'map_build does not come to an end',
		explanation: '`map_build` was tried with what Metro would pass, and took too long.',
	},
	'misspelled-setting': {
		severity: 'warning',
		summary: 'A name that is nearly one that Metro reads',
		explanation:
			'Metro reads a few names of the file and passes over all others. This one gets a value that nothing uses, and is one letter or two from a setting or function that the file does not set.',
	},
	'later-metro': {
		severity: 'information',
		summary: 'A file for a later version of Metro',
		explanation:
			'Metro since December 2020 keeps `.buildbot` in the mirror, asks `map_build` with five arguments and may ask `get_subarches`. This is not supported yet: the text is checked, what it builds is not.',
	},
	'not-metros': {
		severity: 'information',
		summary: 'A .buildbot of another program',
		explanation:
			'Nothing in the file sets or defines what Metro reads, and there is no `.metro` beside it. It is left alone.',
	},
	'unknown-build': { severity: 'warning', summary: 'A build that nobody knows', explanation: unknownName },
	'unknown-arch': { severity: 'warning', summary: 'An arch that nobody knows', explanation: unknownName },
	'unknown-subarch': {
		severity: 'warning',
		summary: 'A subarch that nobody knows',
		explanation: unknownName,
	},
	'no-directory': {
		severity: 'hint',
		summary: 'A subarch without a directory',
		explanation:
			'Metro builds what has a directory in the repository, `<build>/<arch>/<subarch>`, and passes over everything else without a word. *Metro: Create Directory* and `buildrepo create` make the directory. Nothing is said where the repository, or a build in it, cannot be read.',
	},
	'unknown-build-mode': {
		severity: 'warning',
		summary: 'map_build answers with a mode that there is not',
		explanation:
			'The first word of an answer names a file in `etc/multi-targets` of the installation. Metro stops without it, and nothing is built.',
	},
	'unknown-extra': {
		severity: 'warning',
		summary: 'map_build answers with an extra target that there is not',
		explanation:
			'What follows the mode names targets that Metro builds as well: `.spec` files below `targets` of the installation. Metro stops at one that is missing.',
	},
};

/** What is said of a `.buildbot` of another program. */
export const foreignProblem: Problem<ForeignCode> = {
	code: 'not-metros',
	severity: 'information',
	span: { start: 0, end: 0 },
	message: 'This .buildbot sets nothing that Metro reads: it is taken for another program’s and left alone.',
};
