/** Statements with blocks. */
import type { Expression, FunctionNode, Handler, Statement } from './ast.ts';
import { callArguments } from './callArguments.ts';
import { forTarget } from './comprehensions.ts';
import { matchStatement } from './matchStatement.ts';
import { functionParameters } from './parameters.ts';
import {
	ahead,
	expect,
	explains,
	isSoft,
	noRule,
	type Parser,
	refuse,
	refuseHere,
	SyntaxRefusal,
	skipLine,
	take,
	textHere,
	token,
	tolerate,
	word,
} from './parser.ts';
import { orBroken, simpleLine } from './simpleStatements.ts';
import { syntaxError } from './syntaxFault.ts';
import { withStatement } from './withStatement.ts';

/** One statement with its blocks, or all statements of a line. */
function statement(p: Parser): Statement[] {
	switch (word(p)) {
		case 'if':
			return [ifStatement(p)];
		case 'while':
			return [whileStatement(p)];
		case 'for':
			return [forStatement(p)];
		case 'try':
			return [tryStatement(p)];
		case 'with':
			return [withStatement(p)];
		case 'def':
			return [functionDefinition(p, token(p).start, [])];
		case 'class':
			return [classDefinition(p, token(p).start, [])];
		case '@':
			return [decorated(p)];
		case 'async':
			return [asynchronous(p)];
		default: {
			const found = isSoft(p, 'match') ? matchStatement(p) : undefined;
			return found === undefined ? simpleLine(p) : [found];
		}
	}
}

/** All statements up to the end of a block or of the text. */
export function statements(p: Parser): Statement[] {
	const out: Statement[] = [];
	let unexpected = 0;
	for (;;) {
		const next = word(p);
		if (next === 'END' || next === 'ERROR' || (next === 'DEDENT' && unexpected === 0)) return out;
		const { depth, at } = p;
		try {
			if (next === 'DEDENT') unexpected--;
			else if (next === 'INDENT') {
				unexpected++;
				noRule(p);
			} else {
				for (const found of statement(p)) out.push(found);
				continue;
			}
			p.at++;
		} catch (error) {
			tolerate(p, error, depth);
			if (word(p) === 'INDENT' && p.at === at) p.at++;
			else {
				skipLine(p, at);
				take(p, 'NEWLINE');
				if (p.at === at) p.at++;
			}
		}
	}
}

/** From the colon on: the statements of a block. `opener` is the token that requires it. */
export function block(p: Parser, what: string, opener: { readonly start: number }): Statement[] {
	const { depth, at } = p;
	try {
		if (word(p) === 'NEWLINE' && explains(p)) refuseHere(p, "expected ':'");
		expect(p, ':');
	} catch (error) {
		tolerate(p, error, depth);
		skipLine(p, at, ':');
		take(p, ':');
	}
	if (!take(p, 'NEWLINE')) return word(p) === 'END' || word(p) === 'ERROR' ? missing(p) : simpleLine(p);
	if (!take(p, 'INDENT')) {
		if (explains(p)) {
			if (word(p) === 'ERROR') noRule(p);
			const { start, end } = token(p);
			const message = `expected an indented block after ${what} on line `;
			throw new SyntaxRefusal(p.at, { type: 'IndentationError', message, start, end, lineAt: opener.start });
		}
		return missing(p);
	}
	const out = statements(p);
	if (!take(p, 'DEDENT') && word(p) === 'ERROR') missing(p);
	return out;
}

function missing(p: Parser): Statement[] {
	const error = new SyntaxRefusal(p.at, word(p) === 'ERROR' ? p.stop : undefined);
	tolerate(p, error, p.depth);
	return [];
}

function elseBlock(p: Parser): Statement[] {
	const opener = token(p);
	return take(p, 'else') ? block(p, "'else' statement", opener) : [];
}

/** The end of the last statement of a block, without the line break after it. */
function whole(p: Parser, start: number): { readonly start: number; readonly end: number } {
	let last = p.at - 1;
	while (/^(?:NEWLINE|DEDENT|INDENT)$/.test(p.words[last] ?? '') && last > 0) last--;
	return { start, end: Math.max(start, p.tokens[last]?.end ?? start) };
}

