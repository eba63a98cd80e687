/** Maps that hold several values for a key. */

/** Puts `item` behind what the map has for `key`. */
export function append<K, T>(map: Map<K, T[]>, key: K, item: T): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [item]);
	else known.push(item);
}
