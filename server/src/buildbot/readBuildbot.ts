/** Reads the text of a `.buildbot` without evaluating it. */
import { lowerBound } from '../base/collections.ts';
import type { Span } from '../base/span.ts';
import { finish, type Work } from '../base/work.ts';
import { isEngineLimit } from '../python/runtime/signals.ts';
import type { PiecedText } from '../python/syntax/piece.ts';
import { type PythonText, readPythonWork } from '../python/syntax/readPython.ts';
import { Unreadable } from '../python/syntax/unreadable.ts';
import { type Outline, outlineOf } from './outline.ts';

/** The outline and the syntax tree to evaluate. */
export interface BuildbotText extends PythonText {
	readonly outline: Outline;
	/** Set for text that is nested too deep or too long: nothing is known about it. */
	readonly unread?: Unread;
}

/** Why a text is not read, and where that showed. */
export interface Unread {
	readonly reason: string;
	readonly span: Span;
}

/** Reads any text. An earlier version that was read `before` makes it much faster, with the same result. Never throws. */
export function readBuildbot(source: string, before?: PiecedText): BuildbotText {
	return finish(readBuildbotWork(source, before));
}

/** The same as work. */
export function* readBuildbotWork(source: string, before?: PiecedText): Work<BuildbotText> {
	try {
		const python = yield* readPythonWork(source, before);
		yield;
		return { ...python, outline: outlineOf(python) };
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		const nothing = { source, pieces: [], program: { body: [] } };
		return { ...nothing, outline: outlineOf(nothing), unread: unreadFor(error, source) };
	}
}

function unreadFor(error: Error, source: string): Unread {
	if (error instanceof Unreadable) return { reason: error.message, span: { start: error.at, end: error.at } };
	// The stack of the JavaScript engine is exhausted.
	return { reason: 'it nests too deep', span: { start: 0, end: source.length } };
}

/** The start of the top-level statement that contains `offset` or precedes it. */
export function statementStart({ pieces }: PiecedText, offset: number): number {
	return pieces[lowerBound(pieces, offset + 1, ({ start }) => start) - 1]?.start ?? 0;
}
