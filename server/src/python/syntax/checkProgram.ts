/** Errors that CPython finds after parsing: names declared too late, stray `return`, invalid targets. */
import type { Span } from '../../base/span.ts';
import type { Expression, FunctionNode, Statement } from './ast.ts';
import {
	bind,
	bindParameters,
	type Check,
	checkValue,
	forbid,
	refuseCode,
	refuseName,
	type Surroundings,
} from './checkExpressions.ts';
import { futureFault } from './futureImports.ts';
import { createScope, declare, nameIn, type SymbolScope, unboundFault } from './scopes.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import { unwrapped } from './targets.ts';
import { expressionsOf, statementsOf } from './walk.ts';

/** The first error of each stage. All errors of one stage come before those of the next. */
export interface ProgramFaults {
	readonly future?: SyntaxFault;
	readonly names?: SyntaxFault;
	readonly scopes?: SyntaxFault;
	readonly code?: SyntaxFault;
}

export const stages = ['future', 'names', 'scopes', 'code'] as const;

/** Checks a program; `notes` are errors of the compiler that the parser found. */
export function checkProgram(body: readonly Statement[], notes: readonly SyntaxFault[]): ProgramFaults {
	const futures = new Set<Statement>();
	const future = futureFault(body, futures);
	const check: Check = { names: undefined, code: [], futures };
	const scope = createScope('module');
	block(check, body, { scope, loops: 'none', inGroup: false });
	const [first] = check.code;
	const code = [...(first ? [first] : []), ...notes].reduce<SyntaxFault | undefined>(
		(first, fault) => (first === undefined || fault.start < first.start ? fault : first),
		undefined,
	);
	const scopes = unboundFault(scope);
	return {
		...(future && { future }),
		...(check.names && { names: check.names }),
		...(scopes && { scopes }),
		...(code && { code }),
	};
}

/** True if the validity of a statement depends on earlier ones. */
export function dependsOnOthers(body: readonly Statement[]): boolean {
	return body.some(
		(statement) =>
			statement.kind === 'global' ||
			statement.kind === 'nonlocal' ||
			(statement.kind === 'import-from' && statement.module === '__future__') ||
			(statement.kind !== 'function' &&
				!(statement.kind === 'unsupported' && statement.what === 'class') &&
				dependsOnOthers(statementsOf(statement))),
	);
}

function block(check: Check, body: readonly Statement[], place: Surroundings): void {
	for (const statement of body) visit(check, statement, place);
}

function visit(check: Check, statement: Statement, place: Surroundings): void {
	const { span } = statement;
	const { scope } = place;
	switch (statement.kind) {
		case 'assign':
			checkValue(check, statement.value, place);
			for (const target of statement.targets) bind(check, target, place, 'top');
			return;
		case 'augmented':
			bind(check, statement.target, place, 'top');
			checkValue(check, statement.value, place);
			return;
		case 'annotated':
			annotated(check, statement, place);
			return;
		case 'for':
			checkValue(check, statement.iterable, place);
			bind(check, statement.target, place, 'top');
			block(check, statement.body, { ...place, loops: 'loop' });
			block(check, statement.orelse, place);
			return;
		case 'while':
			checkValue(check, statement.test, place);
			block(check, statement.body, { ...place, loops: 'loop' });
			block(check, statement.orelse, place);
			return;
		case 'delete':
			for (const target of statement.targets) bind(check, target, place, 'delete');
			return;
		case 'return':
			if (scope.kind !== 'function') refuseCode(check, "'return' outside function", span);
			if (place.inGroup) refuseCode(check, jumpMessage, span);
			if (statement.value !== undefined) scope.returned ??= span;
			break;
		case 'break':
		case 'continue':
			jump(check, statement.kind, span, place);
			break;
		case 'global':
		case 'nonlocal':
			for (const name of statement.names) refuseName(check, declare(scope, name, statement.kind, span));
			return;
		case 'import':
		case 'import-from':
			imported(check, statement, scope);
			return;
		case 'try':
			tried(check, statement, place);
			return;
		case 'function':
			functionNode(check, statement.function, place, false);
			return;
		case 'unsupported':
			unsupported(check, statement, place);
			return;
		default:
	}
	for (const expression of expressionsOf(statement)) checkValue(check, expression, place);
	block(check, statementsOf(statement), place);
}

const jumpMessage = "'break', 'continue' and 'return' cannot appear in an 'except*' block";

function jump(check: Check, kind: 'break' | 'continue', span: Span, { loops }: Surroundings): void {
	if (loops === 'loop') return;
	const outside = kind === 'break' ? "'break' outside loop" : "'continue' not properly in loop";
	refuseCode(check, loops === 'group' ? jumpMessage : outside, span);
}

