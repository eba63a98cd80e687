/** The subarches Metro ships (2015-03, the last version that does), with what their specs say. Facts only. */
import data from './knownSubarches.json' with { type: 'json' };

export interface KnownSubarch {
	readonly name: string;
	/** The directory above it in the mirror, as `x86-64bit`. */
	readonly arch: string;
	readonly chost: string;
	readonly cflags: string;
	/** USE flags the CPU brings. */
	readonly use: readonly string[];
}

/** By name, in the order of names. */
export const knownSubarches: ReadonlyMap<string, KnownSubarch> = new Map(
	Object.entries(data).map(([name, { use, ...facts }]) => [
		name,
		{ name, ...facts, use: use === '' ? [] : use.split(' ') },
	]),
);
