/** What a survey measured, with what Clean would free. */
import type { FileSystemSpace } from '../../base/fileSystem.ts';
import type { StoragePart, StorageUse } from '../model/storage.ts';
import type { Survey } from './survey.ts';

/** What a removal frees, and the parts of its name below the mirror. */
export interface FreedItem {
	/** `BUILD/ARCH/SUBARCH/DATE` or `BUILD/snapshots/NAME`. */
	readonly name: string;
	/** `undefined`: part of it could not be measured. */
	readonly bytes: number | undefined;
}

export function storageUse(
	survey: Survey,
	freed: readonly FreedItem[],
	space: FileSystemSpace | undefined,
): StorageUse {
	const partsBy = (sums: ReadonlyMap<string, number>, depth: number): readonly StoragePart[] => {
		const gone = new Map<string, number>();
		for (const { name, bytes } of freed) {
			const part = name.split('/').slice(0, depth).join('/');
			gone.set(part, (gone.get(part) ?? 0) + (bytes ?? 0));
		}
		return [...sums]
			.map(([name, bytes]) => ({ name, bytes, freed: gone.get(name) ?? 0 }))
			.sort((a, b) => b.bytes - a.bytes);
	};
	return {
		bytes: survey.bytes,
		freed: freed.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
		unmeasured: survey.unmeasured,
		byBuild: partsBy(survey.byBuild, 1),
		byArch: partsBy(survey.byArch, 2),
		byKind: [...survey.byKind].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes),
		...space,
	};
}
