/** What CPython refuses although the grammar allows it: bad targets, stray `return`, doubled parameters and the like. */
import type { Span } from '../../base/span.ts';
import type { Argument, Expression, FunctionNode, Parameter, Statement } from './ast.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import { expressionsOf, statementsOf, subexpressionsOf } from './walk.ts';

/** Faults of the parser come before those of the compiler, whatever their order in the file. */
interface ProgramFaults {
	readonly parser: readonly SyntaxFault[];
	readonly compiler: readonly SyntaxFault[];
}

interface Place {
	readonly inFunction: boolean;
	readonly inLoop: boolean;
}

/** Looks through a program lowered from `source`; each list in the order of the text. */
export function checkProgram(source: string, body: readonly Statement[]): ProgramFaults {
	const parser: SyntaxFault[] = [];
	const compiler: SyntaxFault[] = [];
	const note = (list: SyntaxFault[], span: Span, message: string): void => {
		list.push(syntaxError(message, span));
	};

	const block = (statements: readonly Statement[], place: Place): void => {
		for (const statement of statements) visit(statement, place);
	};

	const visit = (statement: Statement, place: Place): void => {
		const { span } = statement;
		switch (statement.kind) {
			case 'assign':
				for (const target of statement.targets) checkTarget(target, 'assign to', true);
				if (statement.value.kind === 'starred') note(compiler, span, "can't use starred expression here");
				break;
			case 'augmented':
				if (!isPlainTarget(statement.target)) {
					const what = describe(statement.target);
					note(parser, statement.target.span, `'${what}' is an illegal expression for augmented assignment`);
				}
				break;
			case 'annotated':
				if (!isPlainTarget(statement.target)) {
					note(parser, statement.target.span, 'illegal target for annotation');
				}
				break;
			case 'for':
				checkTarget(statement.target, 'assign to', false);
				break;
			case 'delete':
				for (const target of statement.targets) checkTarget(target, 'delete', false);
				break;
			case 'return':
				if (!place.inFunction) note(compiler, span, "'return' outside function");
				break;
			case 'break':
				if (!place.inLoop) note(compiler, span, "'break' outside loop");
				break;
			case 'continue':
				if (!place.inLoop) note(compiler, span, "'continue' not properly in loop");
				break;
			case 'nonlocal':
				if (!place.inFunction) note(compiler, span, 'nonlocal declaration not allowed at module level');
				break;
			case 'try':
				if (statement.handlers.length === 0 && statement.finally.length === 0) {
					const end = statement.body.at(-1)?.span.end ?? span.end;
					note(parser, { start: end, end }, "expected 'except' or 'finally' block");
				}
				for (const [index, handler] of statement.handlers.entries()) {
					if (handler.type?.kind === 'tuple' && !handler.type.parenthesised) {
						note(parser, handler.type.span, 'multiple exception types must be parenthesized');
					}
					if (handler.type === undefined && index < statement.handlers.length - 1) {
						note(compiler, handler.span, "default 'except:' must be last");
					}
				}
				break;
			case 'raise':
				if (statement.value?.kind === 'tuple' && !statement.value.parenthesised) {
					note(parser, statement.value.span, 'invalid syntax');
				}
				break;
			case 'function':
				checkFunction(statement.function);
				break;
			default:
		}
		for (const expression of expressionsOf(statement)) checkExpression(expression, place);
		if (statement.kind === 'function') {
			block(statement.function.body, { inFunction: true, inLoop: false });
		} else if (statement.kind === 'for' || statement.kind === 'while') {
			block(statement.body, { ...place, inLoop: true });
			block(statement.orelse, place);
		} else block(statementsOf(statement), place);
	};

	const checkFunction = (definition: FunctionNode): void => {
		checkParameters(definition.parameters);
		const parameters = new Set(definition.parameters.map(({ name }) => name));
		for (const statement of definition.body) {
			if (statement.kind !== 'global' && statement.kind !== 'nonlocal') continue;
			for (const name of statement.names) {
				if (parameters.has(name))
					note(compiler, statement.span, `name '${name}' is parameter and ${statement.kind}`);
			}
		}
	};

	const checkParameters = (parameters: readonly Parameter[]): void => {
		const seen = new Set<string>();
		let defaults = false;
		for (const parameter of parameters) {
			if (seen.has(parameter.name)) {
				note(compiler, parameter.span, `duplicate argument '${parameter.name}' in function definition`);
			}
			seen.add(parameter.name);
			if (parameter.kind !== 'ordinary' && parameter.kind !== 'positional-only') continue;
			if (parameter.default !== undefined) defaults = true;
			else if (defaults) note(parser, parameter.span, 'non-default argument follows default argument');
		}
		const rest = parameters.findIndex(({ kind }) => kind === 'doublestar');
		const behind = rest < 0 ? undefined : parameters[rest + 1];
		if (behind !== undefined) note(parser, behind.span, 'arguments cannot follow var-keyword argument');
	};

	const checkExpression = (expression: Expression, place: Place): void => {
		if (expression.kind === 'yield' && !place.inFunction)
			note(compiler, expression.span, "'yield' outside function");
		if (expression.kind === 'call') checkArguments(expression.args);
		if (expression.kind === 'lambda') checkParameters(expression.parameters);
		if (expression.kind === 'comprehension') {
			for (const clause of expression.clauses) checkTarget(clause.target, 'assign to', false);
		}
		const inner = expression.kind === 'lambda' ? { inFunction: true, inLoop: false } : place;
		for (const part of subexpressionsOf(expression)) checkExpression(part, inner);
	};

	const checkArguments = (args: readonly Argument[]): void => {
		const seen = new Set<string>();
		let keyword: 'keyword' | 'doublestar' | undefined;
		for (const argument of args) {
			if (argument.kind === 'keyword') {
				const name = argument.name ?? '';
				if (!/^[\p{ID_Start}_]/u.test(name)) {
					note(parser, argument.value.span, 'expression cannot contain assignment, perhaps you meant "=="?');
				} else if (seen.has(name)) note(compiler, argument.value.span, `keyword argument repeated: ${name}`);
				seen.add(name);
				keyword ??= 'keyword';
			} else if (argument.kind === 'doublestar') keyword = 'doublestar';
			else if (argument.kind === 'plain' && keyword !== undefined) {
				const after = keyword === 'keyword' ? 'keyword argument' : 'keyword argument unpacking';
				note(parser, argument.value.span, `positional argument follows ${after}`);
			} else if (argument.kind === 'star' && keyword === 'doublestar') {
				const message = 'iterable argument unpacking follows keyword argument unpacking';
				note(parser, argument.value.span, message);
			}
		}
	};

	const checkTarget = (target: Expression, verb: 'assign to' | 'delete', top: boolean): void => {
		if (isUnclosed(source, target)) return;
		if (target.kind === 'tuple' || target.kind === 'list') {
			const stars = target.items.filter((item) => item.kind === 'starred');
			if (stars.length > 1) note(compiler, target.span, 'multiple starred expressions in assignment');
			for (const item of target.items) checkTarget(item, verb, false);
		} else if (target.kind === 'parenthesised') checkTarget(target.inner, verb, top);
		else if (target.kind === 'starred') {
			if (top) note(compiler, target.span, 'starred assignment target must be in a list or tuple');
			if (verb === 'delete') note(parser, target.span, 'cannot delete starred');
			else checkTarget(target.value, verb, false);
		} else if (!isPlainTarget(target) && target.kind !== 'invalid') {
			const what = describe(target);
			const hinted = !/^(?:True|False|None|comparison)$/.test(what) && verb === 'assign to';
			const hint = top && hinted ? " here. Maybe you meant '==' instead of '='?" : '';
			note(parser, target.span, `cannot ${verb} ${what}${hint}`);
		}
	};

	block(body, { inFunction: false, inLoop: false });
	const inOrder = (a: SyntaxFault, b: SyntaxFault): number => a.start - b.start;
	return { parser: parser.sort(inOrder), compiler: compiler.sort(inOrder) };
}

