/** An open document, in the form that features take. */
import type { LineIndex } from '../base/lineIndex.ts';

/**
 * One version of an open document, immutable. A new version is a new object, so
 * results cached by it (in a `WeakMap`) never become stale.
 */
export interface DocumentView {
	/** The same object for all versions while the document is open: results of one version may speed up the next. */
	readonly opening: object;
	readonly uri: string;
	/** Absolute path, if the document is a file on disk. */
	readonly path: string | undefined;
	readonly version: number;
	readonly text: string;
	readonly lines: LineIndex;
}
