/** Which subarches the page shows. Pure. */
import type { Health, SubarchHealth, SubarchId } from '../../server/src/protocol/health.ts';

/** What is empty is not restricted. */
export interface Filter {
	readonly build: string;
	readonly arch: string;
	/** A state of a subarch. */
	readonly state: string;
	/** Words that all appear in the name. */
	readonly text: string;
}

export const noFilter: Filter = { build: '', arch: '', state: '', text: '' };

export function restricts(filter: Filter): boolean {
	return Object.values(filter).some((value) => value.trim() !== '');
}

export function isShown({ build, arch, state, text }: Filter, one: SubarchHealth): boolean {
	if (build !== '' && one.build !== build) return false;
	if (arch !== '' && one.arch !== arch) return false;
	if (state !== '' && one.state !== state) return false;
	if (text.trim() === '') return true;
	const name = `${one.build}/${one.arch}/${one.subarch}`.toLowerCase();
	return text
		.toLowerCase()
		.split(/\s+/)
		.every((word) => name.includes(word));
}

/** The health restricted to what is about the subarches that are shown; counts and sums stay those of the repository. */
export function filtered(health: Health, filter: Filter): Health {
	if (!restricts(filter)) return health;
	const subarches = health.subarches.filter((one) => isShown(filter, one));
	const keys = new Set(subarches.map(keyOf));
	const has = (id: SubarchId | undefined): boolean => id !== undefined && keys.has(keyOf(id));
	return {
		...health,
		subarches,
		attention: health.attention.filter((item) => item.subarches.some(has)),
		ahead: health.ahead.filter(has),
		failures: health.failures.filter((group) => group.subarches.some(has)),
		locks: health.locks.filter(({ subarch }) => has(subarch)),
		events: health.events.filter(({ subarch }) => has(subarch)),
	};
}

/** Names hold no slash. */
export function keyOf({ build, arch, subarch }: SubarchId): string {
	return `${build}/${arch}/${subarch}`;
}

/** A line of the matrix: one subarch in all builds. */
export interface MatrixLine {
	readonly arch: string;
	readonly subarch: string;
	/** By build. */
	readonly cells: ReadonlyMap<string, SubarchHealth>;
}

/** In the order in which the subarches come. */
export function matrixLines(subarches: readonly SubarchHealth[]): readonly MatrixLine[] {
	const lines = new Map<string, { arch: string; subarch: string; cells: Map<string, SubarchHealth> }>();
	for (const one of subarches) {
		const key = `${one.arch}/${one.subarch}`;
		const line = lines.get(key) ?? { arch: one.arch, subarch: one.subarch, cells: new Map() };
		lines.set(key, line);
		line.cells.set(one.build, one);
	}
	return [...lines.values()];
}
