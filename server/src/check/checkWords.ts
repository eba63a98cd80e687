/** Checks values against what Metro knows about its keys: words, scripts, keys of other versions, misspelled sections. */

import { closestMatch } from '../base/closestMatch.ts';
import { pushAll } from '../base/collections.ts';
import { memoize } from '../base/memoize.ts';
import type { Work } from '../base/work.ts';
import {
	type Element,
	type ParsedFile,
	type ParsedValue,
	type PlainElement,
	type SectionAnnotation,
	type Word,
	wordsIn,
} from '../flexdata/index.ts';
import { configKeys, isKnownTo, type MetroVersion } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { knownWords } from '../setup/installation/knownWords.ts';
import { type Finding, finding, replacing } from './finding.ts';

/** Keys whose words are files of the installation, to which users may add, and one whose value is passed to `make`. */
export const openSets: ReadonlySet<string> = new Set([
	'portage/MAKEOPTS',
	'target',
	'target/build',
	'target/arch_desc',
	'target/subarch',
	'multi/mode',
	'multi/targets',
	'source',
	'metro/target',
]);

/** Finds problems that need the catalogue of Metro's keys and, if there is an installation, its values. */
export function* checkWords(
	file: ParsedFile,
	version: MetroVersion,
	library: ConfigLibrary | undefined,
): Work<Finding[]> {
	const nearestSection = memoize((first) => closestMatch(first, firstWords));
	const found: Finding[] = [];
	for (const node of file.nodes) {
		yield;
		if (node.kind === 'annotation' && node.annotation === 'section')
			pushAll(found, sectionProblem(node, nearestSection));
		// Keys that Metro does not know are not checked.
		if ((node.kind !== 'element' && node.kind !== 'block') || !configKeys.has(node.key)) continue;
		const script = node.kind === 'element' ? scriptProblem(node) : undefined;
		if (script !== undefined) found.push(script);
		else {
			if (node.kind === 'element') pushAll(found, wordProblems(file, node, version, library));
			pushAll(found, deadKey(node, version));
		}
	}
	return found;
}

/** The words of a plain value, separated by spaces as in a list of options. */
export function wordsOf({ text }: ParsedFile, { span }: ParsedValue): Word[] {
	return wordsIn(text, span);
}

/** Words outside a key's fixed set: Metro ignores them, or the build fails. */
function wordProblems(
	file: ParsedFile,
	{ key, value }: PlainElement,
	version: MetroVersion,
	library: ConfigLibrary | undefined,
): Finding[] {
	// What our own commands read has another check.
	const isOpen = openSets.has(key) || configKeys.get(key)?.readBy !== undefined;
	const known = isOpen ? undefined : knownWords(key, version, library);
	if (known === undefined || value.file !== undefined) return [];
	const { words: allowed, source } = known;
	const hasInstallation = library?.complete === true;
	const isList = configKeys.get(key)?.list === true;
	const words = wordsOf(file, value);
	const [first] = words;
	const last = words.at(-1);
	if (!isList && first !== undefined && last !== first && words.every(({ text }) => allowed.includes(text))) {
		const span = { start: first.span.start, end: last?.span.end ?? first.span.end };
		return [
			finding('unknown-value', span, `${key} takes one word: with several, Metro recognizes none of them.`),
		];
	}
	return words
		.filter(({ text }) => !text.includes('$[') && !text.includes(']') && !allowed.includes(text))
		.flatMap(({ text, span }) => {
			const close = closestMatch(text, allowed);
			// If the installation may know other words, only a probable misspelling is reported.
			if (source !== 'closed' && hasInstallation && close === undefined) return [];
			const effect = isList ? 'Metro ignores it' : 'Metro does not know this value';
			const remedy = close === undefined ? `known: ${allowed.join(', ')}` : `did you mean "${close}"?`;
			const fixes = close === undefined ? [] : [replacing(`Replace with "${close}"`, span, close)];
			const code = isList ? 'unknown-option-word' : 'unknown-value';
			const message = `Unknown word "${text}" in ${key}: ${effect}; ${remedy}`;
			const severity = source === 'shipped' ? ({ severity: 'information' } as const) : {};
			return [finding(code, span, message, { fixes, ...severity })];
		});
}

/** Scripts that Metro itself runs. Others are parts of these, and may have any form. */
function scriptProblem({ key, name, nameSpan }: PlainElement): Finding | undefined {
	const known = configKeys.get(key);
	const isScript = (key.startsWith('steps/') || key.startsWith('trigger/')) && known?.type === 'multi';
	if (!isScript || name === '') return undefined;
	const message = `Metro runs only blocks, and stops at ${key}: write it between "${name}: [" and "]".`;
	return finding('script-not-block', nameSpan, message);
}

/** A key that only other versions of Metro read. */
function deadKey({ key, nameSpan }: Element, version: MetroVersion): Finding[] {
	const known = configKeys.get(key);
	if (known === undefined || isKnownTo(known, version)) return [];
	const message = `Metro ${version} does not read ${key}; ${known.versions?.join(' and ')} did.`;
	return [finding('key-of-another-version', nameSpan, message)];
}

/** Sections with a key that Metro knows, and their parent sections. */
export const knownSections: ReadonlySet<string> = new Set(
	[...configKeys.keys()].flatMap((key) => {
		const parts = key.split('/');
		return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
	}),
);

/** The first words of these sections. */
const firstWords = [...knownSections].filter((section) => !section.includes('/'));

/** Metro knows nothing that begins like this section, but a similar spelling. */
function sectionProblem(
	{ name }: SectionAnnotation,
	nearestSection: (first: string) => string | undefined,
): Finding[] {
	const [first = ''] = name.text.split('/');
	if (knownSections.has(name.text) || knownSections.has(first) || first.length < 4) return [];
	const close = nearestSection(first);
	if (close === undefined) return [];
	const meant = close + name.text.slice(first.length);
	const message = `Metro reads no section "${first}"; did you mean "${meant}"?`;
	return [
		finding('misspelled-section', name.span, message, {
			fixes: [replacing(`Replace with "${meant}"`, name.span, meant)],
		}),
	];
}
