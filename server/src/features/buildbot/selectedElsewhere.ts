/** Lets other servers build the selected subarches, in any file in which that can be done exactly. */
import { memoizeWeak } from '../../base/memoize.ts';
import { type Refused, refused } from '../../base/refused.ts';
import type { Span } from '../../base/span.ts';
import type { Work } from '../../base/work.ts';
import { type Buildbot, moveElsewhereWork, type SourceEdit } from '../../buildbot/index.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText } from './buildbotDocument.ts';

/** Each name is tried, and editors ask for every selection. */
const mostNames = 8;
const mostText = 400_000;

const known = memoizeWeak((_: Buildbot) => new Map<string, readonly SourceEdit[] | Refused>());

/** `undefined`: no subarch is selected that is built here. Refused: why it cannot be done. */
export function* selectedElsewhereWork(
	document: DocumentView,
	range: Span,
	before: Buildbot,
): Work<readonly SourceEdit[] | Refused | undefined> {
	const { source, outline } = buildbotText(document);
	const here = new Set(before.settings.subarches.map(({ name }) => name));
	const written = outline.sequences
		.filter(({ feeds }) => feeds.includes('subarches'))
		.flatMap((sequence) => sequence.names)
		.filter(({ name, span }) => here.has(name) && range.start <= span.start && span.end <= range.end);
	const names = [...new Set(written.map(({ name }) => name))];
	if (names.length === 0) return undefined;
	if (names.length === here.size) return refused('Nothing would be left to build here: select fewer names.');
	if (names.length > mostNames || names.length * source.length > mostText)
		return refused('So many names are not moved at once: select fewer.');
	const answers = known(before);
	const key = JSON.stringify(names);
	const answer = answers.get(key) ?? (yield* moveElsewhereWork(source, names, before.rules));
	answers.set(key, answer);
	return answer;
}
