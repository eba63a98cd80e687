/**
 * Parses annotations, the lines in square brackets, and the errors at which Metro stops.
 * Metro: `parseline` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { reprStrings, wordSpans } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';
import { listIndexError, type MetroError, metroError } from './errors.ts';
import type { Annotation, Condition, FailureCode, Word } from './syntax.ts';
import { scanValue } from './value.ts';

/** The line an annotation stands on. */
export interface AnnotationLine {
	readonly source: string;
	/** The whole line with its line end. */
	readonly span: Span;
	/** The line as Metro quotes it. */
	readonly seen: Span;
	/** From `[` to `]`. */
	readonly content: Span;
	readonly comment: Span | undefined;
	readonly line: number;
	/** The condition in force at its line. */
	readonly condition: Condition | undefined;
}

/** Reads an annotation. */
export function parseAnnotation(at: AnnotationLine): Annotation {
	const { source, span, content, comment, line } = at;
	const words = wordsIn(source, { start: content.start + 1, end: content.end - 1 });
	const base = { kind: 'annotation', span, line, comment, content, words } as const;
	const [verb, first, second] = words;
	const invalid = (code: FailureCode, error: MetroError, span: Span = content): Annotation => ({
		...base,
		annotation: 'invalid',
		failure: { code, error, line, span },
	});
	switch (verb?.text) {
		case undefined:
			return invalid('empty-annotation', listIndexError);
		case 'section': {
			if (first === undefined) return invalid('section-without-name', listIndexError);
			if (second !== undefined && second.text !== 'when') {
				// Metro has already changed the section, but not the condition, when it notices.
				const error = metroError(`Expecting "when": ${quoted(at)}`);
				const extra = { start: second.span.start, end: words.at(-1)?.span.end ?? second.span.end };
				const failure = { code: 'section-extra-words', error, line, span: extra } as const;
				return { ...base, annotation: 'section', name: first, condition: at.condition, failure };
			}
			const condition = second === undefined ? undefined : conditionOf(words.slice(3));
			return { ...base, annotation: 'section', name: first, condition, failure: undefined };
		}
		case 'when':
			return { ...base, annotation: 'when', condition: conditionOf(words.slice(1)), failure: undefined };
		case 'option':
			if (first === undefined) return invalid('option-without-name', listIndexError);
			if (first.text === 'parse/lax' || first.text === 'parse/strict') {
				return { ...base, annotation: 'option', lax: first.text === 'parse/lax', failure: undefined };
			}
			return invalid(
				'unknown-option',
				metroError(`Unexpected option in [option ] section: ${first.text}`),
				first.span,
			);
		case 'collect': {
			const collect = (path: Word, condition: Condition | undefined): Annotation => ({
				...base,
				annotation: 'collect',
				path: scanValue(source, path.span),
				condition,
				failure: undefined,
			});
			if (at.condition !== undefined) {
				if (first === undefined) return invalid('collect-without-file', listIndexError);
				if (second === undefined) return collect(first, at.condition);
				const shown = reprStrings(words.map((word) => word.text));
				const message = `Conditional collect annotations not allowed inside "when" annotations: ${shown}`;
				return invalid('collect-condition-in-when', metroError(message));
			}
			if (first !== undefined && second === undefined) return collect(first, undefined);
			if (first === undefined || second === undefined || words.length < 4) {
				const code = first === undefined ? 'collect-without-file' : 'collect-words';
				return invalid(code, metroError('Ow, [collect] expects 1 or 4+ arguments.'));
			}
			if (second.text !== 'when') {
				return invalid('collect-not-when', metroError('Ow, [collect] clause seems invalid'), second.span);
			}
			return collect(first, joined(words.slice(3)));
		}
		default: {
			const error = metroError(`Invalid annotation: ${verb?.text ?? ''} in ${quoted(at)}`);
			return invalid('unknown-annotation', error, verb?.span);
		}
	}
}

function quoted({ source, seen }: AnnotationLine): string {
	return source.slice(seen.start, seen.end);
}

/** The condition of a `when`: none if it has no words, or only a star. In a collect, a star is an ordinary word. */
function conditionOf(words: readonly Word[]): Condition | undefined {
	const isNone = words.length === 0 || (words.length === 1 && words[0]?.text === '*');
	return isNone ? undefined : joined(words);
}

function joined(words: readonly Word[]): Condition {
	return { text: words.map((word) => word.text).join(' '), words };
}

/** The words of a span of text, split as in Python. */
export function wordsIn(source: string, span: Span): Word[] {
	return wordSpans(source, span).map((word) => ({ text: source.slice(word.start, word.end), span: word }));
}
