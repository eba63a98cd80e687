/** Text from files as the page shows it: control characters, line ends and marks of direction are written out. Pure. */
import { controlCharacter, oneLine } from '../../server/src/base/visible.ts';

/** Names by which page and host know things: they stay as they are, and are made visible where they are drawn. */
const identifiers: ReadonlySet<string> = new Set(['row', 'order', 'build', 'arch', 'subarch']);

/** The same value with each text in it made visible, apart from identifiers. Parts without such a text are shared. */
export function visible<Value>(value: Value): Value {
	return visibleValue(value) as Value;
}

function visibleValue(value: unknown): unknown {
	if (typeof value === 'string') return controlCharacter.test(value) ? oneLine(value) : value;
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const items = value.map(visibleValue);
		return items.some((item, at) => item !== value[at]) ? items : value;
	}
	const changes = Object.entries(value)
		.filter(([key]) => !identifiers.has(key))
		.map(([key, part]) => [key, visibleValue(part), part] as const)
		.filter(([, now, before]) => now !== before);
	return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}