function ifStatement(p: Parser): Statement {
	const branches: { readonly start: number; readonly test: Expression; readonly body: Statement[] }[] = [];
	let name = word(p);
	do {
		const opener = token(p);
		p.at++;
		const test = orBroken(p, p.rules.named);
		branches.push({ start: opener.start, test, body: block(p, `'${name}' statement`, opener) });
		name = word(p);
	} while (name === 'elif');
	let orelse = elseBlock(p);
	for (let index = branches.length - 1; index > 0; index--) {
		const { start, test, body } = branches[index] as (typeof branches)[number];
		orelse = [{ kind: 'if', test, body, orelse, span: whole(p, start) }];
	}
	const [{ start, test, body }] = branches as [(typeof branches)[number]];
	return { kind: 'if', test, body, orelse, span: whole(p, start) };
}

function whileStatement(p: Parser): Statement {
	const opener = expect(p, 'while');
	const test = orBroken(p, p.rules.named);
	const body = block(p, "'while' statement", opener);
	return { kind: 'while', test, body, orelse: elseBlock(p), span: whole(p, opener.start) };
}

function forStatement(p: Parser): Statement & { readonly kind: 'for' } {
	const opener = token(p);
	const target = orBroken(p, forTarget);
	const iterable = orBroken(p, p.rules.starExpressions);
	const body = block(p, "'for' statement", opener);
	return { kind: 'for', target, iterable, body, orelse: elseBlock(p), span: whole(p, opener.start) };
}

function tryStatement(p: Parser): Statement {
	const opener = expect(p, 'try');
	const body = block(p, "'try' statement", opener);
	if (word(p) !== 'except' && word(p) !== 'finally') {
		if (explains(p)) refuseHere(p, "expected 'except' or 'finally' block");
		tolerate(p, new SyntaxRefusal(p.at, word(p) === 'ERROR' ? p.stop : undefined), p.depth);
	}
	const handlers: Handler[] = [];
	let groups: boolean | undefined;
	while (word(p) === 'except') {
		const isGroup = word(p, 1) === '*';
		if (groups !== undefined && groups !== isGroup) {
			const { at } = p;
			if (explains(p)) explainMixed(p, isGroup);
			p.at = at;
			tolerate(p, new SyntaxRefusal(p.at + (isGroup ? 1 : 0)), p.depth);
		}
		groups ??= isGroup;
		handlers.push(handler(p, isGroup));
	}
	const orelse = handlers.length > 0 ? elseBlock(p) : [];
	const last = token(p);
	const final = take(p, 'finally') ? block(p, "'finally' statement", last) : [];
	const span = whole(p, opener.start);
	if (groups !== true) return { kind: 'try', body, handlers, orelse, finally: final, span };
	const inner: Statement = { kind: 'try', body, handlers, orelse, finally: final, span };
	return { kind: 'unsupported', what: 'except*', targets: [], parts: [], body: [inner], span };
}

function explainMixed(p: Parser, isGroup: boolean): void {
	ahead(p, (inner) => handler(inner, isGroup));
	refuse(p, "cannot have both 'except' and 'except*' on the same 'try'", token(p));
}

function handler(p: Parser, isGroup: boolean): Handler {
	const opener = expect(p, 'except');
	if (isGroup) p.at++;
	const what = isGroup ? "'except*' statement" : "'except' statement";
	if (word(p) === ':' && !isGroup) {
		return { body: block(p, what, opener), span: whole(p, opener.start) };
	}
	if (explains(p) && isGroup && (word(p) === ':' || word(p) === 'NEWLINE')) {
		refuseHere(p, 'expected one or more exception types');
	}
	const type = orBroken(p, handlerType);
	const bound = take(p, 'as') ? token(p) : undefined;
	const name = bound && textHere(p).normalize('NFKC');
	if (bound !== undefined) expect(p, 'NAME');
	const body = block(p, what, opener);
	return {
		type,
		...(bound && { name: name ?? '', nameSpan: { start: bound.start, end: bound.end } }),
		body,
		span: whole(p, opener.start),
	};
}

