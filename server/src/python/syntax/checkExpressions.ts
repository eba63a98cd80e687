/** Errors of CPython's compiler in expressions and targets. */
import type { Span } from '../../base/span.ts';
import type { Argument, Clause, Expression, Parameter, Statement } from './ast.ts';
import { bindAround, createScope, markIterated, nameIn, type SymbolScope } from './scopes.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import { subexpressionsOf } from './walk.ts';

/** The context of a statement or an expression. */
export interface Surroundings {
	readonly scope: SymbolScope;
	readonly loops: 'none' | 'loop' | 'group';
	/** In the handler of an `except*`. */
	readonly inGroup: boolean;
}

/** The errors so far: of names the first, of the compiler all. */
export interface Check {
	names: SyntaxFault | undefined;
	readonly code: SyntaxFault[];
	/** The imports from `__future__` in valid places. */
	readonly futures: ReadonlySet<Statement>;
}

/** Records an error of the compiler. */
export function refuseCode(check: Check, message: string, span: Span): void {
	check.code.push(syntaxError(message, span));
}

/** Records the error of a name, if there is one. */
export function refuseName(check: Check, fault: SyntaxFault | undefined): void {
	check.names ??= fault;
}

/** A name, attribute, subscript or bracket that is assigned or deleted. */
export function bind(
	check: Check,
	target: Expression,
	place: Surroundings,
	how: 'top' | 'inner' | 'delete',
): void {
	const verb = how === 'delete' ? 'delete' : 'assign to';
	const next = how === 'delete' ? 'delete' : 'inner';
	switch (target.kind) {
		case 'name':
			nameIn(place.scope, target.name).bound = true;
			refuseName(check, markIterated(place.scope, target.name, target.span));
			forbid(check, target.name, verb, target.span);
			return;
		case 'attribute':
			checkValue(check, target.object, place);
			forbid(check, target.name, verb, target.span);
			return;
		case 'parenthesised':
			bind(check, target.inner, place, how);
			return;
		case 'starred':
			if (how === 'top') {
				refuseCode(check, 'starred assignment target must be in a list or tuple', target.span);
			}
			bind(check, target.value, place, next);
			return;
		case 'tuple':
		case 'list':
			if (target.items.filter(({ kind }) => kind === 'starred').length > 1) {
				refuseCode(check, 'multiple starred expressions in assignment', target.span);
			}
			for (const item of target.items) bind(check, item, place, next);
			return;
		default:
			checkValue(check, target, place);
	}
}

/** `__debug__` can never be assigned. */
export function forbid(check: Check, name: string, verb: 'assign to' | 'delete', span: Span): void {
	if (name === '__debug__') refuseCode(check, `cannot ${verb} __debug__`, span);
}

/** An expression that is evaluated. */
export function checkValue(check: Check, expression: Expression, place: Surroundings): void {
	const { scope } = place;
	const { span } = expression;
	switch (expression.kind) {
		case 'name':
			nameIn(scope, expression.name).used = true;
			refuseName(check, markIterated(scope, expression.name, span));
			return;
		case 'starred':
			refuseCode(check, "can't use starred expression here", span);
			break;
		case 'tuple':
		case 'list':
		case 'set':
			for (const item of expression.items)
				checkValue(check, item.kind === 'starred' ? item.value : item, place);
			return;
		case 'yield':
			if (expression.value !== undefined) checkValue(check, expression.value, place);
			yielded(check, expression, scope);
			return;
		case 'walrus':
			walrus(check, expression, place);
			return;
		case 'lambda': {
			for (const { default: given } of expression.parameters) {
				if (given !== undefined) checkValue(check, given, place);
			}
			const inner = createScope('function', scope);
			bindParameters(check, expression.parameters, inner);
			checkValue(check, expression.body, { scope: inner, loops: 'none', inGroup: false });
			return;
		}
		case 'comprehension':
			comprehension(check, expression, place, false);
			return;
		case 'call':
			keywords(check, expression.args);
			break;
		case 'unsupported':
			if (expression.what === 'await') awaited(check, span, scope);
			else if (expression.what === 'an async comprehension') {
				for (const part of expression.parts) {
					if (part.kind === 'comprehension') comprehension(check, part, place, true);
				}
				return;
			}
			break;
		default:
	}
	for (const part of subexpressionsOf(expression)) checkValue(check, part, place);
}

