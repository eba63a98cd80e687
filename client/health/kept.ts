/** What somebody has chosen on the page, kept by the editor over a reload. */
import { type Filter, noFilter } from './filter.ts';
import type { SortOrder } from './sortOrder.ts';

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
	/** How tables are sorted, by their section; absent: as their rows come. */
	readonly sorts: Readonly<Record<string, SortOrder>>;
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
	sorts: {},
	whole: [],
	selected: '',
};

/** What an earlier session kept, which may have been another version: whatever is not as it should be is left out. */
export function keptIn(state: unknown): Kept {
	const { filter, days, storageBy, asTable, sorts, whole, selected } = recordOf(recordOf(state).kept);
	return {
		filter: filterIn(filter),
		days: ranges.find((one) => one === days) ?? nothingKept.days,
		storageBy: storageParts.find((one) => one === storageBy) ?? nothingKept.storageBy,
		asTable: textsIn(asTable),
		sorts: sortsIn(sorts),
		whole: textsIn(whole),
		selected: textIn(selected),
	};
}

function filterIn(value: unknown): Filter {
	const { build, arch, state, text } = recordOf(value);
	return { build: textIn(build), arch: textIn(arch), state: textIn(state), text: textIn(text) };
}

function sortsIn(value: unknown): Kept['sorts'] {
	const sorts = Object.entries(recordOf(value)).map(([id, order]) => {
		const { column, down } = recordOf(order);
		return [id, { column: textIn(column), down: down === true }] as const;
	});
	return Object.fromEntries(sorts.filter(([, { column }]) => column !== ''));
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

/** The same orders with another one for a section. */
export function withOrder(sorts: Kept['sorts'], id: string, order: SortOrder | undefined): Kept['sorts'] {
	const { [id]: _, ...others } = sorts;
	return order === undefined ? others : { ...others, [id]: order };
}

/** The same list with or without an entry. */
export function toggled(list: readonly string[], entry: string): readonly string[] {
	return list.includes(entry) ? list.filter((one) => one !== entry) : [...list, entry];
}