function handlerType(p: Parser): Expression {
	const { start } = token(p);
	const type = p.rules.expression(p);
	if (explains(p) && word(p) === ',') {
		const end = ahead(p, (inner) => {
			while (take(inner, ',')) if (word(inner) !== 'as' && word(inner) !== ':') inner.rules.expression(inner);
			if (take(inner, 'as')) expect(inner, 'NAME');
			return expect(inner, ':').start;
		});
		if (end !== undefined) refuse(p, 'multiple exception types must be parenthesized', { start, end });
	}
	return type;
}

function functionDefinition(p: Parser, start: number, decorators: readonly Expression[]): Statement {
	const opener = expect(p, 'def');
	const node = functionNode(p, opener, decorators);
	return { kind: 'function', function: node, span: whole(p, start) };
}

function functionNode(
	p: Parser,
	opener: { readonly start: number },
	decorators: readonly Expression[],
): FunctionNode {
	const { depth } = p;
	const nameSpan = { start: token(p).start, end: token(p).end };
	const name = word(p) === 'NAME' ? textHere(p).normalize('NFKC') : '';
	let parameters: FunctionNode['parameters'] = [];
	let returns: Expression | undefined;
	try {
		expect(p, 'NAME');
		expect(p, '(');
		parameters = functionParameters(p);
		expect(p, ')');
		if (word(p) === '->') returns = returnType(p);
	} catch (error) {
		tolerate(p, error, depth);
		skipLine(p, p.at, ':');
	}
	const body = block(p, 'function definition', opener);
	return { name, nameSpan, parameters, body, decorators, ...(returns && { returns }) };
}

/** If no expression follows, CPython expects the colon instead of the arrow. */
function returnType(p: Parser): Expression {
	const arrow = token(p);
	const { at } = p;
	p.at++;
	try {
		return p.rules.expression(p);
	} catch (error) {
		if (!(error instanceof SyntaxRefusal) || error.fault !== undefined) throw error;
		throw new SyntaxRefusal(at, syntaxError("expected ':'", arrow));
	}
}

function classDefinition(p: Parser, start: number, decorators: readonly Expression[]): Statement {
	const opener = expect(p, 'class');
	const nameSpan = { start: token(p).start, end: token(p).end };
	const name = textHere(p).normalize('NFKC');
	expect(p, 'NAME');
	const args = take(p, '(') ? callArguments(p, true) : [];
	const body = block(p, 'class definition', opener);
	const targets: Expression[] = [{ kind: 'name', name, span: nameSpan }];
	const parts = [...decorators, ...args.map(({ value }) => value)];
	return { kind: 'unsupported', what: 'class', targets, parts, body, span: whole(p, start) };
}

function decorated(p: Parser): Statement {
	const { start } = token(p);
	const decorators: Expression[] = [];
	while (take(p, '@')) {
		decorators.push(p.rules.named(p));
		expect(p, 'NEWLINE');
	}
	if (word(p) === 'def') return functionDefinition(p, start, decorators);
	if (word(p) === 'class') return classDefinition(p, start, decorators);
	if (word(p) === 'async' && word(p, 1) === 'def') return asynchronous(p, start, decorators);
	if (word(p) === 'async') p.at++;
	noRule(p);
}

function asynchronous(p: Parser, from?: number, decorators: readonly Expression[] = []): Statement {
	const { start } = expect(p, 'async');
	if (word(p) === 'def') {
		const opener = expect(p, 'def');
		const definition = functionNode(p, opener, decorators);
		const { name, nameSpan } = definition;
		const targets: Expression[] = [{ kind: 'name', name, span: nameSpan }];
		const span = whole(p, from ?? start);
		return { kind: 'unsupported', what: 'async', targets, parts: [], body: [], span, definition };
	}
	if (word(p) === 'with') return { ...withStatement(p), what: 'async with', span: whole(p, start) };
	if (word(p) !== 'for') noRule(p);
	const inner = forStatement(p);
	return {
		kind: 'unsupported',
		what: 'async for',
		targets: [inner.target],
		parts: [inner.iterable],
		body: [...inner.body, ...inner.orelse],
		span: whole(p, start),
		loop: inner,
	};
}