function keywords(check: Check, args: readonly Argument[]): void {
	const seen = new Set<string>();
	for (const { name, value: given } of args) {
		if (name === undefined) continue;
		forbid(check, name, 'assign to', given.span);
		if (seen.has(name)) refuseCode(check, `keyword argument repeated: ${name}`, given.span);
		seen.add(name);
	}
}

function yielded(check: Check, expression: Expression & { kind: 'yield' }, scope: SymbolScope): void {
	const { span, from } = expression;
	if (scope.kind === 'comprehension') {
		refuseName(check, syntaxError(`'yield' inside ${scope.makes}`, span));
		return;
	}
	scope.yields = true;
	if (scope.kind !== 'function') refuseCode(check, "'yield' outside function", span);
	else if (from && scope.isAsync) refuseCode(check, "'yield from' inside async function", span);
}

function awaited(check: Check, span: Span, scope: SymbolScope): void {
	scope.awaits = true;
	if (scope.kind !== 'function' && scope.kind !== 'comprehension') {
		refuseCode(check, "'await' outside function", span);
	} else if (scope.kind === 'function' && !scope.isAsync) {
		refuseCode(check, "'await' outside async function", span);
	}
}

function walrus(check: Check, expression: Expression & { kind: 'walrus' }, place: Surroundings): void {
	const { scope } = place;
	if (scope.kind === 'comprehension' || scope.inIterable) {
		refuseName(check, bindAround(scope, expression.name, expression.span));
	}
	checkValue(check, expression.value, place);
	nameIn(scope, expression.name).bound = true;
	forbid(check, expression.name, 'assign to', expression.nameSpan);
}

function comprehension(
	check: Check,
	expression: Expression & { kind: 'comprehension' },
	place: Surroundings,
	isAsync: boolean,
): void {
	const { makes, clauses, element, value: second, span } = expression;
	const [first] = clauses;
	if (first !== undefined) iterable(check, first, place);
	const what = makes === 'generator' ? 'generator expression' : `${makes} comprehension`;
	const scope = createScope('comprehension', place.scope, false, what);
	const inner: Surroundings = { scope, loops: 'none', inGroup: false };
	for (const clause of clauses) {
		if (clause !== first) iterable(check, clause, inner);
		scope.inTarget = true;
		bind(check, clause.target, inner, 'top');
		scope.inTarget = false;
		for (const condition of clause.conditions) checkValue(check, condition, inner);
	}
	if (second !== undefined) checkValue(check, second, inner);
	checkValue(check, element, inner);
	if (!isAsync && !scope.awaits) return;
	if (makes === 'generator') return;
	if (place.scope.kind === 'comprehension') place.scope.awaits = true;
	else if (!(place.scope.kind === 'function' && place.scope.isAsync)) {
		refuseCode(check, 'asynchronous comprehension outside of an asynchronous function', span);
	}
}

function iterable(check: Check, clause: Clause, place: Surroundings): void {
	const { inIterable } = place.scope;
	place.scope.inIterable = true;
	checkValue(check, clause.iterable, place);
	place.scope.inIterable = inIterable;
}

/** Binds parameters in the scope of their function. */
export function bindParameters(check: Check, list: readonly Parameter[], scope: SymbolScope): void {
	for (const { name, span } of list) {
		const known = nameIn(scope, name);
		if (known.parameter) {
			refuseName(check, syntaxError(`duplicate argument '${name}' in function definition`, span));
		}
		known.parameter = true;
		forbid(check, name, 'assign to', span);
	}
}
