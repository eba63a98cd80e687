/** The meaning of the settings of a `.buildbot`, as Markdown. Facts from Metro's documentation (Metro/Automation). */
import {
	type AllList,
	type BuildbotRules,
	counterparts,
	isListSetting,
	metroNumbers,
	numberDefaults,
	type SettingName,
} from '../../../buildbot/index.ts';
import { inlineCode } from '../../markdown.ts';

const meanings: Readonly<Record<SettingName, readonly string[]>> = {
	builds: [
		'**Builds made on this machine**: the first directory level of the mirror, such as `funtoo-current`.',
		'Every combination of a build, an arch and a subarch with a directory in the mirror is in the rotation.',
	],
	arches: [
		'**Arches built on this machine**: the second directory level of the mirror, such as `x86-64bit` or `pure64`.',
	],
	subarches: [
		'**Subarches built on this machine**: the third directory level of the mirror, one per kind of CPU, such as `corei7`.',
	],
	all_builds: [
		'**Builds that this repository maintains**: those made here and those uploaded from other build servers. They are cleaned, hashed and indexed, but only `builds` are built.',
		"Metro's buildrepo uses `all_arches` and `all_subarches` only if `all_builds` is set as well.",
	],
	all_arches: [
		'**Arches that this repository maintains**, whether or not they are built here.',
		"Metro's buildrepo uses it only if `all_builds` is set as well.",
	],
	all_subarches: [
		'**Subarches that this repository maintains**: they are cleaned, but only `subarches` are in the rotation.',
		"Metro's buildrepo uses it only if `all_builds` is set as well.",
	],
	stale_days: ['**Days until a build is stale** and due again.'],
	max_failcount: [
		'**Failed builds in a row** after which a build leaves the rotation, until `buildrepo zap`.',
	],
	keep_num: [
		'**Complete builds that `buildrepo clean` keeps** of each subarch.',
		"Metro's own program keeps 2 unless this is set, and Metro of March 2015 always keeps 3.",
	],
	index_ignore_builds: ['**Builds left out of `index.xml`** (Metro of 2019).'],
	index_ignore_subarches: ['Metro of 2019 knows it but does not use it.'],
};

/** The meaning of a setting, and its default by the rules that hold. */
export function settingDocumentation(name: SettingName, { isLater }: Pick<BuildbotRules, 'isLater'>): string {
	const isUnread = isLater && (name === 'all_builds' || name === 'all_arches');
	return [
		...meanings[name],
		isUnread ? 'Metro since December 2020 does not read it.' : `Default: ${defaultOf(name, isLater)}.`,
	].join('\n\n');
}

function defaultOf(name: SettingName, isLater: boolean): string {
	if (!isListSetting(name)) return String((isLater ? metroNumbers : numberDefaults)[name]);
	return name in counterparts ? inlineCode(counterparts[name as AllList]) : 'empty';
}

/** The purpose of `map_build`. */
export const mapBuildDocumentation = [
	'**Decides what is built next.** Metro calls it with facts about the last build of a subarch. It returns a mode and extras: a string such as `"full+openvz"`, or a sequence such as `("freshen", "openvz")`.',
	'- `build`, `subarch`: the names.\n- `full`: True if the last build was a full one.\n- `full_date`: the date of the last full build as text, `"2015-02-08"`, or None.',
	'In Metro of 2019 `full` is True after any complete build, and `full_date` is the date of that build.',
].join('\n\n');

/** The purpose of `get_subarches`. */
export const sharesDocumentation = [
	'**Decides which host builds what.** Since December 2020, Metro calls it for each build with the name of the host that it runs on. It returns the names of the subarches that this host builds.',
	'- `hostname`: the host.\n- `release`: the build.',
].join('\n\n');

/** The parameters of `map_build` with a fixed meaning. */
export const parameterDocumentation: ReadonlyMap<string, string> = new Map([
	['build', 'The build, as `"funtoo-current"`.'],
	['subarch', 'The subarch, as `"corei7"`.'],
	['full', 'True if the last build was a full one (2019: if there was any complete build).'],
	['full_date', 'The date of the last full build as text `"YYYY-MM-DD"`, or None.'],
]);
