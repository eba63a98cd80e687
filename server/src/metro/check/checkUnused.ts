/** Keys that nothing reads, and those among them that look like a slip of the hand. */
import { addAll } from '../../base/addAll.ts';
import { append } from '../../base/multiMap.ts';
import { nearest } from '../../base/nearest.ts';
import { configKeys } from '../configKeys.ts';
import { fileIndex } from '../fileIndex.ts';
import { placeOf } from './checkKeys.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding, replacing } from './finding.ts';

/** The last words of the keys that Metro knows, by the section they stand in. */
const namesBySection: ReadonlyMap<string, readonly string[]> = lastWords(configKeys.keys());

function lastWords(keys: Iterable<string>): ReadonlyMap<string, readonly string[]> {
	const names = new Map<string, string[]>();
	for (const key of keys) {
		const end = key.lastIndexOf('/') + 1;
		if (end > 0) append(names, key.slice(0, end), key.slice(end));
	}
	return names;
}

/** Findings about keys that no file of the set-up refers to and Metro's program does not know. */
export function checkUnused({ file, path, library, evaluation }: FileInSetup): Finding[] {
	if (!library.complete) return [];
	const here = library.canonical(path);
	const own = fileIndex(file);
	const prefixes = [...own.computedPrefixes];
	const usedElsewhere = new Set<string>();
	for (const [other, parsed] of library.files) {
		if (other === here) continue;
		const { uses, computedPrefixes } = fileIndex(parsed);
		for (const key of uses.keys()) usedElsewhere.add(key);
		addAll(prefixes, computedPrefixes);
	}
	const found: Finding[] = [];
	for (const [key, [element]] of own.definitions) {
		if (element === undefined || key === '' || configKeys.has(key) || evaluation.given.has(key)) continue;
		if (own.uses.has(key) || usedElsewhere.has(key)) continue;
		if (prefixes.some((prefix) => key.startsWith(prefix))) continue;
		const span = placeOf(element);
		const section = key.slice(0, key.lastIndexOf('/') + 1);
		const name = key.slice(section.length);
		const close = nearest(name, namesBySection.get(section) ?? []);
		if (close === undefined) {
			found.push(finding('unused-key', span, `Nothing reads ${key}.`, { unnecessary: true }));
			continue;
		}
		const written = element.name.slice(0, element.name.length - name.length) + close;
		const fixes = [replacing(`Replace with "${written}"`, element.nameSpan, written)];
		const message = `Nothing reads ${key}; did you mean "${section}${close}"?`;
		found.push(finding('misspelled-key', span, message, { fixes }));
	}
	return found;
}
