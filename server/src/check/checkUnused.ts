/** Finds keys that nothing reads, and among these probable misspellings. */

import { closestMatch } from '../base/closestMatch.ts';
import { append, pushAll } from '../base/collections.ts';
import { memoize, memoizeWeak } from '../base/memoize.ts';
import type { Work } from '../base/work.ts';
import { type Element, type ParsedFile, placeOf } from '../flexdata/index.ts';
import { configKeys } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { fileIndex } from '../setup/configuration/fileIndex.ts';
import { literalsIn } from '../setup/installation/scriptWords.ts';
import { knownSections } from './checkWords.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding, replacing } from './finding.ts';
import { usedKeys } from './keysOfLibrary.ts';

/** The last words of the keys that Metro knows, by section. */
const namesBySection: ReadonlyMap<string, readonly string[]> = lastWords(configKeys.keys());

function lastWords(keys: Iterable<string>): ReadonlyMap<string, readonly string[]> {
	const names = new Map<string, string[]>();
	for (const key of keys) {
		const end = key.lastIndexOf('/') + 1;
		if (end > 0) append(names, key.slice(0, end), key.slice(end));
	}
	return names;
}

/** Keys that Metro's own program may read: all its quoted strings. */
const mentioned = memoizeWeak(
	({ scripts }: ConfigLibrary): ReadonlySet<string> => new Set([...scripts.values()].flatMap(literalsIn)),
);

/** Finds keys that no file of the set-up refers to and that Metro's program does not know. */
export function* checkUnused({ file, library, evaluation }: FileInSetup): Work<Finding[]> {
	const own = fileIndex(file);
	// The file may lie outside the set-up.
	const used = usedKeys(library);
	const prefixes = [...new Set([...used.prefixes, ...own.computedPrefixes])];
	const found: Finding[] = [];
	const meant = meantSections();
	const said = new Set<string>();
	for (const [key, [element]] of own.definitions) {
		yield;
		if (element === undefined || key === '' || configKeys.has(key) || evaluation.given.has(key)) continue;
		if (own.uses.has(key) || used.keys.has(key) || mentioned(library).has(key)) continue;
		if (prefixes.some((prefix) => key.startsWith(prefix))) continue;
		const misspelled = misspelledSection(element, meant);
		if (misspelled !== undefined) {
			if (!said.has(element.section)) pushAll(found, sectionFinding(file, element, misspelled));
			said.add(element.section);
			continue;
		}
		const span = placeOf(element);
		const section = key.slice(0, key.lastIndexOf('/') + 1);
		const name = key.slice(section.length);
		const close = closestMatch(name, namesBySection.get(section) ?? []);
		if (close === undefined) {
			// Without an installation it is unknown what reads the key.
			if (library.complete)
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

/** At most this many sections get a suggestion, since each is compared with all others. */
const mostSections = 50;

/** Finds the section that was probably meant, below a known one. */
function meantSections(): (section: string) => string | undefined {
	let left = mostSections;
	return memoize((section) => {
		const [first = ''] = section.split('/');
		const mayBe = first !== section && knownSections.has(first) && !knownSections.has(section);
		return mayBe && left-- > 0 ? closestMatch(section, knownSections) : undefined;
	});
}

/** The section that was meant, if it has a key of this name. Another check reports a misspelled first word. */
function misspelledSection(
	{ section, name }: Element,
	meant: (section: string) => string | undefined,
): string | undefined {
	const close = meant(section);
	return close !== undefined && configKeys.has(`${close}/${name}`) ? close : undefined;
}

function sectionFinding(file: ParsedFile, { section, span }: Element, meant: string): Finding[] {
	const annotation = file.nodes.findLast(
		(node) => node.span.start < span.start && node.kind === 'annotation' && node.annotation === 'section',
	);
	if (annotation?.kind !== 'annotation' || annotation.annotation !== 'section') return [];
	const message = `Metro reads no section "${section}"; did you mean "${meant}"?`;
	const fixes = [replacing(`Replace with "${meant}"`, annotation.name.span, meant)];
	return [finding('misspelled-section', annotation.name.span, message, { fixes })];
}
