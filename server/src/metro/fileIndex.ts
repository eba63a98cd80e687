/** What one file says of keys: where it defines and where it names them, made once for each parse. */
import { append } from '../base/multiMap.ts';
import { oncePer } from '../base/once.ts';
import {
	type CollectAnnotation,
	type Element,
	type KeyUse,
	keyUses,
	type ParsedFile,
} from '../flexdata/index.ts';

export interface FileIndex {
	readonly definitions: ReadonlyMap<string, readonly Element[]>;
	readonly uses: ReadonlyMap<string, readonly KeyUse[]>;
	readonly collects: readonly CollectAnnotation[];
	/** How names begin that references make up: `files/` of `$[[files/$[kind]]]`. */
	readonly computedPrefixes: readonly string[];
}

/** The index of a parsed file. */
export const fileIndex = oncePer((file: ParsedFile): FileIndex => {
	const definitions = new Map<string, Element[]>();
	const uses = new Map<string, KeyUse[]>();
	const collects: CollectAnnotation[] = [];
	const computedPrefixes: string[] = [];
	for (const node of file.nodes) {
		if (node.kind === 'element' || node.kind === 'block') append(definitions, node.key, node);
		if (node.kind === 'annotation' && node.annotation === 'collect') collects.push(node);
		if (node.kind !== 'block') continue;
		for (const line of node.lines) {
			if (line.kind !== 'embedding' || line.key !== undefined) continue;
			const { text } = line.name;
			computedPrefixes.push(text.slice(0, text.indexOf('$[')));
		}
	}
	for (const use of keyUses(file)) append(uses, use.key, use);
	return { definitions, uses, collects, computedPrefixes };
});
