/** The keys of a set-up by name. */
import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { isSubsequence } from '../../base/isSubsequence.ts';
import { type Element, type ParsedFile, placeOf } from '../../flexdata/index.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import { toRange } from '../convert.ts';
import { linesOf, type SettingsContext } from './settingsContext.ts';

/** At most this many results. */
const most = 500;

/** Keys that contain the letters of `query` in order; those that contain all of it come first. */
export function flexdataWorkspaceSymbols(query: string, context: SettingsContext): WorkspaceSymbol[] {
	const wanted = query.toLowerCase();
	const whole: PlacedKey[] = [];
	const scattered: PlacedKey[] = [];
	for (const [path, file] of context.library.files) {
		if (whole.length >= most) break;
		for (const [key, elements] of fileIndex(file).definitions) {
			const name = key.toLowerCase();
			const isWhole = name.includes(wanted);
			if (!isWhole && (scattered.length >= most || !isSubsequence(name, wanted))) continue;
			const list = isWhole ? whole : scattered;
			for (const element of elements) if (list.length < most) list.push({ path, file, key, element });
		}
	}
	return [...whole, ...scattered].slice(0, most).map(({ path, file, key, element }) => ({
		name: key,
		kind: element.kind === 'block' ? SymbolKind.Function : SymbolKind.Property,
		location: { uri: context.uriOf(path), range: toRange(linesOf(file), placeOf(element)) },
		...(element.condition !== undefined && { containerName: `when ${element.condition.text}` }),
	}));
}

interface PlacedKey {
	readonly path: string;
	readonly file: ParsedFile;
	readonly key: string;
	readonly element: Element;
}
