/**
 * Expands values exactly as Metro does: references, files, blocks, conditions (docs/flexdata.md, "References").
 * Metro: `expandString`, `expandMulti` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { reprString, reprStrings, splitWords, strip } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';
import { textLines } from '../base/textLines.ts';
import type { Embedding } from './blockLine.ts';
import type { Definition } from './definitions.ts';
import {
	concatenationError,
	internalError,
	keyError,
	metroError,
	type Place,
	stringIndexError,
	unanswerable,
} from './errors.ts';
import { answer, ask, descend, type Expansion, fail, Interruption, placeIn, spend } from './expansion.ts';
import { end, keep, recall } from './expansionMemo.ts';
import { holdsKey, isLaxAbove, neverOpen, reprKey, reprStack, type Stack } from './expansionStack.ts';
import { joinBlock } from './joinedBlock.ts';
import { lineAsRead } from './lineAsRead.ts';
import { unopenedError } from './unopenedFile.ts';
import { type ParsedValue, type Reference, type Target, targetOf } from './value.ts';

/** A plain value under expansion, and its key. */
interface Text {
	readonly value: ParsedValue;
	readonly key: string | undefined;
	/** The place of a span of the value. */
	readonly place: (span: Span) => Place | undefined;
}

/** What may be forgiven inside the value. */
interface Options {
	readonly lax: boolean;
}

const strict: Options = { lax: false };

/** What `settings[asked]` gives: a text, the lines of a block, or `undefined` for a value that zaps. */
export function expandKey(run: Expansion, asked: string): string | readonly string[] | undefined {
	if (asked === '') fail(stringIndexError);
	const test = asked.endsWith('?');
	const key = test ? asked.slice(0, -1) : asked;
	const { plain, conditional } = run.source.definitions;
	// The first conditional definition decides the kind of the key's value, true or not.
	const sample = plain.get(key) ?? conditional.get(key)?.values().next().value;
	if (sample === undefined)
		return test ? 'no' : fail(metroError(`Variable "${key}" not found foo`, unanswerable));
	if (sample.stored.kind === 'block' && test) return 'yes';
	descend(run);
	const value =
		sample.stored.kind === 'plain'
			? expandNamed(run, key)
			: expandBlock(run, key, undefined, strict, undefined);
	run.depth--;
	return value;
}

/** A text that belongs to no key, such as the path of a collect annotation. */
export function expandPath(
	run: Expansion,
	value: ParsedValue,
	place: (span: Span) => Place | undefined,
): string | undefined {
	return expandText(run, { value, key: undefined, place }, undefined, strict);
}

/** The definition whose condition is true, `undefined` if none is; two true ones are an error. */
export function conditionalDefinition(run: Expansion, key: string): Definition | undefined {
	const conditional = run.source.definitions.conditional.get(key);
	if (conditional === undefined) return undefined;
	const memory = recall<Definition | undefined>(run, conditional, 'choice', neverOpen);
	if (memory.kind === 'known') return memory.value;
	try {
		const found: Definition[] = [];
		descend(run);
		for (const [condition, definition] of conditional) {
			if (isTrue(run, condition)) found.push(definition);
			if (found.length > 1) {
				const both = reprStrings(found.map(({ condition }) => condition ?? ''));
				const message = `Multiple true conditions exist for ${key}: conditions: ${both}`;
				fail(metroError(message, { kind: 'both-true' }));
			}
		}
		run.depth--;
		return keep(run, memory, found[0]);
	} finally {
		end(run, memory);
	}
}

/** Evaluates the text of a condition. */
export function isTrue(run: Expansion, condition: string): boolean {
	const [key = '', operator, ...words] = splitWords(condition);
	const definition = run.source.definitions.plain.get(key);
	const question = { asked: condition, mode: undefined, place: undefined, definition } as const;
	const step = ask(run, { kind: 'condition', ...question });
	const known = definition !== undefined;
	const holds = operator === undefined ? known : compares(run, key, operator, words, known);
	answer(run, step, holds ? 'true' : 'false');
	return holds;
}

/** `key is word …` and `key in word …`: the value is expanded, the words are not. A block equals no word. */
function compares(
	run: Expansion,
	key: string,
	operator: string,
	words: readonly string[],
	known: boolean,
): boolean {
	if (words.length === 0 || (operator !== 'is' && operator !== 'in'))
		fail(metroError('Invalid condition', unanswerable));
	if (!known) return false;
	const { python } = run;
	descend(run);
	const value = expandKey(run, key);
	run.depth--;
	run.python = python;
	return typeof value === 'string' && words.includes(value);
}

