/** The names that a piece of Python binds or changes, judged by its text alone. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { Span } from '../../base/span.ts';
import type { FunctionNames } from '../runtime/value.ts';
import type { Clause, Expression, FunctionNode, Statement } from '../syntax/ast.ts';
import { eachStatement, expressionsOf, statementsOf, subexpressionsOf, targetsOf } from '../syntax/walk.ts';

type Name = Expression & { readonly kind: 'name' };

/** The names that a target binds, with their places. */
export function targetNames(target: Expression): readonly Name[] {
	switch (target.kind) {
		case 'name':
			return [target];
		case 'tuple':
		case 'list':
			return target.items.flatMap(targetNames);
		case 'starred':
			return targetNames(target.value);
		case 'parenthesised':
			return targetNames(target.inner);
		default:
			return [];
	}
}

/** The names that an import binds, with their places; `import a.b` binds `a`. */
export function importedNames(
	statement: Statement & { readonly kind: 'import' | 'import-from' },
): { readonly name: string; readonly span: Span }[] {
	return statement.names.map(({ name: path, as, span }) => {
		if (as !== undefined) return { name: as, span: { start: span.end - as.length, end: span.end } };
		const name = statement.kind === 'import' ? (path.split('.')[0] ?? path) : path;
		return { name, span: { start: span.start, end: span.start + name.length } };
	});
}

/** The names that a statement binds itself, without the statements inside it. */
export function boundHere(statement: Statement, add: (name: string) => void): void {
	for (const { name } of targetsOf(statement).flatMap(targetNames)) add(name);
	switch (statement.kind) {
		case 'function':
			add(statement.function.name);
			break;
		case 'try':
			for (const handler of statement.handlers) if (handler.name !== undefined) add(handler.name);
			break;
		case 'import':
		case 'import-from':
			for (const { name } of importedNames(statement)) add(name);
			break;
		default:
	}
	for (const expression of expressionsOf(statement)) {
		withinScope(expression, (part) => {
			if (part.kind === 'walrus') add(part.name);
		});
	}
}

/** Visits an expression and its parts in the same scope, so not the body of a lambda. */
function withinScope(expression: Expression, visit: (expression: Expression) => void): void {
	visit(expression);
	if (expression.kind === 'lambda') return;
	for (const part of subexpressionsOf(expression)) withinScope(part, visit);
}

/** Calls `visit` for each statement of a scope, outermost first. The body of a class is a separate scope. */
function eachInScope(statements: readonly Statement[], visit: (statement: Statement) => void): void {
	for (const statement of statements) {
		visit(statement);
		if (!hasOwnScope(statement)) eachInScope(statementsOf(statement), visit);
	}
}

/** True for a class: its body binds names of its own. */
export function hasOwnScope(statement: Statement): boolean {
	return statement.kind === 'unsupported' && statement.what === 'class';
}

/** The names that a file may give values to or delete: those at its top level, and those that its functions declare global. */
export function moduleNames(body: readonly Statement[]): ReadonlySet<string> {
	const names = new Set<string>();
	eachInScope(body, (statement) => {
		// `name: type` alone binds nothing.
		if (statement.kind === 'annotated' && statement.value === undefined) return;
		boundHere(statement, (name) => names.add(name));
	});
	const addGlobals = (statement: Statement): void => {
		if (statement.kind === 'global') for (const name of statement.names) names.add(name);
	};
	eachStatement(body, addGlobals, true);
	return names;
}

/** The names whose values a file changes at its top level: by an item, an attribute, or a call of a method as a statement. */
export function changedNames(body: readonly Statement[]): ReadonlySet<string> {
	const names = new Set<string>();
	eachInScope(body, (statement) => {
		const called =
			statement.kind === 'expression' && statement.value.kind === 'call' ? [statement.value.callee] : [];
		for (const part of [...targetsOf(statement), ...called]) {
			if (part.kind !== 'subscript' && part.kind !== 'attribute') continue;
			if (part.object.kind === 'name') names.add(part.object.name);
		}
	});
	return names;
}

/** The scope of a function's body. */
export const functionNames = memoizeWeak((node: FunctionNode): FunctionNames => {
	const locals = new Set(node.parameters.map((parameter) => parameter.name));
	const elsewhere = new Set<string>();
	const globals = new Set<string>();
	let generator = false;
	eachInScope(node.body, (statement) => {
		boundHere(statement, (name) => locals.add(name));
		if (statement.kind === 'global') for (const name of statement.names) globals.add(name);
		if (statement.kind === 'nonlocal') for (const name of statement.names) elsewhere.add(name);
		for (const expression of expressionsOf(statement)) {
			withinScope(expression, (part) => {
				if (part.kind === 'yield') generator = true;
			});
		}
	});
	for (const name of [...globals, ...elsewhere]) locals.delete(name);
	return { locals, globals, nonlocals: elsewhere, generator };
});

/** The names that are local to a comprehension. */
export function clauseNames(clauses: readonly Clause[]): Set<string> {
	return new Set(clauses.flatMap(({ target }) => targetNames(target).map(({ name }) => name)));
}
