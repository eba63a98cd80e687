/** The sources of each variable's values in a file, judged by its text alone. */
import { append } from '../base/collections.ts';
import type { Span } from '../base/span.ts';
import { finish, type Work } from '../base/work.ts';
import { type NameUse, nameUsesWork } from './nameUses.ts';
import type { Expression, FunctionNode, Parameter, Statement } from './syntax/ast.ts';
import { eachExpression, eachStatement, expressionsOf } from './syntax/walk.ts';

/** A function or a lambda. */
export interface Callable {
	readonly parameters: readonly Parameter[];
	/** What it returns: one expression for each `return`. */
	readonly returns: readonly Expression[];
}

/** One way in which a variable gets a value. */
export type Source =
	| { readonly kind: 'value'; readonly expression: Expression }
	/** `variable += …` */
	| { readonly kind: 'added'; readonly expression: Expression }
	/** The items of a loop. */
	| { readonly kind: 'item'; readonly iterable: Expression }
	| { readonly kind: 'parameter'; readonly callable: Callable; readonly index: number }
	| { readonly kind: 'function'; readonly callable: Callable };

export interface Variables {
	/** The variable that a name refers to. Names with equal keys refer to the same variable. */
	at(name: Expression): string | undefined;
	/** The known sources. */
	sources(variable: string): readonly Source[];
	/** True if these are the variable's only sources. */
	isWhole(variable: string): boolean;
	/** The calls of a function or lambda by its name; `undefined` if it is also used in other ways. */
	calls(callable: Callable): readonly Call[] | undefined;
	/** Counts a step of a search; false once the limit for a file is reached. */
	spend(): boolean;
	/** Every expression of the file but strings, of which a list may have thousands; including those in function bodies. */
	readonly expressions: readonly Expression[];
	readonly uses: readonly NameUse[];
}

export type Call = Expression & { readonly kind: 'call' };

/** The limit of steps for all searches in one file for one purpose: tens of thousands of times what a real file needs. */
const mostSteps = 100_000;

function stepsUpTo(most: number): () => boolean {
	let left = most;
	return () => left-- > 0;
}

/** The same variables, for a search with another purpose. */
export function withNewSteps(variables: Variables): Variables {
	return { ...variables, spend: stepsUpTo(mostSteps) };
}

/** Analyses a program once. */
export function variablesOf(body: readonly Statement[]): Variables {
	return finish(variablesWork(body));
}

/** The same as work. */
export function* variablesWork(body: readonly Statement[]): Work<Variables> {
	const uses = yield* nameUsesWork(body);
	yield;
	const keys = new Map(uses.map(({ span, variable }) => [span.start, variable]));
	const sources = new Map<string, Source[]>();
	const put = (span: Span, source: Source): void => {
		const key = keys.get(span.start);
		if (key !== undefined) append(sources, key, source);
	};
	const putParameters = (callable: Callable): void => {
		for (const [index, { kind, span, default: otherwise }] of callable.parameters.entries()) {
			if (kind !== 'ordinary' && kind !== 'positional-only') continue;
			put(span, { kind: 'parameter', callable, index });
			if (otherwise !== undefined) put(span, { kind: 'value', expression: otherwise });
		}
	};
	const expressions: Expression[] = [];
	const look = (expression: Expression): void => {
		if (expression.kind !== 'string') expressions.push(expression);
		if (expression.kind === 'walrus')
			put(expression.nameSpan, { kind: 'value', expression: expression.value });
		if (expression.kind === 'lambda') putParameters(lambdaOf(expression));
		if (expression.kind !== 'comprehension') return;
		for (const { target, iterable } of expression.clauses) putTarget(put, target, { kind: 'item', iterable });
	};
	const lookAt = (statement: Statement): void => {
		for (const [target, source] of given(statement)) putTarget(put, target, source);
		if (statement.kind === 'function') {
			const callable = functionOf(statement.function);
			put(statement.function.nameSpan, { kind: 'function', callable });
			putParameters(callable);
		}
		for (const expression of expressionsOf(statement)) eachExpression(expression, look);
	};
	for (const statement of body) {
		eachStatement([statement], lookAt, true);
		yield;
	}
	return answering(uses, keys, sources, expressions);
}

