/** The syntax of one FlexData file: nodes that cover the text without gaps, each with all its spans. */
import type { Span } from '../base/span.ts';
import type { BlockLine } from './blockLine.ts';
import type { MetroError } from './errors.ts';
import type { ParsedValue } from './value.ts';

export interface Word {
	readonly text: string;
	readonly span: Span;
}

/** The condition of a `when`, `section … when` or `collect … when`. */
export interface Condition {
	/** Its words joined with one space, by which Metro identifies the condition. */
	readonly text: string;
	readonly words: readonly Word[];
}

/** The common fields of all nodes. */
interface NodeBase {
	/** Its lines, from the first character to the end of the last newline. */
	readonly span: Span;
	/** The number of its first line, from 1. */
	readonly line: number;
}

/** Nodes that may end in a comment on their (first) line. */
interface Commentable extends NodeBase {
	/** From `#` to the end of the line. */
	readonly comment: Span | undefined;
}

export interface BlankLine extends NodeBase {
	readonly kind: 'blank';
}

export interface CommentLine extends NodeBase {
	readonly kind: 'comment';
	readonly comment: Span;
}

/** A line that Metro silently ignores. */
export interface IgnoredLine extends Commentable {
	readonly kind: 'ignored';
	/** The line without surrounding spaces and without its comment. */
	readonly content: Span;
}

/** An error at which Metro stops. The rest of the file is parsed as if the node had no effect. */
export interface Failure {
	readonly code: FailureCode;
	readonly error: MetroError;
	/** The number of the last line that Metro reads before it stops, from 1. */
	readonly line: number;
	/** The text to underline. */
	readonly span: Span;
}

export type FailureCode =
	| 'unknown-annotation'
	| 'empty-annotation'
	| 'annotation-comment'
	| 'section-without-name'
	| 'section-extra-words'
	| 'option-without-name'
	| 'unknown-option'
	| 'collect-without-file'
	| 'collect-words'
	| 'collect-not-when'
	| 'collect-condition-in-when'
	| 'block-not-closed';

interface AnnotationBase extends Commentable {
	readonly kind: 'annotation';
	/** From `[` to `]`. */
	readonly content: Span;
	readonly words: readonly Word[];
}

export interface SectionAnnotation extends AnnotationBase {
	readonly annotation: 'section';
	readonly name: Word;
	/** `undefined`: the elements that follow are unconditional. */
	readonly condition: Condition | undefined;
	readonly failure: Failure | undefined;
}

export interface WhenAnnotation extends AnnotationBase {
	readonly annotation: 'when';
	readonly condition: Condition | undefined;
	readonly failure: undefined;
}

export interface OptionAnnotation extends AnnotationBase {
	readonly annotation: 'option';
	readonly lax: boolean;
	readonly failure: undefined;
}

export interface CollectAnnotation extends AnnotationBase {
	readonly annotation: 'collect';
	/** The text of the path, by which Metro identifies the file to collect. */
	readonly path: ParsedValue;
	/** Its own condition, or that of the enclosing `when`. */
	readonly condition: Condition | undefined;
	readonly failure: undefined;
}

export interface InvalidAnnotation extends AnnotationBase {
	readonly annotation: 'invalid';
	readonly failure: Failure;
}

export type Annotation =
	| SectionAnnotation
	| WhenAnnotation
	| OptionAnnotation
	| CollectAnnotation
	| InvalidAnnotation;

/** Fields common to plain elements and blocks. */
interface ElementBase extends Commentable {
	/** As written, without its last colon. */
	readonly name: string;
	readonly nameSpan: Span;
	/** Including its section. */
	readonly key: string;
	/** The section that contains it; empty: none. */
	readonly section: string;
	/** The section that `$[]` refers to in its value; `undefined`: none, and `$[]` fails. */
	readonly ownSection: string | undefined;
	readonly condition: Condition | undefined;
}

export interface PlainElement extends ElementBase {
	readonly kind: 'element';
	readonly value: ParsedValue;
	/** The line as Metro quotes it, without the character that it cuts off. */
	readonly seen: Span;
}

export interface Block extends ElementBase {
	readonly kind: 'block';
	/** The bracket that opens it. */
	readonly opening: Span;
	readonly lines: readonly BlockLine[];
	/** The bracket that closes it; `undefined`: the file ends first. */
	readonly closing: Span | undefined;
	/** The number of the last line of the block, from 1. */
	readonly lastLine: number;
	readonly failure: Failure | undefined;
}

export type Element = PlainElement | Block;

export type FlexNode = BlankLine | CommentLine | IgnoredLine | Annotation | Element;

/** One parsed file. The result does not depend on the set-up that collects it. */
export interface ParsedFile {
	readonly text: string;
	readonly nodes: readonly FlexNode[];
	/**
	 * The last character of a file that does not end with a newline. Metro cuts the last character off every line, so this one
	 * is lost.
	 */
	readonly lost: Span | undefined;
}
