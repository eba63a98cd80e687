/** The disk space that removals would free. */
import { FileError, type FileStatus } from '../base/fileSystem.ts';
import type { ScanPorts } from './listDirectory.ts';

/**
 * Measures what is to be removed, one path after the other: the bytes that the removal of a file, a link (not its target) or a
 * directory with its contents frees. A file with several names counts once, where the last of them goes, and not at all while one
 * stays. `undefined`: part of it could not be read. A missing path takes no space.
 */
export type MeasureFreed = (path: string) => Promise<number | undefined>;

/** Begins to measure what one plan frees. */
export function measureFreed(ports: ScanPorts): MeasureFreed {
	/** How many names of each file go, for files that have several. */
	const going = new Map<string, number>();
	const isLastName = ({ identity, links }: FileStatus): boolean => {
		if (links < 2) return true;
		const names = (going.get(identity) ?? 0) + 1;
		going.set(identity, names);
		return names === links;
	};
	const measure: MeasureFreed = async (path) => {
		ports.signal.throwIfAborted();
		try {
			const status = await ports.files.linkStatus(path);
			if (status === undefined) return 0;
			if (status.kind !== 'directory') return isLastName(status) ? status.diskUse : 0;
			let sum = status.diskUse;
			for (const entry of (await ports.files.list(path)) ?? []) {
				const freed = await measure(`${path}/${entry.name}`);
				if (freed === undefined) return undefined;
				sum += freed;
			}
			return sum;
		} catch (error) {
			if (error instanceof FileError) return error.failure === 'missing' ? 0 : undefined;
			throw error;
		}
	};
	return measure;
}
