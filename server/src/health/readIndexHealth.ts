/** Compares index.xml with the repository. */
import { type FileReader, undefinedIfUnreadable } from '../base/fileSystem.ts';
import { type IndexInputs, indexPath, readIndexState } from '../repository/index.ts';
import type { IndexHealth } from './model/indexHealth.ts';

export async function readIndexHealth(inputs: IndexInputs, files: FileReader): Promise<IndexHealth> {
	const state = await readIndexState(inputs, files);
	const path = indexPath(inputs.repository.mirror);
	const written = await undefinedIfUnreadable(() => files.status(path));
	return {
		state: state.kind,
		...(written !== undefined && { writtenAt: written.modified }),
		lacks: [],
		dead: [],
		...(state.reason !== undefined && { reason: state.reason }),
	};
}
