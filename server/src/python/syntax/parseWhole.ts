/** Parses twice, as CPython does: once for the tree and, if that fails, again to explain the error. */
import { type Parser, SyntaxRefusal } from './parser.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';

export interface Whole<T> {
	/** `undefined` if nothing could be parsed, even partially. */
	readonly result: T | undefined;
	readonly fault: SyntaxFault | undefined;
	/** The errors of the compiler. */
	readonly notes: readonly SyntaxFault[];
}

/** Runs `parse` on the tokens, with parsers that `make` creates. */
export function parseWhole<T>(make: (diagnosing: boolean) => Parser, parse: (p: Parser) => T): Whole<T> {
	const p = make(false);
	let result: T | undefined;
	let { failure } = p;
	try {
		result = parse(p);
		failure = p.failure;
	} catch (error) {
		if (!(error instanceof SyntaxRefusal)) throw error;
		failure = p.failure ?? error;
	}
	const fault = failure && (failure.fault ?? explained(make(true), parse, failure));
	return { result, fault, notes: p.notes };
}

function explained<T>(p: Parser, parse: (p: Parser) => T, { index }: SyntaxRefusal): SyntaxFault {
	p.furthest = index;
	let told: SyntaxFault | undefined;
	try {
		parse(p);
	} catch (error) {
		if (!(error instanceof SyntaxRefusal)) throw error;
		told = error.fault;
	}
	const reach = p.tokens[p.furthest]?.start ?? 0;
	if (told !== undefined) return { ...told, reach };
	const { start, end } = p.tokens[index] ?? { start: reach, end: reach };
	const word = p.words[index];
	if (word === 'INDENT') return { type: 'IndentationError', message: 'unexpected indent', start, end, reach };
	if (word === 'DEDENT')
		return { type: 'IndentationError', message: 'unexpected unindent', start, end, reach };
	return { ...syntaxError('invalid syntax', { start, end }), reach };
}
