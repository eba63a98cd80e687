/** The places in the `.buildbot` of a set-up that name something: in the open document, or in the file as it was read. */
import type { Location } from 'vscode-languageserver';
import { LineIndex } from '../base/lineIndex.ts';
import { memoizeWeak } from '../base/memoize.ts';
import { inTurns } from '../base/work.ts';
import type { Buildbot } from '../buildbot/index.ts';
import { evaluationWork } from '../features/buildbot/buildbotDocument.ts';
import { placesOf } from '../features/buildbot/names/namePlaces.ts';
import { toRange } from '../features/convert.ts';
import type { KindOfName } from '../setup/installation/namedFiles.ts';
import { buildbotContextIn, type SetupSnapshot } from '../setup/setupSnapshot.ts';
import { uriOf } from '../workspace/uris.ts';
import type { Workspace } from '../workspace/workspace.ts';

const linesOfFile = memoizeWeak(({ text }: { readonly text: string }) => new LineIndex(text));

/** Each place once; none if the file cannot be read. */
export async function namedInBuildbot(
	snapshot: SetupSnapshot,
	names: readonly KindOfName[],
	{ realPaths }: Pick<Workspace, 'realPaths'>,
	signal: AbortSignal,
): Promise<readonly Location[]> {
	if (names.length === 0) return [];
	const { buildbot: saved, buildbotFile } = snapshot.setup;
	const open = realPaths.document(buildbotFile)?.view;
	if (open !== undefined) {
		const buildbot = await inTurns(evaluationWork(open, buildbotContextIn(snapshot)), signal);
		return locationsIn(buildbot, names, open.uri, open.lines);
	}
	return saved === undefined ? [] : locationsIn(saved.buildbot, names, uriOf(saved.file), linesOfFile(saved));
}

function locationsIn(
	buildbot: Buildbot,
	names: readonly KindOfName[],
	uri: string,
	lines: LineIndex,
): readonly Location[] {
	const spans = names.flatMap((name) => placesOf(buildbot, name)).map(({ span }) => span);
	return spans.map((span) => ({ uri, range: toRange(lines, span) }));
}
