/** Turns the concrete tree's statements into the abstract ones. */
import { addAll } from '../../base/addAll.ts';
import { type Span, spanOf } from '../../base/span.ts';
import type {
	BinaryOperator,
	Expression,
	FunctionNode,
	Handler,
	ImportedName,
	Program,
	Statement,
} from './ast.ts';
import {
	lowerAnnotation,
	lowerArguments,
	lowerExpression,
	lowerItems,
	lowerList,
	lowerParameters,
	split,
} from './lowerExpressions.ts';
import { errorNode, type TreeNode } from './parseTree.ts';

type Nodes = readonly TreeNode[];

/** Lowers a whole file. Nodes that are no statement are left out. */
export function lowerProgram(source: string, root: TreeNode): Program {
	return { body: lowerBlock(source, root.children) };
}

function lowerBlock(source: string, nodes: Nodes): Statement[] {
	return nodes.flatMap((node) =>
		node.name === 'StatementGroup' ? lowerBlock(source, node.children) : lowerStatement(source, node),
	);
}

function lowerBody(source: string, node: TreeNode | undefined): Statement[] {
	return node === undefined ? [] : lowerBlock(source, node.children.slice(1));
}

function textOf(source: string, node: TreeNode | undefined): string {
	return node === undefined ? '' : source.slice(node.start, node.end);
}

function lowerStatement(source: string, node: TreeNode): Statement[] {
	const span = spanOf(node);
	const rest = node.children.slice(1);
	switch (node.name) {
		case 'ExpressionStatement':
			return [{ kind: 'expression', value: lowerList(source, node.children, node.start), span }];
		case 'YieldStatement':
			return [{ kind: 'expression', value: lowerExpression(source, node), span }];
		case 'PrintStatement':
			return [{ kind: 'expression', value: { kind: 'invalid', span }, span }];
		case 'AssignStatement':
			return [lowerAssign(source, node)];
		case 'UpdateStatement': {
			const at = node.children.findIndex((child) => child.name === 'UpdateOp');
			const operator = textOf(source, node.children[at]).slice(0, -1) as BinaryOperator;
			const target = lowerList(source, node.children.slice(0, at), node.start);
			const amount = lowerList(source, node.children.slice(at + 1), node.end);
			return [{ kind: 'augmented', target, operator, value: amount, span }];
		}
		case 'FunctionDefinition':
			return [lowerFunction(source, node)];
		case 'DecoratedStatement':
			return [lowerDecorated(source, node)];
		case 'ReturnStatement':
			if (rest.length === 0) return [{ kind: 'return', span }];
			return [{ kind: 'return', value: lowerList(source, rest, node.end), span }];
		case 'PassStatement':
			return [{ kind: 'pass', span }];
		case 'BreakStatement':
			return [{ kind: 'break', span }];
		case 'ContinueStatement':
			return [{ kind: 'continue', span }];
		case 'IfStatement':
			return [lowerIf(source, node.children, span)];
		case 'ForStatement':
			return [lowerFor(source, node)];
		case 'WhileStatement': {
			const [body, orelse] = bodies(node);
			const test = lowerList(source, untilBody(rest), node.start);
			return [
				{ kind: 'while', test, body: lowerBody(source, body), orelse: lowerBody(source, orelse), span },
			];
		}
		case 'TryStatement':
			return [lowerTry(source, node)];
		case 'RaiseStatement': {
			const [raised = [], cause] = split(rest, 'from');
			return [
				{
					kind: 'raise',
					...(raised.length === 0 ? {} : { value: lowerList(source, raised, node.end) }),
					...(cause === undefined ? {} : { cause: lowerList(source, cause, node.end) }),
					span,
				},
			];
		}
		case 'AssertStatement': {
			const [test, message] = lowerItems(source, rest);
			if (test === undefined) return [];
			return [{ kind: 'assert', test, ...(message === undefined ? {} : { message }), span }];
		}
		case 'DeleteStatement':
			return [{ kind: 'delete', targets: lowerItems(source, rest), span }];
		case 'ScopeStatement': {
			const kind = node.children[0]?.name === 'nonlocal' ? 'nonlocal' : 'global';
			const names = rest.filter((child) => child.name === 'VariableName');
			return [{ kind, names: names.map((name) => textOf(source, name)), span }];
		}
		case 'ImportStatement':
			return [lowerImport(source, node)];
		case 'ClassDefinition':
			return [unsupported('class', node, { targets: named(source, node) })];
		case 'WithStatement':
			return [unsupportedWith(source, node)];
		case 'MatchStatement':
			return [unsupportedMatch(source, node)];
		case 'TypeDefinition':
			return [unsupported('type', node, { targets: named(source, node) })];
		default:
			return [];
	}
}

