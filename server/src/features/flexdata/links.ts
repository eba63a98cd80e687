/** Links from a configuration file to the files that it collects, reads or names. */
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import { valuesOf } from '../../flexdata/index.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { collectTargets } from './collectTargets.ts';
import { fileRead } from './fileRead.ts';
import { parsedFile } from './flexdataDocument.ts';
import { isInForce, resolved, type SettingsContext } from './settingsContext.ts';

/** At most this many paths in values are checked on disk for one answer. */
const mostPaths = 200;

/** Links to the files that this file collects, reads or names in this run. */
export async function flexdataLinks(
	document: DocumentView,
	context: SettingsContext,
): Promise<DocumentLink[]> {
	const { path } = document;
	if (path === undefined) return [];
	const links: DocumentLink[] = [];
	let paths = 0;
	const add = (span: Span, target: string): void => {
		links.push({ range: toRange(document.lines, span), target: context.uriOf(target), tooltip: target });
	};
	for (const node of parsedFile(document).nodes) {
		if (node.kind === 'annotation' && node.annotation === 'collect') {
			const [target, ...more] = collectTargets(context, path, node);
			if (target !== undefined && more.length === 0) add(node.path.span, target);
		} else if (node.kind === 'element' || node.kind === 'block') {
			const files = valuesOf(node).flatMap(({ file }) => file ?? []);
			for (const span of files) {
				const read = await fileRead(context, path, node.key, span);
				if (read?.failed === false) add(span, read.path);
			}
			if (files.length > 0 || node.kind === 'block' || paths >= mostPaths) continue;
			// Most values are not paths.
			if (!/^(?:\/|\$\[)\S+$/.test(node.value.text) || !isInForce(context, path, node)) continue;
			const named = await pathNamed(context, node.key);
			if (named === undefined) continue;
			paths++;
			if (await context.isFile(named)) add(node.value.span, named);
		}
	}
	return links;
}

/** The value of a key in this run, if it is an absolute path. */
async function pathNamed(context: SettingsContext, key: string): Promise<string | undefined> {
	const outcome = await resolved(context, key);
	return outcome?.kind === 'text' && /^\/[^\s/][^\s]*$/.test(outcome.text) ? outcome.text : undefined;
}
