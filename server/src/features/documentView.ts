/** An open document, as the features are given it. */
import type { LineIndex } from '../base/lineIndex.ts';

/**
 * One version of one open document, immutable: what a feature is given to look at. A new version is a new object, so
 * results can be remembered by it (in a `WeakMap`) without ever becoming stale.
 */
export interface DocumentView {
	/** The same for all versions of the document while it is open: what one version was found to be may help with the next. */
	readonly opening: object;
	readonly uri: string;
	/** Absolute path, if the document lies on disk. */
	readonly path: string | undefined;
	readonly version: number;
	readonly text: string;
	readonly lines: LineIndex;
}
