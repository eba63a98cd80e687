/** Keys that nothing reads, and those among them that look like a slip of the hand. */
import { nearest } from '../../base/nearest.ts';
import { configKeys } from '../configKeys.ts';
import { fileIndex } from '../fileIndex.ts';
import { placeOf } from './checkKeys.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding, replacing } from './finding.ts';

/** Findings about keys that no file of the set-up refers to and Metro's program does not know. */
export function checkUnused({ file, path, library, evaluation }: FileInSetup): Finding[] {
	if (!library.complete) return [];
	const others = [...library.files.values()].map(fileIndex);
	const prefixes = others.flatMap(({ computedPrefixes }) => computedPrefixes);
	const isOwn = library.files.has(library.canonical(path));
	const own = isOwn ? [] : [fileIndex(file)];
	return [...fileIndex(file).definitions].flatMap(([key, [element]]) => {
		if (element === undefined || key === '' || configKeys.has(key) || evaluation.given.has(key)) return [];
		if (prefixes.some((prefix) => key.startsWith(prefix))) return [];
		if ([...others, ...own].some(({ uses }) => uses.has(key))) return [];
		const span = placeOf(element);
		const section = key.slice(0, key.lastIndexOf('/') + 1);
		const close = nearest(
			key.slice(section.length),
			[...configKeys.keys()].flatMap((known) =>
				known.startsWith(section) && !known.slice(section.length).includes('/')
					? [known.slice(section.length)]
					: [],
			),
		);
		if (close === undefined || section === '') {
			return [finding('unused-key', span, `Nothing reads ${key}.`, { unnecessary: true })];
		}
		const message = `Nothing reads ${key}; did you mean "${section}${close}"?`;
		const written = element.name.slice(0, element.name.length - (key.length - section.length)) + close;
		return [
			finding('misspelled-key', span, message, {
				fixes: [replacing(`Replace with "${written}"`, element.nameSpan, written)],
			}),
		];
	});
}