/** A key with a plain value, looked up by name. A remaining `?` at its end asks whether the rest is defined. */
function expandNamed(run: Expansion, key: string): string | undefined {
	if (key === '') fail(stringIndexError);
	const { plain } = run.source.definitions;
	if (key.endsWith('?')) {
		const tested = key.slice(0, -1);
		const stored = plain.get(tested)?.stored;
		if (stored === undefined) return conditionalDefinition(run, tested) === undefined ? 'no' : 'yes';
		if (stored.kind === 'block') {
			fail(internalError('AttributeError', "'list' object has no attribute 'strip'"));
		}
		return strip(stored.value.text) === '' ? 'no' : 'yes';
	}
	const definition = plain.get(key) ?? conditionalDefinition(run, key);
	if (definition === undefined) fail(keyError(`Variable ${reprString(key)} not found.`, unanswerable));
	const step = ask(run, { kind: 'key', asked: key, mode: undefined, place: undefined, definition });
	return answer(run, step, expandDefinition(run, definition, undefined, strict));
}

/** The value of a definition as one text; a block is joined. */
function expandDefinition(
	run: Expansion,
	definition: Definition,
	stack: Stack | undefined,
	options: Options,
): string | undefined {
	const { key, stored } = definition;
	const forgiven = `${options.lax ? 'lax' : ''} ${isLaxAbove(run, stack) ? 'above' : ''}`;
	const memory = recall<string | undefined>(run, definition, forgiven, (key) => holdsKey(stack, key));
	if (memory.kind === 'known') return memory.value;
	try {
		if (stored.kind === 'plain') {
			const place = (span: Span): Place | undefined => placeIn(definition, span);
			return keep(run, memory, expandText(run, { value: stored.value, key, place }, stack, options));
		}
		const joined = joinBlock(stored.source, stored.lines);
		const place = (span: Span): Place | undefined => placeIn(definition, joined.place(span));
		return keep(run, memory, expandText(run, { value: joined.value, key, place }, stack, options));
	} finally {
		end(run, memory);
	}
}

/** A plain value from left to right; `undefined` as soon as something in it zaps. */
function expandText(
	run: Expansion,
	text: Text,
	stack: Stack | undefined,
	options: Options,
): string | undefined {
	descend(run);
	let out = '';
	for (const part of text.value.parts) {
		if (part.kind === 'unterminated') {
			const message = `Error expanding variable for '${shown(text.value)}'`;
			fail(metroError(message, unanswerable), text.place(part.span));
		}
		const piece = part.kind === 'text' ? part.text : expandReference(run, text, part, stack, options);
		if (piece === undefined) {
			run.depth--;
			return undefined;
		}
		spend(run, piece.length);
		out += piece;
	}
	run.depth--;
	return text.value.file === undefined ? out : fileContents(run, out, text, text.value.file);
}

function expandReference(
	run: Expansion,
	text: Text,
	reference: Reference,
	stack: Stack | undefined,
	options: Options,
): string | undefined {
	const place = text.place(reference.span);
	const { key, mode } = keyOf(run, text, reference, place);
	if (holdsKey(stack, key)) {
		const message = `Circular reference of '${key}' by ${reprKey(text.key)} ( Call stack: ${reprStack(stack)} )`;
		fail(keyError(message, { kind: 'circle', key }), place);
	}
	const { plain, conditional } = run.source.definitions;
	const unconditional = plain.get(key);
	const definition = unconditional ?? conditionalDefinition(run, key);
	const step = ask(run, { kind: reference.test ? 'test' : 'key', asked: key, mode, place, definition });
	const below: Stack = { key: text.key, outer: stack };
	const newOptions = mode === 'lax' ? { lax: true } : options;
	if (definition === undefined) {
		if (conditional.has(key)) {
			fail(keyError(`Variable ${key} not found (stack: ${reprStack(below)} )`, unanswerable), place);
		}
		return answer(run, step, undefinedValue(run, text, reference, key, mode, stack, newOptions.lax));
	}
	if (reference.test) {
		run.tested.add(key);
		return answer(run, step, 'yes');
	}
	const value = expandDefinition(run, definition, below, newOptions);
	if (unconditional !== undefined)
		return answer(run, step, value === '' && mode === 'zap' ? undefined : value);
	// Metro appends the value of a conditional key without checking that there is one.
	return answer(run, step, value ?? fail(concatenationError, place));
}

/** The key that a reference asks for. Fails without a section, or with an unknown mode. */
function keyOf(
	run: Expansion,
	text: Text,
	reference: Reference,
	place: Place | undefined,
): Extract<Target, { kind: 'key' }> {
	const section = text.key === undefined ? undefined : run.source.definitions.sectionOf.get(text.key);
	const target = targetOf(reference, section);
	if (target.kind === 'key') return target;
	if (target.kind === 'invalid') fail(metroError(target.message, unanswerable), place);
	if (text.key === undefined) fail(concatenationError, place);
	return fail(metroError(`no section name for ${text.key} in ${shown(text.value)}`, unanswerable), place);
}

/** The value of an undefined key. */
function undefinedValue(
	run: Expansion,
	text: Text,
	reference: Reference,
	key: string,
	mode: 'zap' | 'lax' | undefined,
	stack: Stack | undefined,
	lax: boolean,
): string | undefined {
	if (mode === 'zap') return undefined;
	if (reference.test) return 'no';
	// Forgiven: what a lax reference leads to, and what the key directly above is lax about.
	if (!lax && !isLaxAbove(run, stack)) {
		const message = `Cannot find variable ${key} (in ${text.key ?? 'None'})`;
		fail(keyError(message, unanswerable), text.place(reference.span));
	}
	run.laxMisses.add(key);
	return '';
}

