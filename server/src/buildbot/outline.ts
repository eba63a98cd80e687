/** The outline of a `.buildbot`, unfinished text included: the places of settings and names. */
import { append, lowerBound } from '../base/collections.ts';
import { lazy } from '../base/memoize.ts';
import type { Span } from '../base/span.ts';
import { type Work, workOncePer } from '../base/work.ts';
import { importedNames } from '../python/evaluation/binding.ts';
import type { NameUse } from '../python/nameUses.ts';
import { isEngineLimit } from '../python/runtime/signals.ts';
import type { Expression, Parameter as ParameterNode, Statement } from '../python/syntax/ast.ts';
import { itemExpressions, type Junction } from '../python/syntax/junctions.ts';
import type { PythonText } from '../python/syntax/readPython.ts';
import { eachStatement, subexpressionsOf } from '../python/syntax/walk.ts';
import { type Variables, variablesOf, variablesWork, withNewSteps } from '../python/variables.ts';
import { comparedHosts } from './comparedHosts.ts';
import { type ComparedName, comparedNames } from './comparedNames.ts';
import { mayReadAnyName, readParameters } from './readParameters.ts';
import { type BuildList, isListSetting, type ListSetting, listHolds } from './settingNames.ts';
import { sharedNames } from './sharedNames.ts';
import { type AnswerWord, callablesNamed, writtenAnswers } from './writtenAnswers.ts';

/** One assignment to a name. */
interface Assignment {
	readonly name: string;
	readonly nameSpan: Span;
	readonly valueSpan: Span;
	/** The whole statement. */
	readonly span: Span;
}

/** A string written in a sequence. */
export interface WrittenName {
	readonly name: string;
	/** The text between the quotes. */
	readonly span: Span;
	/** With its quotes. */
	readonly literal: Span;
}

/** A sequence literal whose strings become builds, arches or subarches. */
interface NameSequence {
	readonly span: Span;
	readonly holds: BuildList;
	/** The settings that its names reach. */
	readonly feeds: readonly ListSetting[];
	readonly names: readonly WrittenName[];
}

interface Parameter {
	readonly name: string;
	readonly span: Span;
	/** A call must pass it by position. */
	readonly isRequired: boolean;
	/** It takes any number of arguments: `*args` or `**named`. */
	readonly isOpen: boolean;
}

/** A function at the top level, and the spans of its parts. */
interface FunctionPlace {
	readonly name: string;
	readonly nameSpan: Span;
	readonly span: Span;
	readonly parameters: readonly Parameter[];
}

/** Everything that follows from the text alone. */
export interface Outline {
	readonly assignments: readonly Assignment[];
	readonly functions: readonly FunctionPlace[];
	/** The names that it imports, but for `__future__`. */
	readonly imports: readonly { readonly name: string; readonly span: Span }[];
	/** The last function of that name, which is the effective one. */
	readonly mapBuild: FunctionPlace | undefined;
	readonly sequences: readonly NameSequence[];
	readonly junctions: readonly Junction[];
	/** Which settings each name reaches, itself included if it is one. */
	readonly feeds: ReadonlyMap<string, readonly ListSetting[]>;
	readonly uses: readonly NameUse[];
	/** The strings that builds, arches and subarches are compared with. */
	readonly compared: readonly ComparedName[];
	/** The subarches that `get_subarches` returns, and the builds that it compares its own with. */
	readonly shared: readonly ComparedName[];
	/** The hosts that it compares its own host with. */
	readonly hosts: readonly string[];
	/** Names with an assignment such as `+=` that may change a list or the like, which other names may have, too. */
	readonly changedInPlace: ReadonlySet<string>;
	/** The words that `map_build` returns. */
	readonly answers: readonly AnswerWord[];
	/** The parameters that `map_build` reads, as `readParameters` returns them. */
	readonly mapBuildReads: ReturnType<typeof readParameters>;
	/** Whether it may read names by their text, as with `globals()`. */
	readonly mayReadAnyName: boolean;
}

/** Literals of values that cannot change. */
const immutable: ReadonlySet<Expression['kind']> = new Set([
	'tuple',
	'string',
	'fstring',
	'int',
	'float',
	'none',
	'true',
	'false',
]);

