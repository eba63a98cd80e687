/** Steps through the abstract tree: the direct parts of a statement or an expression. */
import type { Expression, FormatPart, FunctionNode, Parameter, Statement } from './ast.ts';

type MaybeExpressions = readonly (Expression | undefined)[];

const nothing: readonly never[] = [];

function present(expressions: MaybeExpressions): Expression[] {
	return expressions.filter((expression) => expression !== undefined);
}

/** The parts that are evaluated when a function is defined. */
function definitionParts(definition: FunctionNode): Expression[] {
	return [
		...definition.decorators,
		...parameterParts(definition.parameters),
		...present([definition.returns]),
	];
}

function parameterParts(parameters: readonly Parameter[]): Expression[] {
	return parameters.flatMap((parameter) => present([parameter.default, parameter.annotation]));
}

function formatExpressions(parts: readonly FormatPart[]): Expression[] {
	return parts.flatMap((part) =>
		part.kind === 'text' ? [] : [part.value, ...formatExpressions(part.spec ?? [])],
	);
}

/** The expressions directly below a statement, without those of nested statements or of a function's body. */
export function expressionsOf(statement: Statement): readonly Expression[] {
	switch (statement.kind) {
		case 'expression':
			return [statement.value];
		case 'assign':
			return [...statement.targets, statement.value];
		case 'augmented':
			return [statement.target, statement.value];
		case 'annotated':
			return present([statement.target, statement.annotation, statement.value]);
		case 'function':
			return definitionParts(statement.function);
		case 'return':
			return present([statement.value]);
		case 'if':
		case 'while':
			return [statement.test];
		case 'for':
			return [statement.target, statement.iterable];
		case 'try':
			return present(statement.handlers.map((handler) => handler.type));
		case 'raise':
			return present([statement.value, statement.cause]);
		case 'assert':
			return present([statement.test, statement.message]);
		case 'delete':
			return statement.targets;
		case 'unsupported':
			return [...statement.parts, ...statement.targets];
		default:
			return nothing;
	}
}

/** The targets that a statement assigns or deletes, as written. */
export function targetsOf(statement: Statement): readonly Expression[] {
	switch (statement.kind) {
		case 'assign':
		case 'delete':
		case 'unsupported':
			return statement.targets;
		case 'augmented':
		case 'annotated':
		case 'for':
			return [statement.target];
		default:
			return nothing;
	}
}

/** The statements directly below a statement, without those of a function's body. */
export function statementsOf(statement: Statement): readonly Statement[] {
	switch (statement.kind) {
		case 'if':
		case 'for':
		case 'while':
			return [...statement.body, ...statement.orelse];
		case 'try':
			return [
				...statement.body,
				...statement.handlers.flatMap((handler) => handler.body),
				...statement.orelse,
				...statement.finally,
			];
		case 'unsupported':
			return statement.body;
		default:
			return nothing;
	}
}

/** The expressions directly below an expression. */
export function subexpressionsOf(expression: Expression): readonly Expression[] {
	switch (expression.kind) {
		case 'fstring':
			return formatExpressions(expression.parts);
		case 'tuple':
		case 'list':
		case 'set':
			return expression.items;
		case 'dict':
			return expression.entries.flatMap((entry) => present([entry.key, entry.value]));
		case 'comprehension':
			return [
				...present([expression.element, expression.value]),
				...expression.clauses.flatMap((clause) => [clause.target, clause.iterable, ...clause.conditions]),
			];
		case 'parenthesised':
			return [expression.inner];
		case 'binary':
		case 'and':
		case 'or':
			return [expression.left, expression.right];
		case 'compare':
			return [expression.left, ...expression.comparisons.map((comparison) => comparison.right)];
		case 'unary':
			return [expression.operand];
		case 'conditional':
			return [expression.test, expression.whenTrue, expression.whenFalse];
		case 'call':
			return [expression.callee, ...expression.args.map((argument) => argument.value)];
		case 'attribute':
			return [expression.object];
		case 'subscript':
			return [expression.object, expression.index];
		case 'slice':
			return present([expression.from, expression.to, expression.step]);
		case 'starred':
		case 'walrus':
			return [expression.value];
		case 'lambda':
			return [...parameterParts(expression.parameters), expression.body];
		case 'yield':
			return present([expression.value]);
		case 'unsupported':
			return expression.parts;
		default:
			return nothing;
	}
}

/** Calls `visit` for every statement below `statements`, outermost first; in function bodies only on request. */
export function eachStatement(
	statements: readonly Statement[],
	visit: (statement: Statement) => void,
	intoFunctions = false,
): void {
	for (const statement of statements) {
		visit(statement);
		eachStatement(statementsOf(statement), visit, intoFunctions);
		if (intoFunctions && statement.kind === 'function') {
			eachStatement(statement.function.body, visit, true);
		}
	}
}

/** Calls `visit` for an expression and every expression below it. */
export function eachExpression(expression: Expression, visit: (expression: Expression) => void): void {
	visit(expression);
	for (const part of subexpressionsOf(expression)) eachExpression(part, visit);
}