/** `<< file`: every line less its last character, joined with spaces; or the text as it is, less white space at its ends. */
function fileContents(run: Expansion, name: string, text: Text, span: Span): string {
	const place = text.place(span);
	const step = ask(run, { kind: 'file', asked: name, mode: undefined, place, definition: undefined });
	const result = run.source.fileText(name);
	if (result === undefined) throw new Interruption({ kind: 'unread', name });
	if (result.kind !== 'text' && result.kind !== 'not-utf8') {
		fail(unopenedError(name, shown(text.value), result, run.source.wholeFiles), place);
	}
	run.reads.push(name);
	if (result.kind === 'not-utf8') {
		fail(internalError('UnicodeDecodeError', `${name} is not UTF-8 at byte ${result.at}`), place);
	}
	spend(run, result.text.length);
	if (run.source.wholeFiles) return answer(run, step, strip(result.text.replace(/\r\n?/g, '\n')));
	const lines = textLines(result.text).map((line) => {
		const { start, end } = lineAsRead(result.text, line);
		return result.text.slice(start, end);
	});
	return answer(run, step, lines.join(' '));
}

/** The lines of a block, including those of embedded blocks. */
function expandBlock(
	run: Expansion,
	asked: string,
	stack: Stack | undefined,
	options: Options,
	place: Place | undefined,
): readonly string[] {
	descend(run);
	const [name = '', mode, ...more] = asked.split(':');
	// A name with two colons or more is taken whole.
	const hasMode = mode !== undefined && more.length === 0;
	if (hasMode && mode !== 'lax') fail(metroError('Invalid multi-line variable', unanswerable), place);
	const key = hasMode || mode === undefined ? name : asked;
	const newOptions = hasMode ? { lax: true } : options;
	const unconditional = run.source.definitions.plain.get(key);
	if (unconditional?.stored.kind === 'plain') {
		fail(metroError('expandMulti received non-multi', { kind: 'no-block' }), place);
	}
	const definition = unconditional ?? conditionalDefinition(run, key);
	const step = ask(run, { kind: 'block', asked: key, mode: hasMode ? 'lax' : undefined, place, definition });
	let lines: readonly string[] = [];
	if (definition !== undefined) {
		lines = expandLines(run, definition, { key, outer: stack }, newOptions);
	} else if (newOptions.lax || isLaxAbove(run, stack)) {
		run.laxMisses.add(key);
	} else {
		fail(metroError(`referenced variable "${key}" not found`, unanswerable), place);
	}
	run.depth--;
	return answer(run, step, lines);
}

function expandLines(
	run: Expansion,
	definition: Definition,
	stack: Stack,
	options: Options,
): readonly string[] {
	const memory = recall<readonly string[]>(run, definition, options.lax ? 'lines lax' : 'lines', neverOpen);
	if (memory.kind === 'known') return memory.value;
	try {
		return keep(run, memory, expandStoredLines(run, definition, stack, options));
	} finally {
		end(run, memory);
	}
}

function expandStoredLines(
	run: Expansion,
	definition: Definition,
	stack: Stack,
	options: Options,
): readonly string[] {
	const { stored } = definition;
	// A conditional plain value of a key that counts as a block: Metro reads it as a list of characters.
	if (stored.kind === 'plain') return [...stored.value.text];
	const place = (span: Span): Place | undefined => placeIn(definition, span);
	const out: string[] = [];
	for (const line of stored.lines) {
		spend(run, 0);
		if (line.kind === 'embedding') {
			for (const embedded of embed(run, line, stack, options, place)) out.push(embedded);
		} else if (line.kind === 'value') {
			const text = expandText(run, { value: line.value, key: undefined, place }, undefined, options);
			if (text !== undefined) out.push(text);
		} else if (line.kind === 'python-start') {
			run.python = true;
		}
	}
	return out;
}

/** `$[[name]]`. Cycles are detected by the names as written, so one through `$[[name:lax]]` ends only by depth. */
function embed(
	run: Expansion,
	line: Embedding,
	stack: Stack,
	options: Options,
	place: (span: Span) => Place | undefined,
): readonly string[] {
	const at = place(line.reference);
	const written = line.name.text;
	if (holdsKey(stack.outer, written)) {
		const calls = reprStack(stack.outer);
		const by = stack.outer?.key ?? '';
		const message = `Circular reference of '${written}' by '${by}' ( Call stack: ${calls} )`;
		fail(metroError(message, { kind: 'circle', key: written }), at);
	}
	const name = expandText(run, { value: line.name, key: undefined, place }, undefined, strict);
	if (name === undefined)
		fail(internalError('AttributeError', "'NoneType' object has no attribute 'split'"), at);
	return expandBlock(run, name, stack, options, at);
}

/** A value as Metro's messages quote it; for `<< name`, only the name. */
function shown(value: ParsedValue): string {
	return value.file === undefined ? value.text : strip(value.text).slice(3);
}