/** Analyses a program; expensive parts are computed on demand. */
export function outlineOf({ pieces, program: { body } }: PythonText): Outline {
	const assignments: Assignment[] = [];
	const functions: FunctionPlace[] = [];
	const imports: { readonly name: string; readonly span: Span }[] = [];
	const augmented = new Set<string>();
	const mutable = new Set<string>();
	eachStatement(body, (statement) => {
		const { span } = statement;
		for (const [target, value] of assignedBy(statement)) {
			if (target.kind !== 'name') continue;
			if (statement.kind === 'augmented') augmented.add(target.name);
			else if (!immutable.has(value.kind)) mutable.add(target.name);
			assignments.push({ name: target.name, nameSpan: target.span, valueSpan: value.span, span });
		}
		const isFuture = statement.kind === 'import-from' && statement.module === '__future__';
		if (statement.kind === 'import' || (statement.kind === 'import-from' && !isFuture))
			imports.push(...importedNames(statement));
		if (statement.kind !== 'function') return;
		const { name, nameSpan, parameters } = statement.function;
		functions.push({ name, nameSpan, span, parameters: parameters.map(parameterOf) });
	});
	const reached = lazy(() =>
		unlessTooDeep(() => sequencesIn(flowIn(body)), { sequences: [], feeds: new Map() }),
	);
	const found = (): Variables => variables.of(outline);
	const callables = lazy(() => callablesNamed(found(), 'map_build'));
	const compared = lazy(() => unlessTooDeep(() => comparedNames(withNewSteps(found()), callables()), []));
	const shared = lazy(() => unlessTooDeep(() => sharedNames(withNewSteps(found())), []));
	const hosts = lazy(() => unlessTooDeep(() => comparedHosts(withNewSteps(found())), []));
	const answers = lazy(() => unlessTooDeep(() => writtenAnswers(withNewSteps(found()), callables()), []));
	const outline: Outline = {
		assignments,
		functions,
		imports,
		changedInPlace: new Set([...augmented].filter((name) => mutable.has(name))),
		mapBuild: functions.findLast(({ name }) => name === 'map_build'),
		junctions: pieces.flatMap(({ junctions }) => junctions),
		get sequences() {
			return reached().sequences;
		},
		get feeds() {
			return reached().feeds;
		},
		get uses() {
			return found().uses;
		},
		get compared() {
			return compared();
		},
		get shared() {
			return shared();
		},
		get hosts() {
			return hosts();
		},
		get answers() {
			return answers();
		},
		get mayReadAnyName() {
			return unlessTooDeep(() => mayReadAnyName(body, found()), true);
		},
		get mapBuildReads() {
			return unlessTooDeep(() => readParameters(body, found(), 'map_build'), undefined);
		},
	};
	bodies.set(outline, body);
	return outline;
}

const bodies = new WeakMap<Outline, readonly Statement[]>();

const variables = workOncePer(function* (outline: Outline): Work<Variables> {
	try {
		return yield* variablesWork(bodies.get(outline) ?? []);
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		return variablesOf([]);
	}
});

/** Where `map_build` is named; the start of the file if it is nowhere. */
export function mapBuildPlace({ mapBuild, assignments }: Outline): Span {
	const assigned = assignments.findLast(({ name }) => name === 'map_build');
	return mapBuild?.nameSpan ?? assigned?.nameSpan ?? { start: 0, end: 0 };
}

/** Computes what takes longest of `uses`, `compared`, `shared`, `hosts` and `answers`. */
export function* prepareUses(outline: Outline): Work<void> {
	yield* variables.work(outline);
}

function parameterOf({ name, span, kind, default: otherwise }: ParameterNode): Parameter {
	const isRequired = (kind === 'ordinary' || kind === 'positional-only') && otherwise === undefined;
	const isOpen = kind === 'star' || kind === 'doublestar';
	return { name, span, isRequired, isOpen };
}

function unlessTooDeep<T>(look: () => T, otherwise: T): T {
	try {
		return look();
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		return otherwise;
	}
}

/** The expressions that each name may get its value from. */
type Flow = ReadonlyMap<string, readonly Expression[]>;

function flowIn(body: readonly Statement[]): Flow {
	const flow = new Map<string, Expression[]>();
	eachStatement(body, (statement) => {
		for (const [target, value] of assignedBy(statement)) {
			if (target.kind === 'name') append(flow, target.name, value);
		}
		for (const { name, value } of changedBy(statement)) append(flow, name, value);
	});
	return flow;
}

function assignedBy(statement: Statement): (readonly [Expression, Expression])[] {
	switch (statement.kind) {
		case 'assign':
			return statement.targets.flatMap((target) => pairs(target, statement.value));
		case 'annotated':
			return statement.value === undefined ? [] : [[statement.target, statement.value]];
		case 'augmented':
			return [[statement.target, statement.value]];
		default:
			return [];
	}
}

