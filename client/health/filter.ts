/** Which subarches the page shows. Pure. */
import type { SubarchHealth, SubarchState } from '../../server/src/protocol/health.ts';

export interface Filter {
	readonly build: string;
	readonly arch: string;
	readonly state: SubarchState | '';
	/** Words that all appear in the name. */
	readonly text: string;
}

export const noFilter: Filter = { build: '', arch: '', state: '', text: '' };

export function isShown({ build, arch, state, text }: Filter, one: SubarchHealth): boolean {
	if (build !== '' && one.build !== build) return false;
	if (arch !== '' && one.arch !== arch) return false;
	if (state !== '' && one.state !== state) return false;
	const name = `${one.build}/${one.arch}/${one.subarch}`.toLowerCase();
	return text
		.toLowerCase()
		.split(/\s+/)
		.every((word) => name.includes(word));
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
		const key = JSON.stringify([one.arch, one.subarch]);
		const line = lines.get(key) ?? { arch: one.arch, subarch: one.subarch, cells: new Map() };
		lines.set(key, line);
		line.cells.set(one.build, one);
	}
	return [...lines.values()];
}
