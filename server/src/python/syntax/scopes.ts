/**
 * The names that each scope binds, uses and declares, as far as CPython checks them.
 * Python 3.11 Language Reference, 4.2, Naming and binding.
 */
import type { Span } from '../../base/span.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';

type ScopeKind = 'module' | 'class' | 'function' | 'comprehension';

interface Name {
	bound?: boolean;
	imported?: boolean;
	/** Bound by `:=` in a comprehension. */
	rebound?: boolean;
	used?: boolean;
	parameter?: boolean;
	annotated?: boolean;
	global?: boolean;
	nonlocal?: boolean;
	/** A loop variable of a comprehension. */
	iterated?: boolean;
}

export interface SymbolScope {
	readonly kind: ScopeKind;
	readonly parent: SymbolScope | undefined;
	readonly children: SymbolScope[];
	readonly names: Map<string, Name>;
	/** The places of `global` and `nonlocal`. */
	readonly declared: { readonly name: string; readonly span: Span; readonly as: 'global' | 'nonlocal' }[];
	readonly isAsync: boolean;
	/** The kind of a comprehension, for errors. */
	readonly makes?: string;
	awaits: boolean;
	yields: boolean;
	/** The first `return` with a value. */
	returned: Span | undefined;
	/** True while a comprehension's iterables are visited. */
	inIterable: boolean;
	/** True while a comprehension's targets are visited. */
	inTarget: boolean;
}

export function createScope(
	kind: ScopeKind,
	parent?: SymbolScope,
	isAsync = false,
	makes?: string,
): SymbolScope {
	const scope: SymbolScope = {
		kind,
		parent,
		children: [],
		names: new Map(),
		declared: [],
		isAsync,
		...(makes === undefined ? {} : { makes }),
		awaits: false,
		yields: false,
		returned: undefined,
		inIterable: parent?.inIterable ?? false,
		inTarget: false,
	};
	parent?.children.push(scope);
	return scope;
}

export function nameIn(scope: SymbolScope, name: string): Name {
	const known = scope.names.get(name);
	if (known !== undefined) return known;
	const created: Name = {};
	scope.names.set(name, created);
	return created;
}

/** `global` or `nonlocal`: CPython's error if the name was already seen. */
export function declare(
	scope: SymbolScope,
	name: string,
	as: 'global' | 'nonlocal',
	span: Span,
): SyntaxFault | undefined {
	const known = nameIn(scope, name);
	const { parameter, used, annotated, bound } = known;
	known[as] = true;
	scope.declared.push({ name, span, as });
	if (parameter) return syntaxError(`name '${name}' is parameter and ${as}`, span);
	if (used) return syntaxError(`name '${name}' is used prior to ${as} declaration`, span);
	if (annotated) return syntaxError(`annotated name '${name}' can't be ${as}`, span);
	if (bound) return syntaxError(`name '${name}' is assigned to before ${as} declaration`, span);
	return undefined;
}

/** A name in the target of a comprehension becomes a loop variable, which `:=` cannot bind. */
export function markIterated(scope: SymbolScope, name: string, span: Span): SyntaxFault | undefined {
	if (!scope.inTarget) return undefined;
	const known = nameIn(scope, name);
	known.iterated = true;
	if (!known.rebound) return undefined;
	const message = `comprehension inner loop cannot rebind assignment expression target '${name}'`;
	return syntaxError(message, span);
}

/** `:=` in a comprehension binds in the enclosing scope. */
export function bindAround(scope: SymbolScope, name: string, span: Span): SyntaxFault | undefined {
	if (scope.inIterable) {
		return syntaxError('assignment expression cannot be used in a comprehension iterable expression', span);
	}
	let around: SymbolScope | undefined = scope;
	for (; around?.kind === 'comprehension'; around = around.parent) {
		if (around.names.get(name)?.iterated) {
			const message = `assignment expression cannot rebind comprehension iteration variable '${name}'`;
			return syntaxError(message, span);
		}
	}
	if (around?.kind === 'class') {
		return syntaxError('assignment expression within a comprehension cannot be used in a class body', span);
	}
	// In a module such a name becomes global, so a later `global` is not an error.
	if (around !== undefined && around.kind !== 'module') nameIn(around, name).bound = true;
	nameIn(scope, name).rebound = true;
	return markIterated(scope, name, span);
}

/** The first `nonlocal` without a matching name in an enclosing scope, once all scopes are known. */
export function unboundFault(
	scope: SymbolScope,
	around: ReadonlySet<string> = new Set(),
): SyntaxFault | undefined {
	for (const { name, span, as } of scope.declared) {
		const { global, nonlocal } = nameIn(scope, name);
		if (global && nonlocal) return syntaxError(`name '${name}' is nonlocal and global`, span);
		if (as === 'global') continue;
		if (scope.kind === 'module') {
			return syntaxError('nonlocal declaration not allowed at module level', span);
		}
		if (!around.has(name)) return syntaxError(`no binding for nonlocal '${name}' found`, span);
	}
	const inner = scope.kind === 'function' || scope.kind === 'comprehension' ? new Set(around) : around;
	if (inner instanceof Set) {
		for (const [name, { bound, imported, parameter, global, nonlocal }] of scope.names) {
			if (scope.kind === 'module' || scope.kind === 'class') break;
			if (global) inner.delete(name);
			else if ((bound || imported || parameter) && !nonlocal) inner.add(name);
		}
	}
	for (const child of scope.children) {
		const fault = unboundFault(child, inner);
		if (fault !== undefined) return fault;
	}
	return undefined;
}
