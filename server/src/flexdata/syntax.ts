/** The syntax of one FlexData file: nodes that cover its text without gaps, each with all its spans. */
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
	/** Its words joined with one space: the text by which Metro identifies it. */
	readonly text: string;
	readonly words: readonly Word[];
}

/** What every node knows. */
interface NodeBase {
	/** Its lines from their first character to behind the last line end. */
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

/** A line that Metro passes over without a word. */
export interface IgnoredLine extends Commentable {
	readonly kind: 'ignored';
	/** The line without spaces at its ends and without its comment. */
	readonly content: Span;
}

/** An error at which Metro stops. The rest of the file is parsed as if the node had no effect. */
export interface Failure {
	readonly code: FailureCode;
	readonly error: MetroError;
	/** The line Metro has read when it stops, from 1. */
	readonly line: number;
	/** What to underline. */
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
	/** `undefined`: elements that follow are unconditional. */
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
	/** The path text: Metro's name for what is to be collected. */
	readonly path: ParsedValue;
	/** Its own condition, or that of the `when` it stands in. */
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

/** What elements with a plain value and blocks have in common. */
interface ElementBase extends Commentable {
	/** As written, without its last colon. */
	readonly name: string;
	readonly nameSpan: Span;
	/** With its section. */
	readonly key: string;
	/** The section it stands in; empty: none. */
	readonly section: string;
	/** The section that `$[]` means in its value; `undefined`: none, and `$[]` fails. */
	readonly ownSection: string | undefined;
	readonly condition: Condition | undefined;
}

export interface PlainElement extends ElementBase {
	readonly kind: 'element';
	readonly value: ParsedValue;
	/** The line as Metro quotes it: less the character that is cut off. */
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

/** One file, parsed. It holds for every set-up the file is collected in. */
export interface ParsedFile {
	readonly text: string;
	readonly nodes: readonly FlexNode[];
	/**
	 * The last character, where it is no line end: Metro cuts off the last character of every line, whatever it is, so
	 * this one is lost.
	 */
	readonly lost: Span | undefined;
}