/** A bracket that is not closed before `=`: what is in it was never meant as a target. */
function isUnclosed(source: string, target: Expression): boolean {
	const isBracket =
		target.kind === 'tuple' ? target.parenthesised : /^(?:list|parenthesised)$/.test(target.kind);
	return isBracket && !/[)\]]/.test(source[target.span.end - 1] ?? '');
}

function isPlainTarget(target: Expression): boolean {
	const inner = target.kind === 'parenthesised' ? target.inner : target;
	return (
		inner.kind === 'name' ||
		inner.kind === 'attribute' ||
		inner.kind === 'subscript' ||
		inner.kind === 'invalid'
	);
}

/** What CPython calls an expression in such a complaint. */
function describe(expression: Expression): string {
	switch (expression.kind) {
		case 'true':
			return 'True';
		case 'false':
			return 'False';
		case 'none':
			return 'None';
		case 'ellipsis':
			return 'ellipsis';
		case 'int':
		case 'float':
		case 'string':
			return 'literal';
		case 'fstring':
			return 'f-string expression';
		case 'call':
			return 'function call';
		case 'binary':
		case 'unary':
		case 'and':
		case 'or':
			return 'expression';
		case 'compare':
			return 'comparison';
		case 'conditional':
			return 'conditional expression';
		case 'dict':
			return 'dict literal';
		case 'set':
			return 'set display';
		case 'walrus':
			return 'named expression';
		case 'comprehension':
			return expression.makes === 'generator' ? 'generator expression' : `${expression.makes} comprehension`;
		case 'yield':
			return 'yield expression';
		default:
			return expression.kind;
	}
}