function lowerAssign(source: string, node: TreeNode): Statement {
	const span = spanOf(node);
	const type = node.children.find((child) => child.name === 'TypeDef');
	const runs = split(
		node.children.filter((child) => child !== type),
		'AssignOp',
	);
	const parts = runs.map((run) => lowerList(source, run, node.end));
	const value = parts.at(-1);
	const first = parts[0];
	if (first === undefined || value === undefined) return { kind: 'pass', span };
	if (type === undefined) return { kind: 'assign', targets: parts.slice(0, -1), value, span };
	const annotation = lowerAnnotation(source, type);
	return { kind: 'annotated', target: first, annotation, ...(parts.length > 1 ? { value } : {}), span };
}

/** A `def`; decorated, it stands inside the statement `whole`. */
function lowerFunction(
	source: string,
	node: TreeNode,
	whole = node,
	decorators: readonly Expression[] = [],
): Statement {
	if (node.children[0]?.name === 'async')
		return unsupported('async', whole, { targets: named(source, node) });
	const span = spanOf(whole);
	const name = node.children.find((child) => child.name === 'VariableName');
	const list = node.children.find((child) => child.name === 'ParamList');
	const type = node.children.find((child) => child.name === 'TypeDef');
	const definition: FunctionNode = {
		name: textOf(source, name),
		nameSpan: name === undefined ? span : spanOf(name),
		parameters: list === undefined ? [] : lowerParameters(source, list),
		body: lowerBody(source, bodies(node)[0]),
		decorators,
		...(type === undefined ? {} : { returns: lowerAnnotation(source, type) }),
	};
	return { kind: 'function', function: definition, span };
}

function lowerDecorated(source: string, node: TreeNode): Statement {
	const decorators = node.children
		.filter((child) => child.name === 'Decorator')
		.map((child) => lowerDecorator(source, child));
	const definition = node.children.at(-1) ?? node;
	if (definition.name === 'FunctionDefinition') return lowerFunction(source, definition, node, decorators);
	return unsupported('class', node, { targets: named(source, definition), parts: decorators });
}

/** A decorator's dotted name and call come as loose nodes, not as one expression. */
function lowerDecorator(source: string, node: TreeNode): Expression {
	let out: Expression = { kind: 'invalid', span: spanOf(node) };
	for (const child of node.children) {
		const span: Span = { start: out.kind === 'invalid' ? child.start : out.span.start, end: child.end };
		if (child.name === 'At' || child.name === '.' || child.name === errorNode) continue;
		if (child.name === 'ArgList')
			out = { kind: 'call', callee: out, args: lowerArguments(source, child), span };
		else if (child.name === 'PropertyName' || (child.name === 'VariableName' && out.kind !== 'invalid')) {
			out = { kind: 'attribute', object: out, name: textOf(source, child), nameSpan: spanOf(child), span };
		} else out = lowerExpression(source, child);
	}
	return out;
}

function bodies(node: TreeNode): TreeNode[] {
	return node.children.filter((child) => child.name === 'Body');
}

function untilBody(nodes: Nodes): Nodes {
	const end = nodes.findIndex((child) => child.name === 'Body');
	return end < 0 ? nodes : nodes.slice(0, end);
}

/** `if`, or the rest of one from an `elif` on. */
function lowerIf(source: string, nodes: Nodes, span: Span): Statement {
	const body = nodes.findIndex((child) => child.name === 'Body');
	const test = lowerList(source, nodes.slice(1, body < 0 ? undefined : body), nodes[0]?.end ?? span.start);
	const rest = body < 0 ? [] : nodes.slice(body + 1);
	const next = rest[0];
	const orelse =
		next?.name === 'elif'
			? [lowerIf(source, rest, { start: next.start, end: span.end })]
			: lowerBody(
					source,
					rest.find((child) => child.name === 'Body'),
				);
	return { kind: 'if', test, body: lowerBody(source, nodes[body]), orelse, span };
}

function lowerFor(source: string, node: TreeNode): Statement {
	const span = spanOf(node);
	const head = untilBody(node.children).filter((child) => child.name !== 'async' && child.name !== 'for');
	const [target = [], iterable = []] = split(head, 'in');
	const [body, orelse] = bodies(node);
	const targetNode = lowerList(source, target, node.start);
	const iterableNode = lowerList(source, iterable, node.start);
	if (node.children[0]?.name === 'async') {
		const statements = lowerBody(source, body);
		return unsupported('async', node, { targets: [targetNode], parts: [iterableNode], body: statements });
	}
	return {
		kind: 'for',
		target: targetNode,
		iterable: iterableNode,
		body: lowerBody(source, body),
		orelse: lowerBody(source, orelse),
		span,
	};
}

