/** What a piece of Python might do when run, judged by its text alone: the names it reads and binds, and how it may end. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { Expression, FunctionNode, Statement } from '../syntax/ast.ts';
import { expressionsOf, statementsOf, subexpressionsOf, targetsOf } from '../syntax/walk.ts';
import { boundHere, clauseNames, functionNames, hasOwnScope } from './binding.ts';

export interface TextEffects {
	/** The names that it reads from its own scope or from others. */
	readonly reads: ReadonlySet<string>;
	/** Names of which it takes at most the items, as in `tuple(names)`. The container itself does not change. */
	readonly looks: ReadonlySet<string>;
	/** The functions that `looks` relies on. They count only if the file does not redefine their names. */
	readonly lookers: ReadonlySet<string>;
	/** Names that it assigns or deletes in its own scope. */
	readonly binds: ReadonlySet<string>;
	/** True if it may delete names. */
	readonly unbinds: boolean;
	/** Names that functions inside it may bind in the module or in enclosing scopes. */
	readonly globals: ReadonlySet<string>;
	readonly nonlocals: ReadonlySet<string>;
	/** The functions, lambdas and methods it defines. */
	readonly functions: readonly FunctionNode[];
	/** True if it may change objects or run other code. */
	readonly acts: boolean;
	readonly returns: boolean;
	/** True if it contains a statement that raises or ends the file. */
	readonly raises: boolean;
	/** True if it may end the file, which `except Exception` does not catch. */
	readonly exits: boolean;
	/** True if a `break` or `continue` may leave it for an enclosing loop. */
	readonly leavesLoop: boolean;
	/** The attribute that it sets or deletes, if any. The module or function with that attribute is a different one from then on. */
	readonly sets: string | undefined;
}

interface Collected {
	readonly reads: Set<string>;
	readonly looks: Set<string>;
	readonly lookers: Set<string>;
	readonly binds: Set<string>;
	readonly globals: Set<string>;
	readonly nonlocals: Set<string>;
	readonly functions: FunctionNode[];
	unbinds: boolean;
	acts: boolean;
	returns: boolean;
	raises: boolean;
	exits: boolean;
	leavesLoop: boolean;
	sets: string | undefined;
}

type Hidden = ReadonlySet<string>;

/** Built-ins that change nothing, and keep only the items of their arguments. */
const lookers: ReadonlySet<string> = new Set(
	'all any bool bytes dict float frozenset int isinstance len list max min repr set sorted str sum tuple'.split(
		' ',
	),
);

/** Names whose call ends the file. */
const enders: ReadonlySet<string> = new Set(['exit', 'quit', '_exit', 'abort', 'kill', 'execv', 'execvp']);

function start(): Collected {
	const names = (): Set<string> => new Set();
	return {
		reads: names(),
		looks: names(),
		lookers: names(),
		binds: names(),
		globals: names(),
		nonlocals: names(),
		functions: [],
		unbinds: false,
		acts: false,
		returns: false,
		raises: false,
		exits: false,
		leavesLoop: false,
		sets: undefined,
	};
}

/** What could happen if only some of these statements ran. */
export function effectsOf(statements: readonly Statement[]): TextEffects {
	const out = start();
	addStatements(out, statements, new Set());
	out.leavesLoop = statements.some(leavesLoop);
	return out;
}

/** What a call of a function could do outside it, apart from its arguments. */
export const functionEffects = memoizeWeak((node: FunctionNode): TextEffects => {
	const { locals, globals, nonlocals } = functionNames(node);
	const inner = start();
	addStatements(inner, node.body, new Set());
	const free = (names: Iterable<string>): Set<string> =>
		new Set([...names].filter((name) => !locals.has(name)));
	return {
		...inner,
		reads: free(inner.reads),
		looks: free(inner.looks),
		binds: new Set(),
		globals: new Set([...globals, ...inner.globals]),
		nonlocals: free([...nonlocals, ...inner.nonlocals]),
		acts: true,
	};
});

/** A lambda in the form of a function. */
export const lambdaFunction = memoizeWeak((node: Expression & { readonly kind: 'lambda' }): FunctionNode => {
	return {
		name: '<lambda>',
		nameSpan: { start: node.span.start, end: node.span.start + 'lambda'.length },
		parameters: node.parameters,
		body: [{ kind: 'return', value: node.body, span: node.body.span }],
		decorators: [],
	};
});

