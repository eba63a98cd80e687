/**
 * The definitions of a collection, and the rules for adding one (docs/flexdata.md, "Defined twice").
 * Metro: `parseline`, `get_condition_for` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { reprString, reprStrings } from '../base/pythonText.ts';
import { type BlockLine, lineSpan } from './blockLine.ts';
import { internalError, type MetroError, metroError } from './errors.ts';
import type { Element } from './syntax.ts';
import { type ParsedValue, scanText } from './value.ts';

/** The version of Metro; they differ in the error for a block that is defined twice. */
export type FlexdataDialect = '2015' | '2019';

/** Where a definition was written. */
export type Origin =
	| { readonly kind: 'file'; readonly path: string; readonly element: Element }
	/** `key: value` on the command line. */
	| { readonly kind: 'argument' };

/** A value as it is stored; spans in it are offsets into `source`. */
export type StoredValue =
	| { readonly kind: 'plain'; readonly source: string; readonly value: ParsedValue }
	| { readonly kind: 'block'; readonly source: string; readonly lines: readonly BlockLine[] };

export interface Definition {
	readonly key: string;
	readonly origin: Origin;
	readonly stored: StoredValue;
	/** The text of its condition; `undefined`: it is unconditional. */
	readonly condition: string | undefined;
}

/** Everything that lookups use. */
export interface Definitions {
	/** Unconditional definitions and arguments, in the order in which their keys first appeared. */
	readonly plain: ReadonlyMap<string, Definition>;
	/** Conditional definitions by key and condition. */
	readonly conditional: ReadonlyMap<string, ReadonlyMap<string, Definition>>;
	/** What `$[]` means in the value of a key. The latest definition counts, even a conditional one. */
	readonly sectionOf: ReadonlyMap<string, string>;
	/** Whether the latest definition of a key follows `[option parse/lax]`. */
	readonly lax: ReadonlyMap<string, boolean>;
}

/** The result of adding an element: its definition, and Metro's error if it clashes with an earlier one. */
export interface Added {
	readonly definition: Definition;
	readonly error: MetroError | undefined;
}

/** Definitions that grow while files are collected. */
export interface DefinitionTable extends Definitions {
	/** Counts additions: equal versions mean the same definitions. */
	version(): number;
	/** Adds a command line argument, which silently replaces a definition in a file. */
	setArgument(key: string, text: string): Definition;
	/** Adds an element of the file at `path`, whose text is `source`. */
	add(element: Element, path: string, source: string, lax: boolean): Added;
}

/** An empty table with the rules of `dialect`. */
export function createDefinitionTable(dialect: FlexdataDialect): DefinitionTable {
	const plain = new Map<string, Definition>();
	const conditional = new Map<string, Map<string, Definition>>();
	const sectionOf = new Map<string, string>();
	const laxKeys = new Map<string, boolean>();
	/** Where Metro believes a key is defined; it keeps no record of plain values in files. */
	const definedIn = new Map<string, string>();
	let version = 0;

	const addConditional = (definition: Definition, condition: string): MetroError | undefined => {
		const { key } = definition;
		const known = conditional.get(key) ?? new Map<string, Definition>();
		if (known.has(condition)) {
			return metroError(`Conditional element ${key} already defined for condition ${condition}`);
		}
		conditional.set(key, known.set(condition, definition));
		return undefined;
	};

	const addPlain = (definition: Definition, element: Element, path: string): MetroError | undefined => {
		const { key, stored } = definition;
		const known = plain.get(key);
		if (known === undefined) {
			plain.set(key, definition);
			if (element.kind === 'block') definedIn.set(key, path);
			return undefined;
		}
		if (element.kind === 'element') {
			const line = stored.source.slice(element.seen.start, element.seen.end);
			const value = reprStored(known.stored);
			return metroError(`Error - "${key}" already defined. Value: ${value}. New line: ${line}.`);
		}
		if (dialect === '2015') return metroError(`Error - "${key}" already defined.`);
		const where = definedIn.get(key);
		if (where === undefined) return internalError('KeyError', key);
		if (where === path) {
			return metroError(`Error - file ${path} was already collected, duplicate definitions.`);
		}
		return metroError(`Error - in parsing ${path}: "${key}" already defined in ${where}`);
	};

	return {
		plain,
		conditional,
		sectionOf,
		lax: laxKeys,
		version: () => version,
		setArgument: (key, text) => {
			version++;
			const stored: StoredValue = { kind: 'plain', source: text, value: scanText(text) };
			const definition: Definition = { key, origin: { kind: 'argument' }, stored, condition: undefined };
			plain.set(key, definition);
			definedIn.set(key, 'via __setitem__');
			return definition;
		},
		add: (element, path, source, lax) => {
			version++;
			const { key } = element;
			if (element.ownSection !== undefined) sectionOf.set(key, element.ownSection);
			laxKeys.set(key, lax);
			const stored: StoredValue =
				element.kind === 'element'
					? { kind: 'plain', source, value: element.value }
					: { kind: 'block', source, lines: element.lines };
			const condition = element.condition?.text;
			const definition: Definition = { key, origin: { kind: 'file', path, element }, stored, condition };
			const error =
				condition !== undefined ? addConditional(definition, condition) : addPlain(definition, element, path);
			return { definition, error };
		},
	};
}

/** A value as Metro stores it: a string, or the lines of a block. */
export function rawValue(stored: StoredValue): string | readonly string[] {
	return stored.kind === 'plain' ? stored.value.text : rawLines(stored.source, stored.lines);
}

/** The lines of a block as they are stored. */
function rawLines(source: string, lines: readonly BlockLine[]): string[] {
	return lines.map((line) => {
		const { start, end } = lineSpan(line);
		return source.slice(start, end);
	});
}

function reprStored(stored: StoredValue): string {
	const raw = rawValue(stored);
	return typeof raw === 'string' ? reprString(raw) : reprStrings(raw);
}
