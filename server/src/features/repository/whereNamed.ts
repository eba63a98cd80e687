/** Where `.buildbot` names a subarch. */
import { LineIndex } from '../../base/lineIndex.ts';
import { rowIdOf } from '../../health/subarchId.ts';
import type { FilePlace } from '../../protocol/index.ts';
import type { SetupSnapshot } from '../../setup/setupSnapshot.ts';

/**
 * @param row the row of a subarch, or of something below it
 * @returns the place in the file as it was read; `undefined`: the file does not write the name out, or there is no such subarch
 */
export function whereNamed({ setup, repository }: SetupSnapshot, row: string): FilePlace | undefined {
	const { buildbot } = setup;
	if (buildbot === undefined || repository === undefined) return undefined;
	const subarch = repository.subarches.find(({ path }) => {
		const id = rowIdOf(repository, path);
		return row === id || row.startsWith(`${id}/`);
	});
	if (subarch === undefined) return undefined;
	const { subarches, allSubarches } = buildbot.buildbot.settings;
	// What is built here comes first: the other list may be made from it.
	const named = [...subarches, ...allSubarches].find(
		({ name, span }) => name === subarch.subarch && span !== undefined,
	);
	if (named?.span === undefined) return undefined;
	const { line, character: column } = new LineIndex(buildbot.text).at(named.span.start);
	return { path: buildbot.file, line, column };
}