function answering(
	uses: readonly NameUse[],
	keys: ReadonlyMap<number, string>,
	sources: ReadonlyMap<string, readonly Source[]>,
	expressions: readonly Expression[],
): Variables {
	const binds = new Map<string, number>();
	const reads = new Map<string, number>();
	for (const { variable, binds: isBound } of uses) {
		const count = isBound ? binds : reads;
		count.set(variable, (count.get(variable) ?? 0) + 1);
	}
	const at = (name: Expression): string | undefined =>
		name.kind === 'name' ? keys.get(name.span.start) : undefined;
	const calls = new Map<string, Call[]>();
	for (const expression of expressions) {
		const callee = expression.kind === 'call' ? at(expression.callee) : undefined;
		if (callee !== undefined) append(calls, callee, expression as Call);
	}
	const names = new Map<Callable, string>();
	for (const [variable, all] of sources) {
		for (const source of all) if (source.kind === 'function') names.set(source.callable, variable);
	}
	const known = (variable: string): readonly Source[] => sources.get(variable) ?? [];
	return {
		at,
		sources: known,
		isWhole: (variable) => {
			// A default is a second source at the place that binds a parameter.
			const defaults = known(variable).filter(hasDefault);
			return known(variable).length - defaults.length === (binds.get(variable) ?? 0);
		},
		calls: (callable) => {
			const name = names.get(callable);
			if (name === undefined) return undefined;
			const all = calls.get(name) ?? [];
			return all.length === (reads.get(name) ?? 0) ? all : undefined;
		},
		spend: stepsUpTo(mostSteps),
		expressions,
		uses,
	};
}

function hasDefault(source: Source): boolean {
	return source.kind === 'parameter' && source.callable.parameters[source.index]?.default !== undefined;
}

function putTarget(put: (span: Span, source: Source) => void, target: Expression, source: Source): void {
	if (target.kind === 'name') put(target.span, source);
	else if (target.kind === 'parenthesised') putTarget(put, target.inner, source);
}

/** The targets and sources of a statement. */
function given(statement: Statement): (readonly [Expression, Source])[] {
	switch (statement.kind) {
		case 'assign':
			return statement.targets.flatMap((target) =>
				pairs(target, statement.value).map(
					([one, expression]) => [one, { kind: 'value', expression }] as const,
				),
			);
		case 'annotated':
			return statement.value === undefined
				? []
				: [[statement.target, { kind: 'value', expression: statement.value }]];
		case 'augmented':
			return statement.operator === '+'
				? [[statement.target, { kind: 'added', expression: statement.value }]]
				: [];
		case 'for':
			return [[statement.target, { kind: 'item', iterable: statement.iterable }]];
		default:
			return [];
	}
}

/** The parts of `a, b = x, y`; empty if they do not match one to one. */
function pairs(target: Expression, value: Expression): (readonly [Expression, Expression])[] {
	if (target.kind !== 'tuple' && target.kind !== 'list') return [[target, value]];
	if (value.kind !== 'tuple' && value.kind !== 'list') return [];
	const isPlain = ![...target.items, ...value.items].some(({ kind }) => kind === 'starred');
	if (!isPlain || target.items.length !== value.items.length) return [];
	return target.items.flatMap((item, index) => {
		const own = value.items[index];
		return own === undefined ? [] : pairs(item, own);
	});
}

const callables = new WeakMap<object, Callable>();

function functionOf(node: FunctionNode): Callable {
	const known = callables.get(node);
	if (known !== undefined) return known;
	const returns: Expression[] = [];
	eachStatement(node.body, (statement) => {
		if (statement.kind === 'return' && statement.value !== undefined) returns.push(statement.value);
	});
	const callable = { parameters: node.parameters, returns };
	callables.set(node, callable);
	return callable;
}

/** A lambda as a function. */
export function lambdaOf(node: Expression & { readonly kind: 'lambda' }): Callable {
	const known = callables.get(node) ?? { parameters: node.parameters, returns: [node.body] };
	callables.set(node, known);
	return known;
}
