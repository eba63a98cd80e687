/** Completion of files: those that a collect or a `<<` can read. */
import { type CompletionItem, CompletionItemKind, TextEdit } from 'vscode-languageserver-types';
import { directoryOf, isBelow, nameBelow, relativePath } from '../../../base/posixPath.ts';
import { touches } from '../../../base/span.ts';
import { nodeAt, type ParsedFile, valuesOf } from '../../../flexdata/index.ts';
import { toRange } from '../../convert.ts';
import type { FlexdataCompletionPlace } from './place.ts';

/**
 * Files of the set-up. A collect names them relative to its own file or to the installation, a value by their absolute path,
 * since Metro resolves others from its working directory. Continues a path in the form in which it was begun.
 */
export function fileItems(
	{ document, file, offset, context }: FlexdataCompletionPlace,
	typed: string,
	use: 'collect' | 'value',
): CompletionItem[] {
	const { library, install } = context;
	if (document.path === undefined) return [];
	const here = library.canonical(document.path);
	const pathEnd = endOfPath(file, offset);
	const end = pathEnd ?? offset;
	const range = toRange(document.lines, { start: offset - typed.length, end });
	const close = use === 'value' || pathEnd !== undefined || document.text[end] === ']' ? '' : ']';
	const isWhole = typed.startsWith('/');
	const isRelative =
		use === 'collect' && !/^[/$]/.test(typed) && (install === undefined || isBelow(here, install));
	const written = (path: string): string => {
		if (isWhole) return path;
		const installed = isRelative || install === undefined ? undefined : nameBelow(path, install);
		if (installed !== undefined) return `$[path/install]/${installed}`;
		return use === 'value' ? path : relativePath(directoryOf(here), path);
	};
	return [...library.files.keys()].flatMap((path) => {
		if (path === here || path.endsWith('/.metro')) return [];
		const label = written(path);
		return [
			{
				label,
				kind: CompletionItemKind.File,
				filterText: label,
				sortText: `${label.split('../').length}${label}`,
				textEdit: TextEdit.replace(range, label + close),
			},
		];
	});
}

/** The end of the collect path, or of the name after a `<<`, that began before `offset`. */
function endOfPath(file: ParsedFile, offset: number): number | undefined {
	const node = nodeAt(file, offset);
	const isCollect = node?.kind === 'annotation' && node.annotation === 'collect';
	const isElement = node?.kind === 'element' || node?.kind === 'block';
	const spans = isCollect ? [node.path.span] : isElement ? valuesOf(node).map((value) => value.file) : [];
	return spans.find((span) => span !== undefined && touches(span, offset))?.end;
}
