/** The builds whose files are shown. They are read on request, and followed from then on. */
import type { FileReader } from '../base/fileSystem.ts';
import { directoryOf } from '../base/posixPath.ts';
import type { Follower, Topic } from '../watching/follower.ts';
import { createBatcher } from './batcher.ts';
import { directoriesOf } from './setupWatches.ts';

export interface ShownBuilds {
	/** Reads the files of the build in the directory `path`, and follows them. */
	read<T>(path: string, work: (files: FileReader) => Promise<T>): Promise<T>;
	dispose(): void;
}

/** More builds than anyone has open. Beyond that, the one requested first is no longer followed. */
const mostBuilds = 100;

/** Milliseconds. An archive that grows is reported twice a second. */
const gatherFor = 500;

/** @param changed receives the paths of subarches whose builds have changed files */
export function createShownBuilds(
	follower: Follower,
	changed: (subarches: ReadonlySet<string>) => void,
): ShownBuilds {
	const topics = new Map<string, Topic>();
	const batcher = createBatcher<string>(gatherFor, async (subarches) => changed(subarches));

	const topicOf = (path: string): Topic => {
		const topic = topics.get(path) ?? follower.topic(() => batcher.add(directoryOf(path)));
		topics.set(path, topic);
		for (const [oldest, unshown] of topics) {
			if (topics.size <= mostBuilds) break;
			unshown.dispose();
			topics.delete(oldest);
		}
		return topic;
	};

	return {
		async read(path, work) {
			const recorder = follower.record();
			const result = await work(recorder);
			const { footprint } = recorder;
			topicOf(path).cover({ footprint, directories: directoriesOf(footprint) });
			return result;
		},
		dispose() {
			batcher.stop();
			for (const topic of topics.values()) topic.dispose();
			topics.clear();
		},
	};
}
