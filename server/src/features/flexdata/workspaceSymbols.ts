/** The keys, sections and files of a set-up by name. */
import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import { placeOf } from '../../metro/check/checkKeys.ts';
import { fileIndex } from '../../metro/fileIndex.ts';
import { toRange } from '../convert.ts';
import { linesOf, type SettingsContext } from './settingsContext.ts';

/** As many as a person would look through. */
const most = 500;

/** Keys whose letters come in the order of `query`, those that hold it whole first. */
export function flexdataWorkspaceSymbols(query: string, context: SettingsContext): WorkspaceSymbol[] {
	const wanted = query.toLowerCase();
	const whole: WorkspaceSymbol[] = [];
	const scattered: WorkspaceSymbol[] = [];
	for (const [path, file] of context.library.files) {
		for (const [key, elements] of fileIndex(file).definitions) {
			const name = key.toLowerCase();
			const list = name.includes(wanted) ? whole : isScattered(wanted, name) ? scattered : undefined;
			if (list === undefined || whole.length >= most) continue;
			for (const element of elements) {
				list.push({
					name: key,
					kind: element.kind === 'block' ? SymbolKind.Function : SymbolKind.Property,
					location: { uri: context.uriOf(path), range: toRange(linesOf(file), placeOf(element)) },
					...(element.condition !== undefined && { containerName: `when ${element.condition.text}` }),
				});
			}
		}
	}
	return [...whole, ...scattered].slice(0, most);
}

function isScattered(letters: string, name: string): boolean {
	let at = -1;
	for (const letter of letters) {
		at = name.indexOf(letter, at + 1);
		if (at < 0) return false;
	}
	return true;
}
