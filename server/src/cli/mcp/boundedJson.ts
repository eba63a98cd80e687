/** Answers for assistants are bounded: what does not fit is left out, and the answer says how much. */
import { isRecord } from '../../base/json.ts';
import { visibleJson } from '../output/json.ts';

/** A list, table or text that is not whole. */
export interface LeftOut {
	/** Where it is in the result, for instance `subarches[].builds` for those of every subarch; empty for the result itself. */
	readonly path: string;
	/** How many items, or characters of texts, are not shown. */
	readonly count: number;
	readonly unit: 'items' | 'characters';
}

export interface BoundedJson {
	readonly value: unknown;
	readonly leftOut: readonly LeftOut[];
}

/** At most this many items of a list at the top, and this many characters of a text; of a list within a list, a quarter. */
const levels = [
	[1000, 8000],
	[400, 4000],
	[200, 1000],
	[100, 500],
	[50, 300],
	[20, 200],
	[8, 150],
	[3, 100],
	[1, 60],
] as const;

/** An object with more members than that is a table, such as that of all keys; others have a fixed shape. */
const mostMembers = 40;

/**
 * Cuts lists, tables and texts until the JSON has at most `size` characters, or nothing more can be cut.
 * @param keepsLast of the list at the top, the last items stay instead of the first
 */
export function boundJson(value: unknown, size: number, keepsLast = false): BoundedJson {
	let last: BoundedJson = { value, leftOut: [] };
	if (visibleJson(value).length <= size) return last;
	for (const [items, characters] of levels) {
		last = cutAt(value, items, characters, keepsLast);
		if (visibleJson(last.value).length <= size) break;
	}
	return last;
}

function cutAt(value: unknown, items: number, characters: number, keepsLast: boolean): BoundedJson {
	const missing = new Map<string, LeftOut>();
	const note = (path: string, count: number, unit: LeftOut['unit']): void => {
		const key = `${unit} ${path}`;
		missing.set(key, { path, unit, count: count + (missing.get(key)?.count ?? 0) });
	};
	const cut = (one: unknown, path: string, most: number): unknown => {
		if (typeof one === 'string') {
			if (one.length <= characters) return one;
			note(path, one.length - characters, 'characters');
			return `${one.slice(0, characters)}…`;
		}
		const below = Math.max(1, Math.floor(most / 4));
		if (Array.isArray(one)) {
			if (one.length > most) note(path, one.length - most, 'items');
			const kept = keepsLast && path === '' ? one.slice(-most) : one.slice(0, most);
			return kept.map((item) => cut(item, `${path}[]`, below));
		}
		if (!isRecord(one)) return one;
		const members = Object.entries(one);
		if (members.length <= mostMembers)
			return Object.fromEntries(
				members.map(([name, item]) => [name, cut(item, path === '' ? name : `${path}.${name}`, most)]),
			);
		if (members.length > most) note(path, members.length - most, 'items');
		return Object.fromEntries(
			members.slice(0, most).map(([name, item]) => [name, cut(item, `${path}[]`, below)]),
		);
	};
	return { value: cut(value, '', items), leftOut: [...missing.values()] };
}
