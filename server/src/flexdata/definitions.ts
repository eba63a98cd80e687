/** What a collection knows of its keys, and the rules by which a definition joins it (docs/flexdata.md, "Defined twice"). */
import { reprString, reprStrings } from '../base/pythonText.ts';
import { type BlockLine, lineSpan } from './blockLine.ts';
import { internalError, type MetroError, metroError } from './errors.ts';
import type { Element } from './syntax.ts';
import { type ParsedValue, scanText } from './value.ts';

/** Which Metro: they differ in what they say about a block that is defined twice. */
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

/** All that lookups go by. */
export interface Definitions {
	/** Unconditional definitions and arguments, in the order in which their keys came up. */
	readonly plain: ReadonlyMap<string, Definition>;
	/** Conditional definitions by key and condition. */
	readonly conditional: ReadonlyMap<string, ReadonlyMap<string, Definition>>;
	/** What `$[]` means in the value of a key. The latest definition counts, also a conditional one. */
	readonly sectionOf: ReadonlyMap<string, string>;
	/** Whether the latest definition of a key stands behind `[option parse/lax]`. */
	readonly lax: ReadonlyMap<string, boolean>;
}

/** What came of an element: its definition, and what Metro dies of if it cannot stand beside what is there already. */
export interface Added {
	readonly definition: Definition;
	readonly error: MetroError | undefined;
}

/** Definitions that grow while files are collected. */
export interface DefinitionTable extends Definitions {
	/** Counts what was added so far: two equal versions are the same definitions. */
	version(): number;
	/** Takes a command line argument, silently replacing what a file said. */
	setArgument(key: string, text: string): Definition;
	/** Takes an element of the file at `path`, whose text is `source`. */
	add(element: Element, path: string, source: string, lax: boolean): Added;
}

/** An empty table with the rules of `dialect`. */
export function createDefinitionTable(dialect: FlexdataDialect): DefinitionTable {
	const plain = new Map<string, Definition>();
	const conditional = new Map<string, Map<string, Definition>>();
	const sectionOf = new Map<string, string>();
	const laxKeys = new Map<string, boolean>();
	/** Where Metro believes a key to be defined; it keeps no book of plain values in files. */
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

/** A stored value as Metro keeps it: a string, or the lines of a block. */
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
