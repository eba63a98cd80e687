/** The order in which set-ups are offered: first the one that the open file belongs to. */
import { relative } from 'node:path';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';

/** `file` is the path of the file that is looked at, `undefined` without one. Folders may lie in one another. */
export function nearestFirst(
	setups: readonly SetupSummary[],
	file: string | undefined,
): readonly SetupSummary[] {
	if (file === undefined) return setups;
	const nearness = ({ home, install, mirror }: SetupSummary): number =>
		Math.max(0, ...[home, install, mirror].map((folder) => (isIn(file, folder) ? folder.length : 0)));
	return setups.toSorted((one, other) => nearness(other) - nearness(one));
}

function isIn(file: string, folder: string | undefined): folder is string {
	return folder !== undefined && !/^(?:\.\.(?:\/|$)|$)/.test(relative(folder, file));
}
