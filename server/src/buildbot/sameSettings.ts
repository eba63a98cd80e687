/** Whether two evaluations of a file give the same: what an edit of its layout must not change. */
import { typeName } from '../python/runtime/types.ts';
import type { Value } from '../python/runtime/value.ts';
import type { Buildbot } from './evaluateBuildbot.ts';
import { itemsIn } from './settings.ts';

/** @param isOrdered false if the order of names in lists may differ */
export function sameSettings(one: Buildbot, other: Buildbot, isOrdered = true): boolean {
	if (one.error?.type !== other.error?.type || one.error?.message !== other.error?.message) return false;
	if (one.stopped?.reason !== other.stopped?.reason || one.assigned.size !== other.assigned.size)
		return false;
	return [...one.assigned].every(([name, { value, dynamic }]) => {
		const there = other.assigned.get(name);
		if (there === undefined || there.dynamic?.what !== dynamic?.what) return false;
		if (typeName(value) !== typeName(there.value)) return false;
		return dynamic !== undefined || text(value, isOrdered) === text(there.value, isOrdered);
	});
}

function text(value: Value, isOrdered: boolean): string {
	const items = itemsIn(value);
	if (items === undefined) return scalarText(value);
	const texts = items.map(scalarText);
	return (isOrdered ? texts : texts.sort()).join('\n');
}

function scalarText(value: Value): string {
	const { kind } = value;
	if (kind === 'str' || kind === 'int' || kind === 'float' || kind === 'bool')
		return JSON.stringify([kind, String(value.value)]);
	return typeName(value);
}
