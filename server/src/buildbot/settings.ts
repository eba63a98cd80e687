/** The effective settings of a `.buildbot`: each empty `all_` list takes its counterpart, and a name counts once. */
import { memoizeWeak } from '../base/memoize.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import type { Run } from '../python/evaluation/run.ts';
import { viewItem } from '../python/runtime/collections.ts';
import { isWhole, typeName } from '../python/runtime/types.ts';
import type { DynamicValue, Value } from '../python/runtime/value.ts';
import type { BuildbotRules } from './rules.ts';
import {
	allLists,
	buildbotSettingNames,
	counterparts,
	type ListSetting,
	metroNumbers,
	type NumberSetting,
	numberDefaults,
	type SettingName,
} from './settingNames.ts';

/** A name in a list. */
export interface SettingItem {
	readonly name: string;
	/** Where it was written, if known. */
	readonly span?: Span;
	/** True if the text at `span` is the name itself. */
	readonly exact: boolean;
}

/** All settings, ready to use. */
export interface Settings {
	readonly builds: readonly SettingItem[];
	readonly arches: readonly SettingItem[];
	readonly subarches: readonly SettingItem[];
	readonly allBuilds: readonly SettingItem[];
	readonly allArches: readonly SettingItem[];
	readonly allSubarches: readonly SettingItem[];
	readonly indexIgnoreBuilds: readonly SettingItem[];
	readonly indexIgnoreSubarches: readonly SettingItem[];
	/** In days; fractions are possible. */
	readonly staleDays: number;
	readonly maxFailcount: number;
	readonly keepNum: number;
}

/** What a file gave a setting. */
export interface AssignedSetting {
	readonly value: Value;
	/** The first thing inside the value that cannot be known. */
	readonly dynamic: DynamicValue | undefined;
	/** The strings of a list value in order, doubles included; none where anything in it cannot be known. */
	readonly names: readonly SettingItem[];
}

/** The settings that a file gave values to. */
export type Assigned = ReadonlyMap<SettingName, AssignedSetting>;

/** The value that the file gives a name; `undefined` if it gives none. */
export function assignedValue(run: Run, name: string): Value | undefined {
	return run.module.touched?.has(name) ? run.module.values.get(name) : undefined;
}

/** The settings that the file deletes: Metro stops when it looks them up. */
export function deletedSettings(run: Run): SettingName[] {
	const { values, touched } = run.module;
	return buildbotSettingNames.filter((name) => touched?.has(name) && !values.has(name));
}

/** The first dynamic value inside a value. Visits shared and cyclic values once. */
export function dynamicIn(value: Value): DynamicValue | undefined {
	const seen = new Set<Value>([value]);
	const add = (inner: Value): void => {
		// Long lists hold nothing but strings, which need no second look.
		if (inner.kind !== 'str') seen.add(inner);
	};
	for (const one of seen) {
		if (one.kind === 'dynamic') return one;
		if ('doubt' in one && one.doubt !== undefined) return one.doubt;
		if (one.kind === 'view') add(one.dict);
		if (one.kind === 'dict') for (const entry of one.entries.values()) add(entry.value);
		for (const item of itemsIn(one) ?? []) add(item);
	}
	return undefined;
}

/** The items of a value that Metro can use as a list; `undefined` for a string and anything else. */
export function itemsIn(value: Value): readonly Value[] | undefined {
	switch (value.kind) {
		case 'list':
		case 'tuple':
			return value.items;
		case 'set':
			return [...value.members.values()];
		case 'dict':
			return [...value.entries.values()].map((entry) => entry.key);
		case 'view':
			return value.of === 'items'
				? undefined
				: [...value.dict.entries.values()].map((entry) => viewItem(value, entry));
		default:
			return undefined;
	}
}

/** What a run gave the settings. Each value is looked through once, for lists can be long. */
export function* assignedWork(run: Run): Work<Assigned> {
	const assigned = new Map<SettingName, AssignedSetting>();
	const known = new Map<Value, AssignedSetting>();
	for (const name of buildbotSettingNames) {
		const value = assignedValue(run, name);
		if (value === undefined) continue;
		const setting = known.get(value) ?? assignedSetting(value);
		known.set(value, setting);
		assigned.set(name, setting);
		yield;
	}
	return assigned;
}

function assignedSetting(value: Value): AssignedSetting {
	const dynamic = dynamicIn(value);
	return { value, dynamic, names: dynamic === undefined ? namesIn(value) : [] };
}

function namesIn(value: Value): SettingItem[] {
	const names: SettingItem[] = [];
	for (const item of itemsIn(value) ?? []) {
		if (item.kind !== 'str') continue;
		const { value: name, origin } = item;
		names.push(
			origin === undefined ? { name, exact: false } : { name, span: origin.span, exact: origin.exact },
		);
	}
	return names;
}

const none: readonly SettingItem[] = [];

/** The first item of each name: the same array where no name comes twice. */
export const unique = memoizeWeak((items: readonly SettingItem[]): readonly SettingItem[] => {
	const names = namesOfItems(items);
	if (names.size === items.length) return items;
	const seen = new Set<string>();
	return items.filter(({ name }) => !seen.has(name) && seen.add(name));
});

/** The names of the items. */
export const namesOfItems = memoizeWeak(
	(items: readonly SettingItem[]): ReadonlySet<string> => new Set(items.map(({ name }) => name)),
);

/** True if the file leaves a list empty or does not set it. */
export function isEmptyList(assigned: Assigned, name: ListSetting): boolean {
	const setting = assigned.get(name);
	return setting === undefined || (setting.dynamic === undefined && itemsIn(setting.value)?.length === 0);
}

/** The effective list for a name: for an empty `all_` list, its counterpart. */
export function effectiveName(assigned: Assigned, name: SettingName): SettingName {
	const all = allLists.find((one) => one === name);
	return all !== undefined && isEmptyList(assigned, all) ? counterparts[all] : name;
}

/** A number that Metro can calculate with: an int, or a float except for `keep_num`. */
export function usableNumber(name: NumberSetting, value: Value): number | undefined {
	if (isWhole(value)) return Number(value.value);
	return value.kind === 'float' && name !== 'keep_num' ? value.value : undefined;
}

/** Reads the settings after a run, even a failed one. A missing or unusable setting has its default. */
export function readSettings(assigned: Assigned, { isLater }: BuildbotRules): Settings {
	const list = (name: ListSetting): readonly SettingItem[] =>
		unique(assigned.get(effectiveName(assigned, name))?.names ?? none);
	const number = (name: NumberSetting): number => {
		const value = assigned.get(name)?.value;
		const otherwise = (isLater ? metroNumbers : numberDefaults)[name];
		return (value === undefined ? undefined : usableNumber(name, value)) ?? otherwise;
	};
	return {
		builds: list('builds'),
		arches: list('arches'),
		subarches: list('subarches'),
		// Metro does not read these two any more.
		allBuilds: list(isLater ? 'builds' : 'all_builds'),
		allArches: list(isLater ? 'arches' : 'all_arches'),
		allSubarches: list('all_subarches'),
		indexIgnoreBuilds: list('index_ignore_builds'),
		indexIgnoreSubarches: list('index_ignore_subarches'),
		staleDays: number('stale_days'),
		maxFailcount: number('max_failcount'),
		keepNum: number('keep_num'),
	};
}

/** The type of a value as error messages name it: `a str`, `an int`. */
export function shownType(value: Value): string {
	const name = typeName(value);
	return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;
}
