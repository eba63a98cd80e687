/** The symbol at a place of a configuration file: a key, a section, a collected file, or a file that is read. */
import { type Span, touches } from '../../base/span.ts';
import {
	type CollectAnnotation,
	type Element,
	type KeyUse,
	keyUseAt,
	nodeAt,
	type ParsedFile,
	placeOf,
	valuesOf,
} from '../../flexdata/index.ts';

export type ConfigSymbol =
	/** The definition of a key; `span` is its name, or its colon if it has none. */
	| { readonly kind: 'definition'; readonly key: string; readonly span: Span; readonly element: Element }
	| { readonly kind: 'use'; readonly key: string; readonly span: Span; readonly use: KeyUse }
	| { readonly kind: 'section'; readonly name: string; readonly span: Span }
	| { readonly kind: 'collect'; readonly node: CollectAnnotation; readonly span: Span }
	/** The name after `<<`, in the value of `element`. */
	| { readonly kind: 'file'; readonly element: Element; readonly span: Span };

/** The symbol that `offset` touches. */
export function symbolAt(file: ParsedFile, offset: number): ConfigSymbol | undefined {
	const node = nodeAt(file, offset);
	if (node === undefined) return undefined;
	const use = keyUseAt(file, offset);
	if (use !== undefined) return { kind: 'use', key: use.key, span: use.span, use };
	if (node.kind === 'element' || node.kind === 'block') {
		const span = placeOf(node);
		if (touches(span, offset)) return { kind: 'definition', key: node.key, span, element: node };
		const name = valuesOf(node).find(
			(value) => value.file !== undefined && touches(value.file, offset),
		)?.file;
		return name === undefined ? undefined : { kind: 'file', element: node, span: name };
	}
	if (node.kind !== 'annotation') return undefined;
	if (node.annotation === 'section' && touches(node.name.span, offset)) {
		return { kind: 'section', name: node.name.text, span: node.name.span };
	}
	if (node.annotation === 'collect' && touches(node.path.span, offset)) {
		return { kind: 'collect', node, span: node.path.span };
	}
	return undefined;
}
