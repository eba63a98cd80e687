/** The index of one file: where it defines and uses keys, computed once for each parse. */
import { append } from '../../base/collections.ts';
import { type Work, workOncePer } from '../../base/work.ts';
import {
	type CollectAnnotation,
	type Element,
	type KeyUse,
	keyUsesIn,
	type ParsedFile,
} from '../../flexdata/index.ts';

export interface FileIndex {
	readonly definitions: ReadonlyMap<string, readonly Element[]>;
	readonly uses: ReadonlyMap<string, readonly KeyUse[]>;
	readonly collects: readonly CollectAnnotation[];
	/** Prefixes of names that references compose: `files/` of `$[[files/$[kind]]]`. */
	readonly computedPrefixes: readonly string[];
}

const indexes = workOncePer(function* (file: ParsedFile): Work<FileIndex> {
	const definitions = new Map<string, Element[]>();
	const uses = new Map<string, KeyUse[]>();
	const collects: CollectAnnotation[] = [];
	const computedPrefixes: string[] = [];
	for (const node of file.nodes) {
		yield;
		if (node.kind === 'element' || node.kind === 'block') append(definitions, node.key, node);
		if (node.kind === 'annotation' && node.annotation === 'collect') collects.push(node);
		for (const use of keyUsesIn(node)) append(uses, use.key, use);
		if (node.kind !== 'block') continue;
		for (const line of node.lines) {
			if (line.kind !== 'embedding' || line.key !== undefined) continue;
			const { text } = line.name;
			computedPrefixes.push(text.slice(0, text.indexOf('$[')));
		}
	}
	return { definitions, uses, collects, computedPrefixes };
});

/** The index of a parsed file. */
export const fileIndex = indexes.of;

/** The same as work. */
export const indexWork = indexes.work;
