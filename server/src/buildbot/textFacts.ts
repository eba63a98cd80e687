/** What the text of a `.buildbot` says about its names apart from their uses, for those who rename them. */
import { pushAll } from '../base/collections.ts';
import { memoizeWeak } from '../base/memoize.ts';
import type { Span } from '../base/span.ts';
import { importedNames, targetNames } from '../python/evaluation/binding.ts';
import type { Expression, FormatPart, Statement } from '../python/syntax/ast.ts';
import { tokenize } from '../python/syntax/tokens.ts';
import { eachExpression, eachStatement, expressionsOf } from '../python/syntax/walk.ts';
import type { BuildbotText } from './readBuildbot.ts';

export interface TextFacts {
	/** The places of names that are imported, deleted, or parameters. */
	readonly imported: readonly Span[];
	readonly deleted: readonly Span[];
	readonly parameters: readonly Span[];
	/** The names in `global` and `nonlocal` lines. */
	readonly declared: readonly Declared[];
	/** Names that calls pass arguments by, and whether a call passes a whole dictionary. */
	readonly passed: ReadonlySet<string>;
	readonly passesAny: boolean;
	/** Parts of f-strings that write their own text, as `{name=}`. */
	readonly written: readonly Span[];
	/** Statements with scopes or bindings of their own that name uses do not follow. */
	readonly opaque: readonly (Span & { readonly what: string })[];
	/** Something that may reach any name by its text. */
	readonly reflection: string | undefined;
}

interface Declared {
	readonly kind: 'global' | 'nonlocal';
	readonly name: string;
	readonly span: Span;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
type Collected = Omit<Mutable<TextFacts>, 'passed'> & { passed: Set<string> };

const reflectingNames = new Set(
	'globals locals vars dir exec eval compile __import__ __builtins__ __loader__'.split(' '),
);
const reflectingModules = new Set('inspect importlib runpy builtins __main__ gc pickle'.split(' '));
const reflectingAttributes = new Set(['modules', '_getframe']);

/** Collects the facts of a text, once. */
export const textFacts = memoizeWeak((text: BuildbotText): TextFacts => {
	const facts: Collected = {
		imported: [],
		deleted: [],
		parameters: [],
		declared: [],
		passed: new Set(),
		passesAny: false,
		written: [],
		opaque: [],
		reflection: undefined,
	};
	const lookInto = (expression: Expression): void => addExpression(facts, expression);
	eachStatement(
		text.program.body,
		(statement) => {
			addStatement(facts, statement, text.source);
			for (const expression of expressionsOf(statement)) eachExpression(expression, lookInto);
		},
		true,
	);
	return facts;
});

function addStatement(facts: Collected, statement: Statement, source: string): void {
	switch (statement.kind) {
		case 'function':
			pushAll(facts.parameters, spansOf(statement.function.parameters));
			break;
		case 'delete':
			pushAll(facts.deleted, spansOf(statement.targets.flatMap(targetNames)));
			break;
		case 'import':
		case 'import-from': {
			pushAll(facts.imported, spansOf(importedNames(statement)));
			const modules = statement.kind === 'import' ? statement.names : [{ name: statement.module }];
			const reflecting = modules.find(({ name }) => reflectingModules.has(name.split('.')[0] ?? ''));
			facts.reflection ??= reflecting?.name;
			if (statement.kind === 'import-from' && statement.star)
				facts.reflection ??= `from ${statement.module} import *`;
			break;
		}
		case 'global':
		case 'nonlocal':
			pushAll(facts.declared, declaredIn(statement, source));
			break;
		case 'unsupported':
			if (statement.what !== 'with' && statement.what !== 'except*') addOpaque(facts, statement, source);
			break;
		default:
	}
}

function addOpaque(
	facts: Collected,
	{ what, span: { start, end } }: Statement & { readonly kind: 'unsupported' },
	source: string,
): void {
	facts.opaque.push({ start, end, what });
	facts.reflection ??= wordsIn(source.slice(start, end)).find((word) => reflectingNames.has(word));
}

function declaredIn(
	{ kind, names, span }: Statement & { readonly kind: 'global' | 'nonlocal' },
	source: string,
): Declared[] {
	const written = [...source.slice(span.start, span.end).matchAll(/[\p{XID_Start}_]\p{XID_Continue}*/gu)];
	return written.slice(1).flatMap(({ 0: word, index }) => {
		const start = span.start + index;
		return names.includes(word) ? [{ kind, name: word, span: { start, end: start + word.length } }] : [];
	});
}

function addExpression(facts: Collected, expression: Expression): void {
	switch (expression.kind) {
		case 'lambda':
			pushAll(facts.parameters, spansOf(expression.parameters));
			break;
		case 'call':
			for (const { kind, name } of expression.args) {
				if (kind === 'doublestar') facts.passesAny = true;
				if (name !== undefined) facts.passed.add(name);
			}
			break;
		case 'fstring':
			addParts(facts, expression.parts);
			break;
		case 'name':
			if (reflectingNames.has(expression.name)) facts.reflection ??= expression.name;
			break;
		case 'attribute':
			if (/^__.*__$/.test(expression.name) || reflectingAttributes.has(expression.name))
				facts.reflection ??= `.${expression.name}`;
			break;
		default:
	}
}

function addParts(facts: Collected, parts: readonly FormatPart[]): void {
	for (const part of parts) {
		if (part.kind === 'text') continue;
		if (part.selfText !== undefined) facts.written.push(part.value.span);
		addParts(facts, part.spec ?? []);
	}
}

/** Where the text has `name` without that any use accounts for it, as the end of a sentence; `undefined`: nowhere. */
export function untracked(
	{ source, outline }: BuildbotText,
	{ opaque, declared }: TextFacts,
	name: string,
): string | undefined {
	const hidden = opaque.find(({ start, end }) => wordsIn(source.slice(start, end)).includes(name));
	if (hidden !== undefined) return `a statement of the kind "${hidden.what}" has it`;
	const tracked = new Set(
		[...outline.uses, ...declared].filter((use) => use.name === name).map(({ span }) => span.start),
	);
	const { tokens } = tokenize(source);
	const stray = tokens.find(({ kind, start, end }, index) => {
		if (kind !== 'name' || tracked.has(start) || source.slice(start, end) !== name) return false;
		const before = tokens[index - 1];
		const after = tokens[index + 1];
		const isAttribute = before !== undefined && source.slice(before.start, before.end) === '.';
		// The name of an argument: assignments are uses.
		const isPassed = after !== undefined && source.slice(after.start, after.end) === '=';
		return !isAttribute && !isPassed;
	});
	return stray === undefined ? undefined : `line ${source.slice(0, stray.start).split('\n').length} has it`;
}

function spansOf(things: readonly { readonly span: Span }[]): Span[] {
	return things.map(({ span }) => span);
}

function wordsIn(text: string): readonly string[] {
	return text.match(/[\p{XID_Start}_]\p{XID_Continue}*/gu) ?? [];
}
