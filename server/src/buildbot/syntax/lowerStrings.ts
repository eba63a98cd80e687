/** Turns string literals, plain, formatted and written side by side, into their abstract form. */
import { addAll } from '../../base/addAll.ts';
import { type Span, spanOf } from '../../base/span.ts';
import type { Expression, FormatPart } from './ast.ts';
import type { TreeNode } from './parseTree.ts';
import { decodeContent, type LiteralShape, literalShape } from './stringLiteral.ts';

/** How the expressions between braces are lowered. */
type Lower = (nodes: readonly TreeNode[], at: number) => Expression;

/** Lowers a `String`, `FormatString` or `ContinuedString` node. */
export function lowerStrings(source: string, node: TreeNode, lower: Lower): Expression {
	const span = spanOf(node);
	const literals = node.name === 'ContinuedString' ? node.children : [node];
	const several = literals.length > 1;
	const pieces = several ? literals.map(spanOf) : undefined;
	const parts: FormatPart[] = [];
	let formatted = false;
	for (const literal of literals) {
		const shape = literalShape(source, literal);
		if (shape.bytes) return { kind: 'unsupported', what: 'a bytes literal', parts: [], span };
		const text = source.slice(shape.content.start, shape.content.end);
		if (!shape.raw && /(?<!\\)(?:\\\\)*\\N\{/.test(text)) {
			return { kind: 'unsupported', what: 'a character by its name', parts: [], span };
		}
		if (literal.name === 'FormatString') {
			formatted = true;
			addAll(parts, formatParts(source, literal, shape.content, shape, lower, ['{{', '}}']));
		} else {
			parts.push({ kind: 'text', value: decodeContent(shape.raw, text) });
		}
	}
	if (formatted) return { kind: 'fstring', parts, span, ...(pieces ? { pieces } : {}) };
	const value = parts.map((part) => (part.kind === 'text' ? part.value : '')).join('');
	if (pieces) return { kind: 'string', value, span, pieces };
	const { content } = literalShape(source, span);
	const exact = source.slice(content.start, content.end) === value;
	return { kind: 'string', value, span, ...(exact ? { exact: content } : {}) };
}

/** Text and replacements between `within.start` and `within.end`, in order. */
function formatParts(
	source: string,
	node: TreeNode,
	within: Span,
	shape: LiteralShape,
	lower: Lower,
	doubled: readonly string[],
): FormatPart[] {
	const parts: FormatPart[] = [];
	let at = within.start;
	const text = (end: number): void => {
		if (end <= at) return;
		let raw = source.slice(at, end);
		for (const pair of doubled) raw = raw.replaceAll(pair, pair[0] ?? '');
		parts.push({ kind: 'text', value: decodeContent(shape.raw, raw) });
	};
	for (const child of node.children) {
		if (child.name !== 'FormatReplacement') continue;
		text(child.start);
		parts.push(replacement(source, child, shape, lower));
		at = child.end;
	}
	text(within.end);
	return parts;
}

function replacement(source: string, node: TreeNode, shape: LiteralShape, lower: Lower): FormatPart {
	const special = new Set(['{', '}', 'FormatConversion', 'FormatSpec', 'FormatSelfDoc']);
	const find = (name: string): TreeNode | undefined => node.children.find((child) => child.name === name);
	const value = lower(
		node.children.filter((child) => !special.has(child.name)),
		node.start + 1,
	);
	const selfDoc = node.children.findIndex((child) => child.name === 'FormatSelfDoc');
	const afterSelf = node.children[selfDoc + 1]?.start ?? node.end;
	const conversion = find('FormatConversion');
	const spec = find('FormatSpec');
	const specSpan = spec === undefined ? undefined : { start: spec.start + 1, end: spec.end };
	return {
		kind: 'replacement',
		value,
		...(selfDoc < 0 ? {} : { selfText: source.slice(node.start + 1, afterSelf) }),
		...(conversion === undefined ? {} : { conversion: source.slice(conversion.start + 1, conversion.end) }),
		...(spec && specSpan ? { spec: formatParts(source, spec, specSpan, shape, lower, []) } : {}),
	};
}
