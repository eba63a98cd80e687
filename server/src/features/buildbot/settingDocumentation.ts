/** What the settings of a `.buildbot` mean, in Markdown. From the documentation (Metro/Automation). */
import type { SettingName } from '../../buildbot/index.ts';

const meanings: Readonly<Record<SettingName, readonly string[]>> = {
	builds: [
		'**Builds made on this machine**: the first directory level of the mirror, as `funtoo-current`.',
		'Every combination of a build, an arch and a subarch that has a directory in the mirror takes part in the rotation.',
	],
	arches: [
		'**Arches built on this machine**: the second directory level of the mirror, as `x86-64bit` or `pure64`.',
	],
	subarches: [
		'**Subarches built on this machine**: the third directory level of the mirror, one per kind of CPU, as `corei7`.',
	],
	all_builds: [
		'**Builds this repository looks after**: those made here and those uploaded from other build servers. They are cleaned, hashed and indexed, but only `builds` are built.',
		"Metro's buildrepo heeds `all_arches` and `all_subarches` only if `all_builds` is set, too.",
	],
	all_arches: [
		'**Arches this repository looks after**, whether they are built here or not. Without it: `arches`.',
		"Metro's buildrepo heeds it only if `all_builds` is set, too.",
	],
	all_subarches: [
		'**Subarches this repository looks after**: they are cleaned, but only `subarches` enter the build rotation. Without it: `subarches`.',
		"Metro's buildrepo heeds it only if `all_builds` is set, too.",
	],
	stale_days: ['**Days until a build is stale** and due again. Default: 3.'],
	max_failcount: [
		'**Failed builds in a row** after which a build leaves the rotation, until `buildrepo zap`. Default: 3.',
	],
	keep_num: [
		'**Complete builds that `buildrepo clean` keeps** of each subarch. Default: 3, as documented.',
		"Metro's own program keeps 2 unless this is set, and Metro of March 2015 always keeps 3.",
	],
	index_ignore_builds: ['**Builds left out of `index.xml`** (Metro of 2019).'],
	index_ignore_subarches: ['Known to Metro of 2019, but nothing reads it.'],
};

/** The meaning of a setting. */
export function settingDocumentation(name: SettingName): string {
	return meanings[name].join('\n\n');
}

/** What `map_build` is for. */
export const mapBuildDocumentation = [
	'**Decides what is built next.** Called with what is known of the last build of a subarch; the answer is a string as `"full+openvz"`, or a sequence as `("freshen", "openvz")`: a mode, then extras.',
	'- `build`, `subarch`: the names.\n- `full`: True if the last build was a full one.\n- `full_date`: the date of the last full build as text, `"2015-02-08"`, or None.',
	'In Metro of 2019 `full` is True after any complete build, and `full_date` is the date of that build.',
].join('\n\n');

/** The parameters of `map_build`, as far as their meaning is fixed. */
export const parameterDocumentation: ReadonlyMap<string, string> = new Map([
	['build', 'The build, as `"funtoo-current"`.'],
	['subarch', 'The subarch, as `"corei7"`.'],
	['full', 'True if the last build was a full one (2019: if there was any complete build).'],
	['full_date', 'The date of the last full build as text `"YYYY-MM-DD"`, or None.'],
]);
