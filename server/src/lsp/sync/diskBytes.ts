/** The bytes of the open files on disk: read on the first request, and again after each change. */
import { FileError } from '../../base/fileSystem.ts';
import type { DocumentView } from '../../features/documentView.ts';
import { type HiddenBytes, hiddenBytesIn } from '../../features/hiddenBytes.ts';
import type { Follower, Topic } from '../../watching/follower.ts';
import type { Recorder } from '../../watching/recorder.ts';
import { directoriesOf } from '../../workspace/setupWatches.ts';

export interface DiskBytes {
	/** `undefined`: no readable file, or one far larger than any configuration. */
	of(document: DocumentView): Promise<HiddenBytes | undefined>;
	/** The document at a path was closed. */
	forget(path: string): void;
	dispose(): void;
}

interface Known {
	readonly topic: Topic;
	hidden: Promise<HiddenBytes | undefined> | undefined;
}

/** In bytes: larger files are not checked. */
const largest = 1 << 20;

/** @param changed called when a file that was read has changed */
export function createDiskBytes(follower: Follower, changed: () => void): DiskBytes {
	const all = new Map<string, Known>();

	const look = async (path: string, topic: Topic): Promise<HiddenBytes | undefined> => {
		const recorder = follower.record();
		const bytes = await bytesOf(path, recorder);
		const { footprint } = recorder;
		// The document may have been closed meanwhile.
		if (all.get(path)?.topic === topic) topic.cover({ footprint, directories: directoriesOf(footprint) });
		return bytes && hiddenBytesIn(bytes);
	};

	return {
		async of({ path }) {
			if (path === undefined) return undefined;
			const known = all.get(path) ?? begin(path);
			known.hidden ??= look(path, known.topic);
			return known.hidden;
		},
		forget(path) {
			all.get(path)?.topic.dispose();
			all.delete(path);
		},
		dispose() {
			for (const { topic } of all.values()) topic.dispose();
			all.clear();
		},
	};

	function begin(path: string): Known {
		const known: Known = {
			topic: follower.topic(() => {
				known.hidden = undefined;
				changed();
			}),
			hidden: undefined,
		};
		all.set(path, known);
		return known;
	}
}

async function bytesOf(path: string, files: Recorder): Promise<Uint8Array | undefined> {
	try {
		const status = await files.status(path);
		if (status?.kind !== 'file' || status.size > largest) return undefined;
		return await files.read(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return undefined;
	}
}
