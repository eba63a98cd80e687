/** Which parameters a function reads, and how it tells their values apart: what else differs makes no difference to its answer. */
import type { FunctionNode, Statement } from '../python/syntax/ast.ts';
import { eachStatement } from '../python/syntax/walk.ts';
import type { Variables } from '../python/variables.ts';
import { type TellApart, toldApart } from './toldApart.ts';

/** What may read any name by its text. */
const reflecting = /^(?:globals|locals|vars|dir|exec|eval|compile|inspect|sys|__\w+__)$/;
const reflectingAttribute = /^(?:__\w+__|_getframe|f_locals|f_globals|f_back|modules)$/;

/**
 * The parameters that the function of that name reads, by their places, and how it tells their values apart if they are strings;
 * `undefined` for each that it may use in other ways. `undefined` for all: it may read each of them.
 */
export function readParameters(
	body: readonly Statement[],
	variables: Variables,
	name: string,
): ReadonlyMap<number, TellApart | undefined> | undefined {
	const found: FunctionNode[] = [];
	eachStatement(
		body,
		(statement) => {
			if (statement.kind === 'function' && statement.function.name === name) found.push(statement.function);
		},
		true,
	);
	const [only, ...others] = found;
	const variable = `module ${name}`;
	if (only === undefined || others.length > 0 || mayReadAnyName(body, variables)) return undefined;
	const [source, ...more] = variables.sources(variable);
	// A function of that name within another one may not be what the file's own name stands for.
	if (!variables.isWhole(variable) || source?.kind !== 'function' || more.length > 0) return undefined;
	if (only.decorators.length > 0) return undefined;
	const read = new Map<number, TellApart | undefined>();
	for (const [index, { kind, span }] of only.parameters.entries()) {
		if (kind !== 'ordinary' && kind !== 'positional-only') return undefined;
		const own = variables.uses.find((use) => use.span.start === span.start)?.variable;
		// A parameter that gets another value is used, too: `full += 1` fails for some values.
		const uses = variables.uses.filter((use) => use.variable === own);
		if (own === undefined || uses.length > 1)
			read.set(index, own === undefined ? undefined : toldApart(variables, own));
	}
	return read;
}

/** Whether a file may read names by their text, or has statements whose names are not followed. */
export function mayReadAnyName(body: readonly Statement[], { expressions }: Variables): boolean {
	let isOpaque = false;
	eachStatement(
		body,
		(statement) => {
			if (statement.kind === 'unsupported' || (statement.kind === 'import-from' && statement.star))
				isOpaque = true;
		},
		true,
	);
	if (isOpaque) return true;
	return expressions.some(
		(node) =>
			(node.kind === 'name' && reflecting.test(node.name)) ||
			(node.kind === 'attribute' && reflectingAttribute.test(node.name)),
	);
}
