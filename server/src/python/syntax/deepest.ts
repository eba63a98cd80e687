/** The depth of a syntax tree, computed without recursion. */
import type { Expression, Statement } from './ast.ts';
import { tooDeep } from './unreadable.ts';
import { expressionsOf, statementsOf, subexpressionsOf } from './walk.ts';

/** All code that reads a tree can follow it this deep. CPython's compiler gives up at about three times this depth. */
const most = 1000;

/** Throws if a tree is deeper than its readers can follow. */
export function checkDepth(body: readonly Statement[]): void {
	let statements: readonly Statement[] = body;
	let expressions: readonly Expression[] = [];
	for (let depth = 0; statements.length > 0 || expressions.length > 0; depth++) {
		if (depth > most) throw tooDeep(body[0]?.span.start ?? 0);
		const below: Expression[] = [];
		const inside: Statement[] = [];
		for (const expression of expressions) {
			for (const part of subexpressionsOf(expression)) if (!isLeaf(part)) below.push(part);
		}
		for (const statement of statements) {
			for (const part of expressionsOf(statement)) below.push(part);
			for (const inner of statementsOf(statement)) inside.push(inner);
			if (statement.kind === 'function') for (const inner of statement.function.body) inside.push(inner);
			if (statement.kind === 'unsupported' && statement.definition !== undefined) {
				for (const inner of statement.definition.body) inside.push(inner);
			}
		}
		expressions = below;
		statements = inside;
	}
}

/** True for nodes without children; long lists consist of them. */
function isLeaf({ kind }: Expression): boolean {
	return kind === 'string' || kind === 'name' || kind === 'int';
}
