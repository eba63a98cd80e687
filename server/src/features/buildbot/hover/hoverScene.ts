/** What a hover in `.buildbot` is made from. */
import type { Buildbot } from '../../../buildbot/index.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import type { DocumentView } from '../../documentView.ts';
import type { EditorLinks } from '../names/nameTargets.ts';

/** The document, evaluated, and what is known around it. */
export interface HoverScene {
	readonly document: DocumentView;
	readonly buildbot: Buildbot;
	readonly context: BuildbotContext;
	readonly editor: EditorLinks;
	/** Milliseconds since the epoch. */
	readonly moment: number;
}
