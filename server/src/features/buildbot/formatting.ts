/** Formats the sequences of names in a `.buildbot`. Everything else is left as it is. */
import type { TextEdit } from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import type { Work } from '../../base/work.ts';
import {
	evaluateBuildbotWork,
	formatSequences,
	readBuildbotWork,
	sameSettings,
} from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, evaluationWork } from './buildbotDocument.ts';
import { changed } from './trial.ts';

/** The edits, for the sequences in `range` or all of them. None that would change what the file gives. */
export function* buildbotFormattingWork(
	document: DocumentView,
	range: Span | undefined,
	context: BuildbotContext,
): Work<TextEdit[]> {
	const now = buildbotText(document);
	const edits = formatSequences(now, range);
	if (edits.length === 0) return [];
	const before = yield* evaluationWork(document, context);
	const text = yield* readBuildbotWork(changed(document, edits).text, now);
	const after = yield* evaluateBuildbotWork(text, { rules: before.rules, isBrief: true });
	if (!sameSettings(before, after)) return [];
	return edits.map(({ span, text: newText }) => ({ range: toRange(document.lines, span), newText }));
}
