/** What the repository view hands to the editor, and the editor back to commands: names of rows, not their content. */

export interface RowNode {
	readonly kind: 'row';
	readonly home: string;
	/** The row's id in the protocol. */
	readonly id: string;
}

/** The row of a whole set-up, drawn only where there are several. */
export interface HomeNode {
	readonly kind: 'home';
	readonly home: string;
}

export type TreeNode = RowNode | HomeNode;

/** One text for each row and each home: the editor takes rows with the same one for the same. */
export function nodeKey(node: TreeNode): string {
	return JSON.stringify(node.kind === 'row' ? [node.home, node.id] : [node.home]);
}

/** True for what a menu of the repository view gives to a command on one row. */
export function isRowNode(value: unknown): value is RowNode {
	if (typeof value !== 'object' || value === null) return false;
	const node = value as Partial<Record<keyof RowNode, unknown>>;
	return node.kind === 'row' && typeof node.home === 'string' && typeof node.id === 'string';
}
