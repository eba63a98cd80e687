/** `from __future__ import …` is a declaration: it allows only some names, and only at the top. */
import type { Statement } from './ast.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';

const features = new Set([
	...['nested_scopes', 'generators', 'division', 'absolute_import', 'with_statement', 'print_function'],
	...['unicode_literals', 'barry_as_FLUFL', 'generator_stop', 'annotations'],
]);

/** Returns the first unknown feature. Adds imports in valid places to `timely`. */
export function futureFault(body: readonly Statement[], timely: Set<Statement>): SyntaxFault | undefined {
	let isOver = false;
	for (const [index, statement] of body.entries()) {
		if (statement.kind !== 'import-from' || statement.module !== '__future__') {
			isOver ||= index > 0 || statement.kind !== 'expression' || statement.value.kind !== 'string';
			continue;
		}
		if (isOver) continue;
		timely.add(statement);
		if (statement.star) return syntaxError('future feature * is not defined', statement.span);
		const unknown = statement.names.find(({ name }) => !features.has(name));
		if (unknown === undefined) continue;
		const isJoke = unknown.name === 'braces';
		const message = isJoke ? 'not a chance' : `future feature ${unknown.name} is not defined`;
		return syntaxError(message, statement.span);
	}
	return undefined;
}