function lowerTry(source: string, node: TreeNode): Statement {
	const handlers: Handler[] = [];
	let body: Statement[] = [];
	let orelse: Statement[] = [];
	let final: Statement[] = [];
	let head: TreeNode[] = [];
	for (const child of node.children) {
		if (child.name !== 'Body') {
			head.push(child);
			continue;
		}
		const statements = lowerBody(source, child);
		const word = head.find((part) => part.name !== errorNode);
		if (word?.name === 'try') body = statements;
		else if (word?.name === 'else') orelse = statements;
		else if (word?.name === 'finally') final = statements;
		else if (word?.name === 'except') handlers.push(lowerHandler(source, head, statements, child.end));
		head = [];
	}
	return { kind: 'try', body, handlers, orelse, finally: final, span: spanOf(node) };
}

function lowerHandler(source: string, head: Nodes, body: readonly Statement[], end: number): Handler {
	const [type = [], name = []] = split(
		head.filter((child) => child.name !== '*' && child.name !== 'except' && child.name !== errorNode),
		'as',
	);
	const bound = name[0];
	return {
		...(type.length === 0 ? {} : { type: lowerList(source, type, end) }),
		...(bound === undefined ? {} : { name: textOf(source, bound), nameSpan: spanOf(bound) }),
		body,
		span: { start: head[0]?.start ?? end, end },
	};
}

function lowerImport(source: string, node: TreeNode): Statement {
	const span = spanOf(node);
	const at = node.children.findIndex((child) => child.name === 'import');
	const names = node.children.slice(at + 1).filter((child) => child.name !== '(' && child.name !== ')');
	const imported = split(names, ',')
		.filter((run) => run.length > 0)
		.map((run): ImportedName => {
			const [path = [], as] = split(run, 'as');
			const name = path.map((part) => textOf(source, part)).join('');
			const alias = textOf(source, as?.[0]);
			const start = run[0]?.start ?? node.start;
			return { name, ...(alias === '' ? {} : { as: alias }), span: { start, end: run.at(-1)?.end ?? start } };
		});
	if (node.children[0]?.name !== 'from') return { kind: 'import', names: imported, span };
	const module = node.children
		.slice(1, at)
		.map((part) => textOf(source, part))
		.join('');
	const star = imported[0]?.name === '*';
	return { kind: 'import-from', module, names: star ? [] : imported, star, span };
}

function named(source: string, node: TreeNode): Expression[] {
	const name = node.children.find((child) => child.name === 'VariableName');
	return name === undefined ? [] : [lowerExpression(source, name)];
}

type Unsupported = Statement & { readonly kind: 'unsupported' };

/** A statement that is not run, with what it binds, evaluates and holds. */
function unsupported(
	what: string,
	node: TreeNode,
	{ targets = [], parts = [], body = [] }: Partial<Pick<Unsupported, 'targets' | 'parts' | 'body'>>,
): Unsupported {
	return { kind: 'unsupported', what, targets, parts, body, span: spanOf(node) };
}

function unsupportedWith(source: string, node: TreeNode): Statement {
	const head = untilBody(node.children).filter((child) => !/^(?:with|async|\(|\))$/.test(child.name));
	const targets: Expression[] = [];
	const parts: Expression[] = [];
	for (const run of split(head, ',')) {
		const [context = [], as] = split(run, 'as');
		if (context.length > 0) parts.push(lowerList(source, context, node.start));
		if (as !== undefined) targets.push(lowerList(source, as, node.start));
	}
	const body = lowerBody(source, bodies(node)[0]);
	return unsupported('with', node, { targets, parts, body });
}

function unsupportedMatch(source: string, node: TreeNode): Statement {
	const clauses = node.children.find((child) => child.name === 'MatchBody')?.children ?? [];
	const targets: Expression[] = [];
	const body: Statement[] = [];
	const captures = (part: TreeNode): void => {
		if (part.name === 'CapturePattern') addAll(targets, named(source, part));
		for (const child of part.children) captures(child);
	};
	for (const clause of clauses.filter((child) => child.name === 'MatchClause')) {
		for (const part of clause.children) {
			if (part.name === 'Body') addAll(body, lowerBody(source, part));
			else captures(part);
		}
	}
	return unsupported('match', node, { targets, body });
}
