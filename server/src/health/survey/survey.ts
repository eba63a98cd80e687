/** What the parts of a mirror take on disk, each file once. */
import type { WorkSignal } from '../../base/abort.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import type { UnitUse } from './unitUse.ts';

/** A directory or file below the mirror, or the mirror itself, with what was measured of it. */
export interface SurveyedUnit {
	/** Its path below the mirror; empty for the mirror itself. */
	readonly name: string;
	readonly isDirectory: boolean;
	readonly use: UnitUse;
}

/** Names are paths below the mirror. */
export interface Survey {
	readonly bytes: number;
	readonly unmeasured: number;
	readonly byBuild: ReadonlyMap<string, number>;
	/** By `BUILD/ARCH`. */
	readonly byArch: ReadonlyMap<string, number>;
	/** By `BUILD/ARCH/SUBARCH`; without those of which something could not be measured. */
	readonly bySubarch: ReadonlyMap<string, number>;
	readonly byKind: ReadonlyMap<string, number>;
}

/** A file with several names counts with the first of them, in the order of the units. */
export async function sumUnits(units: Iterable<SurveyedUnit>, signal: WorkSignal): Promise<Survey> {
	const sums = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()] as const;
	const [byBuild, byArch, bySubarch] = sums;
	const byKind = new Map<string, number>();
	const seen = new Set<string>();
	const incomplete = new Set<string>();
	let [all, unmeasured] = [0, 0];
	for (const { name, isDirectory, use } of units) {
		if (isTurnOver(signal)) await pause(signal);
		const parts = name === '' ? [] : name.split('/');
		let bytes = use.bytes;
		for (const [kind, size] of use.byKind) add(byKind, kind, size);
		for (const file of use.shared) {
			if (seen.has(file.identity)) continue;
			seen.add(file.identity);
			bytes += file.bytes;
			add(byKind, file.fileKind, file.bytes);
		}
		all += bytes;
		unmeasured += use.unmeasured;
		for (const [index, sum] of sums.entries()) {
			const depth = index + 1;
			if (parts.length > depth || (parts.length === depth && isDirectory))
				add(sum, nameOf(parts, depth), bytes);
		}
		if (use.unmeasured > 0) incomplete.add(nameOf(parts, 3));
	}
	for (const name of incomplete) bySubarch.delete(name);
	return { bytes: all, unmeasured, byBuild, byArch, bySubarch, byKind };
}

function nameOf(parts: readonly string[], depth: number): string {
	return parts.slice(0, depth).join('/');
}

function add(sums: Map<string, number>, name: string, bytes: number): void {
	sums.set(name, (sums.get(name) ?? 0) + bytes);
}
