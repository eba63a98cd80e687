/** Searches a parsed file: the node at an offset, what it states, and every place that names a key. */
import { lowerBound } from '../base/collections.ts';
import { type Span, touches } from '../base/span.ts';
import { type BlockLine, lineSpan } from './blockLine.ts';
import type { Block, Condition, Element, FlexNode, ParsedFile } from './syntax.ts';
import { type ParsedValue, targetOf } from './value.ts';

/** A place that names a key. */
export interface KeyUse {
	/**
	 * `reference`: `$[key]`. `test`: `$[key?]`. `embedding`: `$[[key]]` alone on its line. `condition`: in the condition of a
	 * `when`.
	 */
	readonly kind: 'reference' | 'test' | 'embedding' | 'condition';
	/** Including its section. */
	readonly key: string;
	readonly mode: 'zap' | 'lax' | undefined;
	/** The whole reference, from `$[` to `]`. */
	readonly span: Span;
	/** The name as written, without a leading colon and without modes. A rename replaces this part. */
	readonly nameSpan: Span;
	/** The name is written relative to a section, as `:name`. */
	readonly relative: boolean;
	readonly node: FlexNode;
}

/**
 * The node that contains `offset`. After the last newline it is the last node; `undefined` only in an empty file. Takes
 * logarithmic time.
 */
export function nodeAt(file: ParsedFile, offset: number): FlexNode | undefined {
	return lastBefore(file.nodes, offset, ({ span }) => span.start);
}

/** The last of several ordered items that begins at or before `offset`; otherwise the first. */
function lastBefore<T>(things: readonly T[], offset: number, startOf: (thing: T) => number): T | undefined {
	return things[Math.max(0, lowerBound(things, offset + 1, startOf) - 1)];
}

/** The places in the file that name keys, in order. Names that references compose are omitted, because they are unknown here. */
export function keyUses(file: ParsedFile): KeyUse[] {
	const found: KeyUse[] = [];
	for (const node of file.nodes) addUses(node, found);
	return found;
}

/** The places in one node. */
export function keyUsesIn(node: FlexNode): KeyUse[] {
	const found: KeyUse[] = [];
	addUses(node, found);
	return found;
}

/** The place at `offset` that names a key. In a block, which may be long, only one line is searched. */
export function keyUseAt(file: ParsedFile, offset: number): KeyUse | undefined {
	const node = nodeAt(file, offset);
	if (node === undefined) return undefined;
	const found: KeyUse[] = [];
	if (node.kind === 'block') {
		const line = lastBefore(node.lines, offset, (one) => lineSpan(one).start);
		if (line !== undefined) addLineUses(node, line, found);
	} else addUses(node, found);
	return found.find((use) => touches(use.span, offset));
}

/** The values in an element: its own, or those of the lines of a block with the names of embedded blocks. */
export function valuesOf(element: Element): ParsedValue[] {
	if (element.kind === 'element') return [element.value];
	return element.lines.flatMap((line) => {
		if (line.kind === 'value') return [line.value];
		return line.kind === 'embedding' ? [line.name] : [];
	});
}

/** The span that represents an element: its name, or its colon if it has none. */
export function placeOf({ nameSpan, name }: Element): Span {
	return name === '' ? { start: nameSpan.start, end: nameSpan.end + 1 } : nameSpan;
}

/** The condition that an annotation states itself, rather than inherits. */
export function statedCondition(node: FlexNode): Condition | undefined {
	if (node.kind !== 'annotation' || !('condition' in node)) return undefined;
	const first = node.condition?.words[0];
	return first !== undefined && first.span.start >= node.span.start ? node.condition : undefined;
}

function addUses(node: FlexNode, found: KeyUse[]): void {
	switch (node.kind) {
		case 'annotation':
			if (node.annotation === 'collect') addValueUses(node, node.path, undefined, found);
			addConditionUse(node, found);
			break;
		case 'element':
			addValueUses(node, node.value, node.ownSection, found);
			break;
		case 'block':
			for (const line of node.lines) addLineUses(node, line, found);
	}
}

/** Names relative to a section mean what they do when the block is joined; a plain line has no section. */
function addLineUses(block: Block, line: BlockLine, found: KeyUse[]): void {
	if (line.kind === 'value') addValueUses(block, line.value, block.ownSection, found);
	if (line.kind !== 'embedding') return;
	if (line.key === undefined) {
		addValueUses(block, line.name, block.ownSection, found);
		return;
	}
	const mode = line.name.text.endsWith(':lax') ? 'lax' : undefined;
	const { key, reference: span, keySpan: nameSpan } = line;
	found.push({ kind: 'embedding', key, mode, span, nameSpan, relative: false, node: block });
}

function addValueUses(
	node: FlexNode,
	value: ParsedValue,
	section: string | undefined,
	found: KeyUse[],
): void {
	for (const part of value.parts) {
		if (part.kind !== 'reference') continue;
		const target = targetOf(part, section);
		if (target.kind !== 'key') continue;
		const { span, nameSpan, scope, test } = part;
		const { key, mode } = target;
		const kind = test ? 'test' : 'reference';
		found.push({ kind, key, mode, span, nameSpan, relative: scope !== 'global', node });
	}
}

function addConditionUse(node: FlexNode, found: KeyUse[]): void {
	const first = statedCondition(node)?.words[0];
	if (first === undefined) return;
	const { text: key, span } = first;
	found.push({ kind: 'condition', key, mode: undefined, span, nameSpan: span, relative: false, node });
}
