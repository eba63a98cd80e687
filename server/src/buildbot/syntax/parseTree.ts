/** The one door to the parser library: Python text in, a plain concrete syntax tree out. */
import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/** A node of the concrete tree. `name` is the grammar's: `CallExpression`, `VariableName`, or the token itself. */
export interface TreeNode {
	readonly name: string;
	readonly start: number;
	readonly end: number;
	readonly children: readonly TreeNode[];
}

/** What the parser puts where the text does not fit the grammar. */
export const errorNode = '⚠';

interface OpenNode extends TreeNode {
	readonly children: TreeNode[];
}

/**
 * Parses any text, comments left out; what is no Python becomes nodes named `errorNode`. Offsets are UTF-16, counted from
 * `start`.
 */
export function parseTree(text: string, start = 0): TreeNode {
	const cursor = parsed(text).cursor();
	const nodeHere = (): OpenNode => ({
		name: cursor.name,
		start: start + cursor.from,
		end: start + cursor.to,
		children: [],
	});
	const root = nodeHere();
	const open = [root];
	for (let more = cursor.firstChild(); more; ) {
		const node = nodeHere();
		if (node.name !== 'Comment') open.at(-1)?.children.push(node);
		if (cursor.firstChild()) {
			open.push(node);
			continue;
		}
		more = cursor.nextSibling();
		while (!more && cursor.parent()) {
			open.pop();
			more = cursor.nextSibling();
		}
	}
	return root;
}

/**
 * The library breaks off what looks like a very long chain of operators, and takes a file with some hundred blank lines
 * for one: it would see an error in sound text. Told that the longest chain was seen already, it leaves that be.
 */
function parsed(text: string): Tree {
	const parse = Object.assign(parser.startParse(text), { lastBigReductionSize: Infinity });
	for (;;) {
		const tree = parse.advance();
		if (tree !== null) return tree;
	}
}