/** `inClass`: the bound names belong to a class, so later code does not see them. */
function addStatements(
	out: Collected,
	statements: readonly Statement[],
	hidden: Hidden,
	inClass = false,
): void {
	for (const statement of statements) {
		if (!inClass) boundHere(statement, (name) => out.binds.add(name));
		addStatement(out, statement, hidden);
		for (const target of targetsOf(statement)) out.sets ??= attributeIn(target);
		for (const expression of expressionsOf(statement)) addExpression(out, expression, hidden);
		addStatements(out, statementsOf(statement), hidden, inClass || hasOwnScope(statement));
	}
}

function addStatement(out: Collected, statement: Statement, hidden: Hidden): void {
	switch (statement.kind) {
		case 'return':
			out.returns = true;
			break;
		case 'raise':
		case 'assert':
			out.raises = true;
			break;
		case 'function':
			addFunction(out, statement.function, hidden);
			if (statement.function.decorators.length > 0) out.acts = true;
			break;
		case 'try':
			if (statement.handlers.some(({ name }) => name !== undefined)) out.unbinds = true;
			break;
		case 'delete':
			out.unbinds = true;
			if (statement.targets.some(changes)) out.acts = true;
			break;
		case 'assign':
		case 'for':
		case 'annotated': {
			const targets = 'targets' in statement ? statement.targets : [statement.target];
			if (targets.some(changes)) out.acts = true;
			break;
		}
		case 'unsupported':
			if (statement.definition !== undefined) addFunction(out, statement.definition, hidden);
			out.acts = true;
			break;
		case 'augmented':
			out.acts = true;
			break;
		case 'global':
			// The body of a class has no function that represents it.
			for (const name of statement.names) out.globals.add(name);
			break;
		case 'nonlocal':
			for (const name of statement.names) out.nonlocals.add(name);
			break;
		default:
	}
}

/** True for a target that changes an object: an item, an attribute. */
function changes(target: Expression): boolean {
	return target.kind === 'subscript' || target.kind === 'attribute' || subexpressionsOf(target).some(changes);
}

/** The first attribute in a target. */
function attributeIn(target: Expression): string | undefined {
	if (target.kind === 'attribute') return target.name;
	if (target.kind === 'subscript') return undefined;
	for (const part of subexpressionsOf(target)) {
		const found = attributeIn(part);
		if (found !== undefined) return found;
	}
	return undefined;
}

function addFunction(out: Collected, node: FunctionNode, hidden: Hidden): void {
	const inner = functionEffects(node);
	out.functions.push(node);
	for (const name of [...inner.reads, ...inner.looks]) if (!hidden.has(name)) out.reads.add(name);
	for (const name of inner.globals) out.globals.add(name);
	for (const name of inner.nonlocals) out.nonlocals.add(name);
	if (inner.raises) out.raises = true;
	if (inner.exits) out.exits = true;
	if (inner.unbinds) out.unbinds = true;
}

function addExpression(out: Collected, node: Expression, hidden: Hidden): void {
	switch (node.kind) {
		case 'name':
			if (!hidden.has(node.name)) out.reads.add(node.name);
			return;
		case 'lambda':
			for (const { default: value } of node.parameters) {
				if (value !== undefined) addExpression(out, value, hidden);
			}
			addFunction(out, lambdaFunction(node), hidden);
			return;
		case 'comprehension': {
			const inner = new Set([...hidden, ...clauseNames(node.clauses)]);
			const [first] = node.clauses;
			if (first !== undefined) addExpression(out, first.iterable, hidden);
			for (const part of subexpressionsOf(node)) {
				if (part !== first?.iterable) addExpression(out, part, inner);
			}
			return;
		}
		case 'call':
			addCall(out, node, hidden);
			return;
		case 'yield':
		case 'unsupported':
		case 'invalid':
			out.acts = true;
			break;
		default:
	}
	for (const part of subexpressionsOf(node)) addExpression(out, part, hidden);
}

function addCall(
	out: Collected,
	{ callee, args }: Expression & { readonly kind: 'call' },
	hidden: Hidden,
): void {
	const name = callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : '';
	if (enders.has(name)) {
		out.raises = true;
		out.exits = true;
	}
	const plain = args.every(({ kind }) => kind === 'plain');
	const looks = callee.kind === 'name' && lookers.has(name) && !hidden.has(name) && plain;
	if (looks) out.lookers.add(name);
	else {
		out.acts = true;
		addExpression(out, callee, hidden);
	}
	for (const { value } of args) {
		if (looks && value.kind === 'name') {
			if (!hidden.has(value.name)) out.looks.add(value.name);
		} else addExpression(out, value, hidden);
	}
}

function leavesLoop(statement: Statement): boolean {
	switch (statement.kind) {
		case 'break':
		case 'continue':
			return true;
		case 'for':
		case 'while':
			return statement.orelse.some(leavesLoop);
		default:
			return statementsOf(statement).some(leavesLoop);
	}
}
