/** The words that a file's `map_build` returns, as far as they are literals. */
import type { Span } from '../base/span.ts';
import { alternatives, lookupIn, membersIn, type StringNode, stringsIn } from '../python/constants.ts';
import type { Expression } from '../python/syntax/ast.ts';
import { type Callable, lambdaOf, type Variables } from '../python/variables.ts';

/** A mode or an extra target that `map_build` returns. */
export interface AnswerWord {
	readonly role: 'mode' | 'extra';
	readonly name: string;
	readonly span: Span;
	/** True if the text at `span` is the name itself. */
	readonly exact: boolean;
}

/** The functions that a name of the module, such as `map_build`, may refer to. */
export function callablesNamed(variables: Variables, name: string): readonly Callable[] {
	return variables.sources(`module ${name}`).flatMap((source) => {
		if (source.kind === 'function') return [source.callable];
		if (source.kind !== 'value') return [];
		return alternatives(source.expression, variables).flatMap((node) => callablesAt(node, variables));
	});
}

/** Each word once, in the order of the text. */
export function writtenAnswers(variables: Variables, mapBuild: readonly Callable[]): AnswerWord[] {
	const found = new Map<string, AnswerWord>();
	const put = (word: AnswerWord): void => {
		if (word.name !== '') found.set(`${word.role} ${word.span.start} ${word.name}`, word);
	};
	const seen = new Set<Expression>(mapBuild.flatMap(({ returns }) => returns));
	for (const node of seen) {
		if (!variables.spend()) break;
		for (const next of answersIn(node, variables, put)) seen.add(next);
	}
	return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

type Put = (word: AnswerWord) => void;

/** Passes the words of an answer to `put`, and returns further expressions that are answers. */
function answersIn(node: Expression, variables: Variables, put: Put): readonly Expression[] {
	switch (node.kind) {
		case 'string':
			putText(node, put);
			return [];
		case 'tuple':
		case 'list': {
			const [first, ...others] = node.items;
			if (first === undefined || first.kind === 'starred') return [];
			for (const mode of stringsIn(first, variables)) putWhole('mode', mode, put);
			putExtras(others, variables, put);
			return [];
		}
		case 'binary':
			return node.operator === '+' && putAdded(node.right, variables, put) ? [node.left] : [];
		case 'name':
			return ofName(node, variables, put);
		case 'call':
			return ofCall(node, variables);
		case 'subscript':
			return lookedUp(node, variables);
		default: {
			const others = alternatives(node, variables);
			return others.filter((other) => other !== node);
		}
	}
}

/** A string is split at `+`, as Metro splits it. */
function putText(node: StringNode, put: Put): void {
	let from = 0;
	for (const [index, part] of node.value.split('+').entries()) {
		putPart(index === 0 ? 'mode' : 'extra', node, { start: from, end: from + part.length }, put);
		from += part.length + 1;
	}
}

function putWhole(role: AnswerWord['role'], node: StringNode, put: Put): void {
	putPart(role, node, { start: 0, end: node.value.length }, put);
}

/** Spaces around a word disappear when the shell reads buildrepo's output. */
function putPart(
	role: AnswerWord['role'],
	{ value, exact, span }: StringNode,
	{ start, end }: Span,
	put: Put,
): void {
	const part = value.slice(start, end);
	const name = part.trim();
	const from = (exact?.start ?? 0) + start + (part.length - part.trimStart().length);
	const place = exact === undefined ? span : { start: from, end: from + name.length };
	put({ role, name, span: place, exact: exact !== undefined });
}

function putExtras(items: readonly Expression[], variables: Variables, put: Put): void {
	for (const item of items) {
		const strings =
			item.kind === 'starred'
				? membersIn(item.value, variables).flatMap((member) => stringsIn(member, variables))
				: stringsIn(item, variables);
		for (const extra of strings) putWhole('extra', extra, put);
	}
}

/** Handles what is added to an answer. Returns false if it may be the rest of a word, or is unknown. */
function putAdded(added: Expression, variables: Variables, put: Put): boolean {
	const all = alternatives(added, variables);
	const strings = all.filter((one) => one.kind === 'string');
	if (strings.length === 0) {
		putExtras(membersIn(added, variables), variables, put);
		return all.every(({ kind }) => kind === 'tuple' || kind === 'list');
	}
	if (strings.length < all.length || !strings.every(({ value }) => value === '' || value.startsWith('+')))
		return false;
	for (const node of strings) {
		putText(node, (word) => {
			if (word.role === 'extra') put(word);
		});
	}
	return true;
}

/** Handles a variable that only gets whole answers, and what is added to them. */
function ofName(node: Expression, variables: Variables, put: Put): readonly Expression[] {
	const variable = variables.at(node);
	if (variable === undefined || !variables.isWhole(variable)) return [];
	const sources = variables.sources(variable);
	const added = sources.flatMap((source) => (source.kind === 'added' ? [source.expression] : []));
	if (!added.every((one) => putAdded(one, variables, put))) return [];
	return sources.flatMap((source) => (source.kind === 'value' ? [source.expression] : []));
}

function ofCall(node: Expression & { readonly kind: 'call' }, variables: Variables): readonly Expression[] {
	const { callee, args } = node;
	if (callee.kind === 'name' && /^(?:tuple|list)$/.test(callee.name)) {
		const [first] = args;
		return first?.kind === 'plain' ? [first.value] : [];
	}
	const called = callablesAt(callee, variables).flatMap(({ returns }) => returns);
	return called.length > 0 ? called : lookedUp(node, variables);
}

function callablesAt(node: Expression, variables: Variables): readonly Callable[] {
	if (node.kind === 'lambda') return [lambdaOf(node)];
	const variable = variables.at(node);
	if (variable === undefined) return [];
	return variables.sources(variable).flatMap((source) => {
		if (source.kind === 'function') return [source.callable];
		return source.kind === 'value' && source.expression.kind === 'lambda'
			? [lambdaOf(source.expression)]
			: [];
	});
}

/** The values of a dict, or the items of a sequence, that a subscript selects from. */
function lookedUp(node: Expression, variables: Variables): readonly Expression[] {
	const lookup = lookupIn(node);
	if (lookup === undefined || lookup.key.kind === 'slice') return [];
	const { object, otherwise } = lookup;
	const values = alternatives(object, variables).flatMap((one) => {
		if (one.kind === 'dict') return one.entries.map(({ value }) => value);
		return one.kind === 'tuple' || one.kind === 'list' ? one.items : [];
	});
	return otherwise === undefined ? values : [...values, otherwise];
}
