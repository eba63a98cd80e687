/** Values and the references in them: `$[key]`, `$[:key:mode]`, `$[key?]`, `<< file`. */
import { stripSpan } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';

/** A reference to a plain value, or to a block that is joined. */
export interface Reference {
	readonly kind: 'reference';
	/** From `$[` to `]`. */
	readonly span: Span;
	/** The text between the brackets, without a `?` at its end. */
	readonly written: string;
	/** `$[key?]`: asks whether the key is defined. */
	readonly test: boolean;
	/** `global` is a full key; `section` is `$[]` and `$[:]`; `in-section` is `$[:key]`. */
	readonly scope: 'global' | 'section' | 'in-section';
	/** The key as written: without a leading colon and without modes. */
	readonly name: string;
	readonly nameSpan: Span;
}

/** A part of a value. Metro reads the parts from left to right, and stops at the first failure. */
export type ValuePart =
	| { readonly kind: 'text'; readonly text: string }
	| Reference
	/** `$[` without a closing bracket, up to the end of the value. */
	| { readonly kind: 'unterminated'; readonly span: Span };

export interface ParsedValue {
	/** The value as stored, including surrounding spaces. */
	readonly text: string;
	readonly span: Span;
	/** `<< name`: the place of the file's name; `parts` are then those of the name. */
	readonly file: Span | undefined;
	readonly parts: readonly ValuePart[];
}

/** Parses the value at `span` of `source`; all spans in the result are offsets into `source`. */
export function scanValue(source: string, span: Span): ParsedValue {
	const file = fileName(source, span);
	return { text: source.slice(span.start, span.end), span, file, parts: scanParts(source, file ?? span) };
}

/** Parses a text that is a complete value: an argument, a joined block. */
export function scanText(text: string): ParsedValue {
	return scanValue(text, { start: 0, end: text.length });
}

/** The references among the parts of a value. */
export function referencesOf(value: ParsedValue): Reference[] {
	return value.parts.filter((part) => part.kind === 'reference');
}

/** A value names a file if it is exactly two words, separated by one space, the first of them `<<`. */
function fileName(source: string, span: Span): Span | undefined {
	const { start, end } = stripSpan(source, span);
	if (!source.startsWith('<< ', start) || end <= start + 3) return undefined;
	const second = source.slice(start + 3, end);
	return second.includes(' ') ? undefined : { start: start + 3, end };
}

function scanParts(source: string, { start, end }: Span): ValuePart[] {
	const text = source.slice(start, end);
	const parts: ValuePart[] = [];
	let done = 0;
	let at = text.indexOf('$[');
	while (at >= 0) {
		if (text[at + 2] === '[') {
			at = text.indexOf('$[', at + 3);
			continue;
		}
		if (at > done) parts.push({ kind: 'text', text: text.slice(done, at) });
		const close = text.indexOf(']', at + 2);
		if (close < 0) {
			parts.push({ kind: 'unterminated', span: { start: start + at, end } });
			return parts;
		}
		parts.push(reference(text.slice(at + 2, close), start + at));
		done = close + 1;
		at = text.indexOf('$[', done);
	}
	if (done < text.length) parts.push({ kind: 'text', text: text.slice(done) });
	return parts;
}

function reference(inner: string, start: number): Reference {
	const test = inner.endsWith('?');
	const written = test ? inner.slice(0, -1) : inner;
	const scope = written === '' || written === ':' ? 'section' : written[0] === ':' ? 'in-section' : 'global';
	const from = scope === 'in-section' ? 1 : 0;
	const colon = written.indexOf(':', from);
	const to = colon < 0 ? written.length : colon;
	const nameStart = start + 2 + from;
	return {
		kind: 'reference',
		span: { start, end: start + inner.length + 3 },
		written,
		test,
		scope,
		name: written.slice(from, to),
		nameSpan: { start: nameStart, end: nameStart + to - from },
	};
}

/** What a reference means once its section is known. */
export type Target =
	| { readonly kind: 'key'; readonly key: string; readonly mode: 'zap' | 'lax' | undefined }
	| { readonly kind: 'no-section' }
	/** Metro's message: an unknown mode, or more than one. */
	| { readonly kind: 'invalid'; readonly message: string };

/** The key and the mode of a reference in a value whose key is in `section`. */
export function targetOf(reference: Reference, section: string | undefined): Target {
	if (reference.scope !== 'global' && section === undefined) return { kind: 'no-section' };
	const full = fullName(reference, section ?? '');
	const [key = '', mode, ...more] = full.split(':');
	if (more.length > 0) return { kind: 'invalid', message: `expanding variable ${full} - invalid variable` };
	if (mode === undefined) return { kind: 'key', key, mode };
	if (mode === 'zap' || mode === 'lax') return { kind: 'key', key, mode };
	return { kind: 'invalid', message: `expanding variable ${full} - mode ${mode} does not exist` };
}

/** Sections are inserted before modes are split off, so a colon in a section's name breaks `$[]`, as it does in Metro. */
function fullName(reference: Reference, section: string): string {
	switch (reference.scope) {
		case 'global':
			return reference.written;
		case 'section':
			return section;
		case 'in-section':
			return `${section}/${reference.written.slice(1)}`;
	}
}