function annotated(check: Check, statement: Statement & { kind: 'annotated' }, place: Surroundings): void {
	const { target, annotation, value: given } = statement;
	const { scope } = place;
	if (target.kind === 'name') {
		const known = nameIn(scope, target.name);
		const declared = known.global ? 'global' : known.nonlocal ? 'nonlocal' : undefined;
		if (declared !== undefined && scope.kind !== 'module') {
			const message = `annotated name '${target.name}' can't be ${declared}`;
			refuseName(check, syntaxError(message, statement.span));
		}
		known.annotated = true;
		known.bound = true;
		forbid(check, target.name, 'assign to', target.span);
	} else if (unwrapped(target).kind !== 'name' || given !== undefined) bind(check, target, place, 'top');
	if (target.kind === 'subscript' && given === undefined && target.index.kind === 'tuple') {
		const star = target.index.items.find(({ kind }) => kind === 'starred');
		if (star !== undefined) refuseCode(check, "can't use starred expression here", star.span);
	}
	variableType(check, annotation, place);
	if (given !== undefined) checkValue(check, given, place);
}

function imported(
	check: Check,
	statement: Statement & { kind: 'import' | 'import-from' },
	scope: SymbolScope,
): void {
	if (statement.kind === 'import-from' && statement.star && scope.kind !== 'module') {
		refuseName(check, syntaxError('import * only allowed at module level', statement.span));
	}
	for (const { name, as, span } of statement.names) {
		const bound = as ?? name.split('.')[0] ?? name;
		nameIn(scope, bound).imported = true;
		forbid(check, bound, 'assign to', span);
	}
	if (
		statement.kind === 'import-from' &&
		statement.module === '__future__' &&
		!check.futures.has(statement)
	) {
		refuseCode(check, 'from __future__ imports must occur at the beginning of the file', statement.span);
	}
}

function tried(check: Check, statement: Statement & { kind: 'try' }, place: Surroundings): void {
	block(check, statement.body, place);
	const inHandler: Surroundings =
		place.loops === 'none' || !place.inGroup ? place : { ...place, loops: 'group' };
	for (const [index, { type, name, nameSpan, body, span }] of statement.handlers.entries()) {
		if (type !== undefined) checkValue(check, type, place);
		else if (index < statement.handlers.length - 1) {
			refuseCode(check, "default 'except:' must be last", span);
		}
		if (name !== undefined) {
			nameIn(place.scope, name).bound = true;
			forbid(check, name, 'assign to', nameSpan ?? span);
		}
		block(check, body, inHandler);
	}
	block(check, statement.orelse, place);
	block(check, statement.finally, place);
}

function functionNode(check: Check, node: FunctionNode, place: Surroundings, isAsync: boolean): void {
	nameIn(place.scope, node.name).bound = true;
	forbid(check, node.name, 'assign to', node.nameSpan);
	for (const decorator of node.decorators) checkValue(check, decorator, place);
	for (const { default: given, annotation } of node.parameters) {
		if (given !== undefined) checkValue(check, given, place);
		if (annotation !== undefined) annotationOf(check, annotation, place);
	}
	if (node.returns !== undefined) checkValue(check, node.returns, place);
	const scope = createScope('function', place.scope, isAsync);
	bindParameters(check, node.parameters, scope);
	block(check, node.body, { scope, loops: 'none', inGroup: false });
	if (isAsync && scope.yields && scope.returned !== undefined) {
		refuseCode(check, "'return' with value in async generator", scope.returned);
	}
}

/** Annotations of variables are evaluated only in modules and classes. */
function variableType(check: Check, annotation: Expression, place: Surroundings): void {
	const { length } = check.code;
	checkValue(check, annotation, place);
	if (place.scope.kind === 'function') check.code.length = length;
}

/** `*args: *types` unpacks. */
function annotationOf(check: Check, annotation: Expression, place: Surroundings): void {
	checkValue(check, annotation.kind === 'starred' ? annotation.value : annotation, place);
}

function unsupported(
	check: Check,
	statement: Statement & { kind: 'unsupported' },
	place: Surroundings,
): void {
	const { what, span, parts, targets, body, definition, loop } = statement;
	const { scope } = place;
	if (definition !== undefined) {
		functionNode(check, definition, place, true);
		return;
	}
	if (/^async /.test(what) && !(scope.kind === 'function' && scope.isAsync)) {
		refuseCode(check, `'${what}' outside async function`, span);
	}
	if (loop !== undefined) {
		visit(check, loop, place);
		return;
	}
	for (const part of parts) checkValue(check, part, place);
	for (const target of targets) bind(check, target, place, 'top');
	if (what === 'class') {
		block(check, body, { scope: createScope('class', scope), loops: 'none', inGroup: false });
	} else if (what === 'except*') {
		const [inner] = body;
		if (inner?.kind === 'try') exceptGroup(check, inner, place);
	} else block(check, body, place);
}

function exceptGroup(check: Check, statement: Statement & { kind: 'try' }, place: Surroundings): void {
	block(check, statement.body, place);
	const loops = place.loops === 'none' ? 'none' : 'group';
	const { handlers } = statement;
	tried(
		check,
		{ ...statement, body: [], handlers, orelse: [], finally: [] },
		{ ...place, loops, inGroup: true },
	);
	block(check, statement.orelse, place);
	block(check, statement.finally, place);
}