/** Matches the parts of `a, b = x, y`. If the parts do not match one by one, matches the whole. */
function pairs(target: Expression, value: Expression): (readonly [Expression, Expression])[] {
	if (target.kind !== 'tuple' && target.kind !== 'list') return [[target, value]];
	const values = value.kind === 'tuple' || value.kind === 'list' ? value.items : [];
	return target.items.map((item, index) => [item, values[index] ?? value] as const);
}

/** The sequences that `names.extend(…)` and `names.update(…)` put into a name. */
function changedBy(statement: Statement): { name: string; value: Expression }[] {
	const call = statement.kind === 'expression' ? statement.value : undefined;
	if (call?.kind !== 'call' || call.callee.kind !== 'attribute') return [];
	const { object, name } = call.callee;
	if (object.kind !== 'name' || !/^(?:extend|update)$/.test(name)) return [];
	return call.args.map((argument) => ({ name: object.name, value: argument.value }));
}

function sequencesIn(flow: Flow): Pick<Outline, 'sequences' | 'feeds'> {
	const found = new Map<Expression, Set<ListSetting>>();
	const feeds = new Map<string, ListSetting[]>();
	for (const setting of flow.keys()) {
		if (!isListSetting(setting)) continue;
		const seen = new Set<string>();
		const follow = (name: string): void => {
			if (seen.has(name)) return;
			seen.add(name);
			append(feeds, name, setting);
			for (const value of flow.get(name) ?? []) collect(value);
		};
		const collect = (node: Expression): void => {
			if (node.kind === 'name') follow(node.name);
			if (isSequence(node)) found.set(node, (found.get(node) ?? new Set()).add(setting));
			for (const part of sequenceParts(node)) collect(part);
		};
		follow(setting);
	}
	return { sequences: [...found].map(([node, settings]) => sequence(node, [...settings])), feeds };
}

function isSequence(node: Expression): boolean {
	if (node.kind === 'parenthesised') return node.inner.kind === 'string' || node.inner.kind === 'invalid';
	return node.kind === 'tuple' || node.kind === 'list' || node.kind === 'set';
}

/** The parts of an expression whose items become items of its value. */
function sequenceParts(node: Expression): readonly Expression[] {
	switch (node.kind) {
		case 'parenthesised':
			return [node.inner];
		case 'binary':
			return node.operator === '%' ? [] : [node.left, node.right];
		case 'conditional':
			return [node.whenTrue, node.whenFalse];
		case 'and':
		case 'or':
			return [node.left, node.right];
		case 'call': {
			const inner = node.callee.kind === 'attribute' ? [node.callee.object] : [];
			return [
				...inner,
				...node.args.filter(({ kind }) => kind !== 'keyword').map((argument) => argument.value),
			];
		}
		case 'subscript':
			return [node.object];
		case 'tuple':
		case 'list':
		case 'set':
			return node.items.flatMap((item) => (item.kind === 'starred' ? [item.value] : []));
		case 'comprehension':
			return node.clauses.map((clause) => clause.iterable);
		case 'starred':
			return [node.value];
		case 'dict':
			return node.entries.flatMap((entry) => subexpressionsOf(entry.value));
		default:
			return [];
	}
}

function sequence(node: Expression, feeds: readonly ListSetting[]): NameSequence {
	const items = itemExpressions(node);
	const names = lazy(() => items.flatMap((item) => writtenName(item) ?? []));
	const first = feeds[0] ?? 'builds';
	const made: NameSequence = {
		span: node.span,
		holds: listHolds[first],
		feeds,
		get names() {
			return names();
		},
	};
	writtenItems.set(made, items);
	return made;
}

const writtenItems = new WeakMap<NameSequence, readonly Expression[]>();

/** The names of a sequence that begin between two offsets; looks at no others. */
export function namesBetween(sequence: NameSequence, { start, end }: Span): readonly WrittenName[] {
	const items = writtenItems.get(sequence) ?? [];
	const found: WrittenName[] = [];
	for (let at = lowerBound(items, start, ({ span }) => span.end); at < items.length; at++) {
		const item = items[at];
		if (item === undefined || item.span.start >= end) break;
		const name = writtenName(item);
		if (name !== undefined && name.span.start >= start && name.span.start < end) found.push(name);
	}
	return found;
}

function writtenName(item: Expression): WrittenName | undefined {
	if (item.kind !== 'string' || item.exact === undefined) return undefined;
	return { name: item.value, span: item.exact, literal: item.span };
}
