/** Every use of a name in a file, grouped by variable. */
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import { clauseNames, functionNames, importedNames, targetNames } from './evaluation/binding.ts';
import type { Expression, FunctionNode, Statement } from './syntax/ast.ts';
import { expressionsOf, statementsOf, subexpressionsOf, targetsOf } from './syntax/walk.ts';

/** One use of a name. */
export interface NameUse {
	readonly name: string;
	readonly span: Span;
	/** True where the name is bound or deleted: assignment, parameter, `def`, `for`, `del`. */
	readonly binds: boolean;
	/** Equal for uses of the same variable, and only for those. */
	readonly variable: string;
}

/** A scope with the names it owns. The outermost scope owns all others. */
interface Owner {
	readonly id: string;
	readonly names: ReadonlySet<string>;
	readonly globals: ReadonlySet<string>;
	readonly parent?: Owner;
}

/** All uses in text order. */
export function* nameUsesWork(body: readonly Statement[]): Work<NameUse[]> {
	const uses: NameUse[] = [];
	const add = (owner: Owner, name: string, span: Span, binds: boolean): void => {
		uses.push({ name, span, binds, variable: `${ownerOf(owner, name)} ${name}` });
	};

	const block = (statements: readonly Statement[], owner: Owner): void => {
		for (const statement of statements) {
			const bound = new Set<Expression>(targetsOf(statement).flatMap(targetNames));
			if (statement.kind === 'function') {
				const { name, nameSpan } = statement.function;
				add(owner, name, nameSpan, true);
				for (const part of expressionsOf(statement)) visit(part, owner, bound);
				inFunction(statement.function, owner);
				continue;
			}
			if (statement.kind === 'try') {
				for (const { name, nameSpan } of statement.handlers) {
					if (name !== undefined && nameSpan !== undefined) add(owner, name, nameSpan, true);
				}
			}
			if (statement.kind === 'import' || statement.kind === 'import-from') {
				for (const { name, span } of importedNames(statement)) add(owner, name, span, true);
			}
			for (const part of expressionsOf(statement)) visit(part, owner, bound);
			block(statementsOf(statement), owner);
		}
	};

	const inFunction = (node: FunctionNode, owner: Owner): void => {
		const { locals, globals } = functionNames(node);
		const inner: Owner = { id: String(node.nameSpan.start), names: locals, globals, parent: owner };
		for (const { name, span } of node.parameters) add(inner, name, span, true);
		block(node.body, inner);
	};

	const visit = (node: Expression, owner: Owner, bound: ReadonlySet<Expression>): void => {
		if (node.kind === 'name') add(owner, node.name, node.span, bound.has(node));
		if (node.kind === 'walrus') add(owner, node.name, node.nameSpan, true);
		if (node.kind === 'lambda') {
			const names = new Set(node.parameters.map((parameter) => parameter.name));
			const inner: Owner = { id: scopeId(node.span), names, globals: new Set(), parent: owner };
			for (const { name, span } of node.parameters) add(inner, name, span, true);
			for (const part of subexpressionsOf(node)) visit(part, part === node.body ? inner : owner, bound);
		} else if (node.kind === 'comprehension') {
			const names = clauseNames(node.clauses);
			const inner: Owner = { id: scopeId(node.span), names, globals: new Set(), parent: owner };
			const targets = new Set<Expression>(node.clauses.flatMap((clause) => targetNames(clause.target)));
			// Python takes what the first clause goes through before the comprehension begins.
			const first = node.clauses[0]?.iterable;
			for (const part of subexpressionsOf(node)) visit(part, part === first ? owner : inner, targets);
		} else {
			for (const part of subexpressionsOf(node)) visit(part, owner, bound);
		}
	};

	const outermost: Owner = { id: 'module', names: new Set(), globals: new Set() };
	for (const statement of body) {
		block([statement], outermost);
		yield;
	}
	return uses.sort((a, b) => a.span.start - b.span.start);
}

/** A scope's place; a comprehension may begin where its element, another one, does. */
function scopeId({ start, end }: Span): string {
	return `${start}-${end}`;
}

function ownerOf(owner: Owner, name: string): string {
	let inner = owner;
	while (inner.parent !== undefined) {
		if (inner.globals.has(name)) return 'module';
		if (inner.names.has(name)) return inner.id;
		inner = inner.parent;
	}
	return inner.id;
}
