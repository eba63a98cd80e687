/** A `.buildbot` as the features see it: evaluated once per version. */
import { type Buildbot, evaluateBuildbot } from '../../buildbot/index.ts';
import type { DocumentView } from '../documentView.ts';

const evaluated = new WeakMap<DocumentView, Buildbot>();

/** The evaluation of this version of the document. */
export function buildbotOf(document: DocumentView): Buildbot {
	const known = evaluated.get(document);
	if (known !== undefined) return known;
	const buildbot = evaluateBuildbot(document.text);
	evaluated.set(document, buildbot);
	return buildbot;
}
