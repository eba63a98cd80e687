/** Removals of a name that a list already has. */
import type { Span } from '../../base/span.ts';
import { type SourceEdit, withoutItem, writtenString } from '../../buildbot/index.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText } from './buildbotDocument.ts';
import { type FixCandidate, hasNothingNew, keepsAllBut, type Trial } from './trial.ts';

/** Removes the name at `span`, if every list then still has the name `instead`. */
export function removals(document: DocumentView, title: string, span: Span, instead: string): FixCandidate[] {
	const changes = removalOf(document, span);
	if (changes === undefined) return [];
	const isRight = (before: Trial, after: Trial): boolean =>
		hasNothingNew(before, after) &&
		keepsAllBut(before, after, (item) => item.span?.start === span.start) &&
		[...before.buildbot.assigned].every(
			([name, { names }]) =>
				!names.some((item) => item.span?.start === span.start) ||
				after.buildbot.assigned.get(name)?.names.some((item) => item.name === instead) === true,
		);
	return [{ title, changes, isRight }];
}

function removalOf(document: DocumentView, span: Span): SourceEdit[] | undefined {
	const text = buildbotText(document);
	const item = writtenString(text, span)?.item;
	return item && withoutItem(document.text, item.sequence, item.index);
}
