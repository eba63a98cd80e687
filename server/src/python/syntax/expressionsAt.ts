/** Finds what is written at a place of a program. */
import type { Expression, Statement } from './ast.ts';
import { eachStatement, expressionsOf, subexpressionsOf } from './walk.ts';

/** The expressions around an offset, each inside the one before it. */
export function expressionsAt(body: readonly Statement[], offset: number): readonly Expression[] {
	const path: Expression[] = [];
	const contains = ({ span }: Expression): boolean => span.start <= offset && offset < span.end;
	eachStatement(
		body,
		(statement) => {
			if (path.length > 0) return;
			let next = expressionsOf(statement).find(contains);
			while (next !== undefined) {
				path.push(next);
				next = subexpressionsOf(next).find(contains);
			}
		},
		true,
	);
	return path;
}
