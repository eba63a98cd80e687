/** What of a set-up's health differs from what was sent last. */
import type { Health, HealthChanged, SubarchHealth } from '../../protocol/index.ts';

/** A health as it was sent: each part, and each subarch by its row, as text. */
export interface SentHealth {
	readonly parts: ReadonlyMap<string, string>;
	readonly subarches: ReadonlyMap<string, string>;
}

export function sentHealth({ subarches, ...parts }: Health): SentHealth {
	return {
		parts: new Map(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)])),
		subarches: new Map(subarches.map((subarch) => [subarch.row, JSON.stringify(subarch)])),
	};
}

/**
 * What to send so that `before` becomes `now`; `undefined` if nothing but the time differs.
 * @param after the same as `now`, as it is sent
 */
export function healthDiff(
	before: SentHealth,
	after: SentHealth,
	now: Health,
): Omit<HealthChanged, 'home'> | undefined {
	const { subarches, ...parts } = now;
	const changed = subarches.filter(({ row }) => before.subarches.get(row) !== after.subarches.get(row));
	const order = hasSameRows(before, after) ? undefined : subarches.map(({ row }) => row);
	const names = Object.keys(parts).filter((name) => before.parts.get(name) !== after.parts.get(name));
	const absent = [...before.parts.keys()].filter((name) => !after.parts.has(name)) as (keyof Health)[];
	const isSame = names.every((name) => name === 'at') && absent.length === 0;
	if (isSame && changed.length === 0 && order === undefined) return undefined;
	return {
		parts: Object.fromEntries(Object.entries(parts).filter(([name]) => names.includes(name))),
		...(absent.length > 0 && { absent }),
		...((changed.length > 0 || order !== undefined) && { subarches: changesOf(changed, order) }),
	};
}

function changesOf(
	changed: readonly SubarchHealth[],
	order: readonly string[] | undefined,
): NonNullable<HealthChanged['subarches']> {
	return { changed, ...(order !== undefined && { order }) };
}

function hasSameRows(before: SentHealth, after: SentHealth): boolean {
	const rows = after.subarches.keys();
	for (const row of before.subarches.keys()) if (rows.next().value !== row) return false;
	return before.subarches.size === after.subarches.size;
}
