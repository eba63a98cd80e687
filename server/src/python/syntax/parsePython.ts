/**
 * The complete grammar: from tokens to statements.
 * Python 3.11 Language Reference, 10, Full Grammar specification.
 */
import type { Statement } from './ast.ts';
import { block, statements } from './compoundStatements.ts';
import { bitwiseOr, disjunction, expression, named, starExpressions, value } from './expressions.ts';
import { createParser, noRule, type Rules, tolerate, word } from './parser.ts';
import { parseWhole, type Whole } from './parseWhole.ts';
import type { Tokens } from './tokens.ts';

const rules: Rules = { expression, named, starExpressions, value, bitwiseOr, disjunction, block };

/** The statements in some tokens, and the first error of CPython's parser. */
export function parsePython(source: string, tokens: Tokens): Whole<Statement[]> {
	return parseWhole(
		(diagnosing) => createParser(source, tokens, rules, diagnosing),
		(p) => {
			const body = statements(p);
			try {
				if (word(p) !== 'END') noRule(p);
			} catch (error) {
				tolerate(p, error, p.depth);
			}
			return body;
		},
	);
}
