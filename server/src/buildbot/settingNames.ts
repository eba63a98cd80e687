/** The names that Metro's buildrepo reads from a `.buildbot`, in its order. */

export const buildLists = ['builds', 'arches', 'subarches'] as const;
export const allLists = ['all_builds', 'all_arches', 'all_subarches'] as const;
export const ignoreLists = ['index_ignore_builds', 'index_ignore_subarches'] as const;
export const numberSettings = ['stale_days', 'max_failcount', 'keep_num'] as const;
export const buildbotSettingNames = [...buildLists, ...allLists, ...numberSettings, ...ignoreLists] as const;

/** The functions that Metro calls: the second since December 2020. */
export const metroFunctions = ['map_build', 'get_subarches'] as const;

export type BuildList = (typeof buildLists)[number];
export type AllList = (typeof allLists)[number];
export type ListSetting = BuildList | AllList | (typeof ignoreLists)[number];
export type NumberSetting = (typeof numberSettings)[number];
export type SettingName = (typeof buildbotSettingNames)[number];

/** The plain list that an `all_` list extends. */
export const counterparts = {
	all_builds: 'builds',
	all_arches: 'arches',
	all_subarches: 'subarches',
} as const satisfies Record<AllList, BuildList>;

/** What the names in a list mean. */
export const listHolds = {
	builds: 'builds',
	all_builds: 'builds',
	index_ignore_builds: 'builds',
	arches: 'arches',
	all_arches: 'arches',
	subarches: 'subarches',
	all_subarches: 'subarches',
	index_ignore_subarches: 'subarches',
} as const satisfies Record<ListSetting, BuildList>;

/** The defaults of this program, as Metro documents them. */
export const numberDefaults: Readonly<Record<NumberSetting, number>> = {
	stale_days: 3,
	max_failcount: 3,
	keep_num: 3,
};

/** The defaults of Metro's own program, whose keep_num of 2 differs from its documentation. */
export const metroNumbers: Readonly<Record<NumberSetting, number>> = { ...numberDefaults, keep_num: 2 };

/** True for a name that Metro reads. */
export function isSettingName(name: string): name is SettingName {
	return (buildbotSettingNames as readonly string[]).includes(name);
}

/** True for a name that Metro reads as a number. */
export function isNumberSetting(name: string): name is NumberSetting {
	return (numberSettings as readonly string[]).includes(name);
}

/** True for a name that Metro reads as a list. */
export function isListSetting(name: string): name is ListSetting {
	return isSettingName(name) && !isNumberSetting(name);
}
