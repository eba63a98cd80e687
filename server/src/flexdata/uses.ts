/** Finding one's way in a parsed file: the node at an offset, and every place where a file names a key. */
import { type Span, touches } from '../base/span.ts';
import type { Condition, Element, FlexNode, ParsedFile } from './syntax.ts';
import { type Reference, referencesOf, targetOf, type Value } from './value.ts';

/** A place that names a key. */
export interface KeyUse {
	/**
	 * `reference`: `$[key]`. `test`: `$[key?]`. `embedding`: `$[[key]]` alone on its line. `condition`: a `when` asks
	 * about it.
	 */
	readonly kind: 'reference' | 'test' | 'embedding' | 'condition';
	/** With its section. */
	readonly key: string;
	readonly mode: 'zap' | 'lax' | undefined;
	/** All of it, from `$[` to `]`. */
	readonly span: Span;
	/** The name as written, without a leading colon and without modes: what a renaming replaces. */
	readonly nameSpan: Span;
	/** The name is written relative to a section, as `:name`. */
	readonly relative: boolean;
	readonly node: FlexNode;
}

/**
 * The node that holds `offset`; behind the last line end it is the last one, `undefined` only in an empty file. Takes
 * logarithmic time.
 */
export function nodeAt(file: ParsedFile, offset: number): FlexNode | undefined {
	let low = 0;
	let high = file.nodes.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((file.nodes[middle]?.span.start ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return file.nodes[low];
}

/** The places in a file that name keys, in order. Names that references make up are left out: nobody knows them here. */
export function keyUses(file: ParsedFile): KeyUse[] {
	return file.nodes.flatMap(usesIn);
}

/** The place naming a key that `offset` touches. */
export function keyUseAt(file: ParsedFile, offset: number): KeyUse | undefined {
	const node = nodeAt(file, offset);
	return node === undefined ? undefined : usesIn(node).find((use) => touches(use.span, offset));
}

/** The values that an element holds: its own, or those of the lines of a block with the names of embedded blocks. */
export function valuesOf(element: Element): Value[] {
	if (element.kind === 'element') return [element.value];
	return element.lines.flatMap((line) => {
		if (line.kind === 'value') return [line.value];
		return line.kind === 'embedding' ? [line.name] : [];
	});
}

function usesIn(node: FlexNode): KeyUse[] {
	switch (node.kind) {
		case 'annotation':
			if (node.annotation === 'collect') {
				return [...valueUses(node, node.path, undefined), ...conditionUses(node, node.condition)];
			}
			if (node.annotation === 'section' || node.annotation === 'when')
				return conditionUses(node, node.condition);
			return [];
		case 'element':
			return valueUses(node, node.value, node.ownSection);
		case 'block':
			return blockUses(node);
		default:
			return [];
	}
}

/** Names relative to the section are taken for what they mean when the block is joined; a plain line has no section. */
function blockUses(block: Extract<FlexNode, { kind: 'block' }>): KeyUse[] {
	return block.lines.flatMap((line): KeyUse[] => {
		if (line.kind === 'value') return valueUses(block, line.value, block.ownSection);
		if (line.kind !== 'embedding') return [];
		if (line.key === undefined) return valueUses(block, line.name, block.ownSection);
		const mode = line.name.text.endsWith(':lax') ? 'lax' : undefined;
		const { key, reference: span, keySpan: nameSpan } = line;
		return [{ kind: 'embedding', key, mode, span, nameSpan, relative: false, node: block }];
	});
}

function valueUses(node: FlexNode, value: Value, section: string | undefined): KeyUse[] {
	return referencesOf(value).flatMap((reference) => {
		const use = referenceUse(node, reference, section);
		return use === undefined ? [] : [use];
	});
}

function referenceUse(node: FlexNode, reference: Reference, section: string | undefined): KeyUse | undefined {
	const target = targetOf(reference, section);
	if (target.kind !== 'key') return undefined;
	const { span, nameSpan, scope, test } = reference;
	const kind = test ? 'test' : 'reference';
	return { kind, key: target.key, mode: target.mode, span, nameSpan, relative: scope !== 'global', node };
}

/** The key of a condition stands in the annotation that states it; others only inherit it. */
function conditionUses(node: FlexNode, condition: Condition | undefined): KeyUse[] {
	const first = condition?.words[0];
	if (first === undefined || first.span.start < node.span.start) return [];
	const { text: key, span } = first;
	return [{ kind: 'condition', key, mode: undefined, span, nameSpan: span, relative: false, node }];
}
