/** The entries of an index.xml on disk beside those that would be written now. Pure. */
import { XMLParser } from 'fast-xml-parser';
import { pushAll } from '../../base/collections.ts';

/** An element `build` of index.xml. */
interface IndexEntry {
	readonly subarch: string;
	readonly build: string;
	/** Empty: the usual one. */
	readonly variant: string;
	/** The day of its latest build; `undefined`: it has none. */
	readonly latest: string | undefined;
	/** Path below the mirror. */
	readonly download: string | undefined;
}

export interface IndexComparison {
	readonly subarch: string;
	readonly build: string;
	readonly variant: string;
	/**
	 * `added`: the file lacks it. `gone`: only the file has it. `newer` and `older`: the day of the latest build will be so. `changed`: it
	 * will differ in something else.
	 */
	readonly standing: 'same' | 'added' | 'gone' | 'newer' | 'older' | 'changed';
	/** As the file says; `undefined`: it has none. */
	readonly listedLatest: string | undefined;
	/** As it would be written. */
	readonly latest: string | undefined;
	readonly listedDownload: string | undefined;
	readonly download: string | undefined;
}

/**
 * Compares two texts of index.xml, entry by entry, in the order of the new one; what only the file has comes last.
 * @param listed the file; `undefined`: there is none. A file that is not XML, or of another shape, has no entries.
 */
export function compareIndex(listed: string | undefined, wanted: string): readonly IndexComparison[] {
	const before = byName(listed === undefined ? [] : entriesOf(listed));
	const after = byName(entriesOf(wanted));
	const compared: IndexComparison[] = [];
	for (const [name, entry] of after) compared.push(compareEntry(before.get(name), entry));
	for (const [name, entry] of before) if (!after.has(name)) compared.push(compareEntry(entry, undefined));
	return compared;
}

function compareEntry(listed: IndexEntry | undefined, wanted: IndexEntry | undefined): IndexComparison {
	const { subarch, build, variant } = wanted ?? listed ?? { subarch: '', build: '', variant: '' };
	return {
		subarch,
		build,
		variant,
		standing: standingOf(listed, wanted),
		listedLatest: listed?.latest,
		latest: wanted?.latest,
		listedDownload: listed?.download,
		download: wanted?.download,
	};
}

function standingOf(
	listed: IndexEntry | undefined,
	wanted: IndexEntry | undefined,
): IndexComparison['standing'] {
	if (listed === undefined) return 'added';
	if (wanted === undefined) return 'gone';
	if (listed.latest !== wanted.latest)
		return (listed.latest ?? '') < (wanted.latest ?? '') ? 'newer' : 'older';
	return listed.download === wanted.download ? 'same' : 'changed';
}

/** Entries that have one name, which Metro writes for several archives of one kind, are told apart by their number. */
function byName(entries: readonly IndexEntry[]): ReadonlyMap<string, IndexEntry> {
	const named = new Map<string, IndexEntry>();
	const counts = new Map<string, number>();
	for (const entry of entries) {
		const name = JSON.stringify([entry.build, entry.subarch, entry.variant]);
		const count = counts.get(name) ?? 0;
		counts.set(name, count + 1);
		named.set(`${name} ${count}`, entry);
	}
	return named;
}

const parser = new XMLParser({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	parseAttributeValue: false,
	// Also elements that occur once.
	isArray: (name) => name === 'subarch' || name === 'build',
});

function entriesOf(text: string): readonly IndexEntry[] {
	const entries: IndexEntry[] = [];
	for (const subarch of listOf(rootOf(text), 'subarch')) {
		const name = textOf(subarch, 'name');
		pushAll(
			entries,
			listOf(subarch, 'build').map((build) => {
				const latest = textOf(build, 'latest');
				return {
					// The file of one subarch does not name it.
					subarch: name ?? textOf(build, 'path')?.split('/').at(-1) ?? '',
					build: textOf(build, 'release') ?? textOf(build, 'build') ?? '',
					variant: textOf(build, 'variant') ?? '',
					latest: latest === 'None' ? undefined : latest,
					download: textOf(build, 'download'),
				};
			}),
		);
	}
	return entries;
}

function rootOf(text: string): unknown {
	try {
		const document: unknown = parser.parse(text);
		// The list of all builds, or the one of a single subarch.
		return memberOf(document, 'subarches') ?? document;
	} catch {
		return undefined;
	}
}

function listOf(element: unknown, name: string): readonly unknown[] {
	const list = memberOf(element, name);
	return Array.isArray(list) ? list : [];
}

function textOf(element: unknown, name: string): string | undefined {
	const value = memberOf(element, `@${name}`);
	return typeof value === 'string' ? value : undefined;
}

function memberOf(element: unknown, name: string): unknown {
	return typeof element === 'object' && element !== null
		? (element as Readonly<Record<string, unknown>>)[name]
		: undefined;
}
