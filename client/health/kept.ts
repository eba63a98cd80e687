/** What somebody has chosen on the page, kept by the editor over a reload. */
import { type Filter, noFilter } from './filter.ts';

/** Days that the time lines may show. */
export const ranges = [30, 60, 180, 365] as const;

/** What storage may be shown by. */
export const storageParts = ['build', 'arch', 'subarch', 'kind'] as const;

export interface Kept {
	readonly filter: Filter;
	readonly days: (typeof ranges)[number];
	readonly storageBy: (typeof storageParts)[number];
	/** Sections that show their table instead of their chart. */
	readonly asTable: readonly string[];
	/** Sections that show all lines of a list. */
	readonly whole: readonly string[];
	/** The row of the subarch whose details are shown; empty: none. */
	readonly selected: string;
}

export const nothingKept: Kept = {
	filter: noFilter,
	days: 30,
	storageBy: 'build',
	asTable: [],
	whole: [],
	selected: '',
};

/** What an earlier session kept, which may have been another version: whatever is not as it should be is left out. */
export function keptIn(state: unknown): Kept {
	const { filter, days, storageBy, asTable, whole, selected } = recordOf(recordOf(state).kept);
	return {
		filter: filterIn(filter),
		days: ranges.find((one) => one === days) ?? nothingKept.days,
		storageBy: storageParts.find((one) => one === storageBy) ?? nothingKept.storageBy,
		asTable: textsIn(asTable),
		whole: textsIn(whole),
		selected: textIn(selected),
	};
}

function filterIn(value: unknown): Filter {
	const { build, arch, state, text } = recordOf(value);
	return { build: textIn(build), arch: textIn(arch), state: textIn(state), text: textIn(text) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textIn(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function textsIn(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The same list with or without an entry. */
export function toggled(list: readonly string[], entry: string): readonly string[] {
	return list.includes(entry) ? list.filter((one) => one !== entry) : [...list, entry];
}
