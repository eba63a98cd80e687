/** Checks the keys and conditions of one file: duplicates, impossible conditions, clashing collects. */

import { closestMatch } from '../base/closestMatch.ts';
import { append, pushAll } from '../base/collections.ts';
import { normalizePath } from '../base/posixPath.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import {
	type CollectAnnotation,
	type Condition,
	type Element,
	type FlexNode,
	type ParsedFile,
	placeOf,
	statedCondition,
	type Word,
} from '../flexdata/index.ts';
import type { MetroVersion } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { staticCollectPath } from '../setup/configuration/staticCollectPath.ts';
import { knownWords } from '../setup/installation/knownWords.ts';
import { openSets } from './checkWords.ts';
import { type Finding, finding, replacing } from './finding.ts';

/** @param path absolute path of the file, if it has one */
export function* checkKeys(
	file: ParsedFile,
	path: string | undefined,
	version: MetroVersion,
	library: ConfigLibrary | undefined,
): Work<Finding[]> {
	const elements = new Map<string, Element[]>();
	const collects = new Map<string, CollectAnnotation[]>();
	const found: Finding[] = [];
	for (const node of file.nodes) {
		yield;
		if (node.kind === 'element' || node.kind === 'block') append(elements, node.key, node);
		if (node.kind !== 'annotation') continue;
		checkCondition(node, version, library, found);
		if (node.annotation !== 'collect') continue;
		append(collects, node.path.text, node);
		pushAll(found, collectsItself(node, path));
	}
	for (const several of elements.values()) {
		if (several.length > 1) pushAll(found, duplicates(several));
		yield;
	}
	for (const several of collects.values()) if (several.length > 1) pushAll(found, sharedCondition(several));
	return found;
}

/** Whether Metro can evaluate a condition: a key alone, or a key with `is` or `in` and words. */
export function canEvaluate({ words: [, operator, first] }: Condition): boolean {
	return (
		operator === undefined || ((operator.text === 'is' || operator.text === 'in') && first !== undefined)
	);
}

function checkCondition(
	node: FlexNode,
	version: MetroVersion,
	library: ConfigLibrary | undefined,
	found: Finding[],
): void {
	const condition = statedCondition(node);
	if (condition === undefined) return;
	const [key, operator, ...words] = condition.words;
	if (key === undefined) return;
	const span = { start: key.span.start, end: condition.words.at(-1)?.span.end ?? key.span.end };
	const isCollect = node.kind === 'annotation' && node.annotation === 'collect';
	if (isCollect && key.text === '*' && operator === undefined) {
		const message =
			'In a collect, the star is the name of a key, which nothing defines: the file is never collected.';
		const fixes = [replacing('Remove the condition', { start: node.path.span.end, end: span.end }, '')];
		found.push(finding('collect-star', span, message, { fixes }));
		return;
	}
	if (operator === undefined) return;
	if (!canEvaluate(condition)) {
		const message =
			'Metro cannot evaluate this condition and stops when it tries: write "key", or "key is" and words.';
		const meant = /^(?:=|==|:|equals)$/.test(operator.text) && words.length > 0;
		const fixes = meant ? [replacing('Replace with "is"', operator.span, 'is')] : [];
		found.push(finding('invalid-condition', span, message, { fixes }));
		return;
	}
	// The builds, arches, subarches, targets and modes differ between installations.
	if (openSets.has(key.text)) return;
	pushAll(found, unknownWords(key.text, words, span, version, library));
}

/** Finds conditions on words that the key never has. Keys that are themselves defined under conditions are left out. */
function unknownWords(
	key: string,
	words: readonly Word[],
	span: Span,
	version: MetroVersion,
	library: ConfigLibrary | undefined,
): Finding[] {
	const known = knownWords(key, version, library, 'condition');
	const [only, ...more] = words;
	if (known === undefined || only === undefined || words.some(({ text }) => known.words.includes(text)))
		return [];
	const close = more.length > 0 ? undefined : closestMatch(only.text, known.words);
	if (known.source !== 'closed' && library?.complete === true && close === undefined) return [];
	const fixes = close === undefined ? [] : [replacing(`Replace with "${close}"`, only.span, close)];
	const message = `This is never true: ${key} is one of ${known.words.slice(0, 12).join(', ')}.`;
	const severity = known.source === 'closed' ? 'warning' : 'information';
	return [finding('condition-never-true', span, message, { fixes, severity })];
}

function duplicates(elements: readonly Element[]): Finding[] {
	const found: Finding[] = [];
	const plain = elements.find(({ condition }) => condition === undefined);
	const byCondition = new Map<string, Element>();
	const first = elements.find(({ condition }) => condition !== undefined);
	for (const element of elements) {
		const { key, condition } = element;
		const span = placeOf(element);
		const fixes = [replacing('Remove this definition', element.span, '')];
		if (condition === undefined) {
			if (element === plain || plain === undefined) continue;
			const related = [{ span: placeOf(plain), message: `${key} is defined here.` }];
			const message = `${key} is already defined: Metro stops here, even for the same value.`;
			found.push(finding('duplicate-key', span, message, { related, fixes }));
			continue;
		}
		const twin = byCondition.get(condition.text);
		if (twin !== undefined) {
			const related = [{ span: placeOf(twin), message: 'The first one with this condition.' }];
			const message = `${key} is already defined for "${condition.text}": Metro stops here.`;
			found.push(finding('duplicate-condition', span, message, { related, fixes }));
			continue;
		}
		byCondition.set(condition.text, element);
		if (plain !== undefined) {
			const related = [
				{ span: placeOf(plain), message: 'This definition has no condition and always wins.' },
			];
			const message = `This is never used: ${key} is also defined without a condition.`;
			found.push(finding('conditional-never-used', span, message, { related, fixes, unnecessary: true }));
		} else if (first !== undefined && first.kind !== element.kind) {
			const related = [{ span: placeOf(first), message: `The first definition is a ${kindOf(first)}.` }];
			const message = `The first definition of ${key} is a ${kindOf(first)}, so Metro misreads this ${kindOf(element)}.`;
			found.push(finding('conditional-mixed-kinds', span, message, { related }));
		}
	}
	return plain === undefined ? [...found, ...overlaps([...byCondition.values()])] : found;
}

function kindOf({ kind }: Element): string {
	return kind === 'block' ? 'block' : 'plain value';
}

/** Conditions on one key that share a word, or that ask only whether the key is defined, each with the first that it clashes with. */
function overlaps(elements: readonly Element[]): Finding[] {
	/** The first element that asks about a key at all, that asks only whether it is defined, and that is true for one word. */
	const firsts = new Map<string, number>();
	const found: Finding[] = [];
	for (const [at, element] of elements.entries()) {
		const [key, operator, ...words] = element.condition?.words ?? [];
		if (key === undefined) continue;
		const alone = `${key.text} alone`;
		const own = operator === undefined ? [alone] : words.map(({ text }) => `${key.text} is ${text}`);
		const clashing = operator === undefined ? [key.text] : [alone, ...own];
		const first = clashing.reduce((least, meaning) => Math.min(least, firsts.get(meaning) ?? at), at);
		for (const meaning of [key.text, ...own]) if (!firsts.has(meaning)) firsts.set(meaning, at);
		const other = first === at ? undefined : elements[first];
		if (other === undefined) continue;
		const related = [{ span: placeOf(other), message: `when ${other.condition?.text}` }];
		const message = `"${element.condition?.text}" and "${other.condition?.text}" can both be true: Metro then stops.`;
		found.push(finding('conditions-overlap', placeOf(element), message, { related }));
	}
	return found;
}

/** One conditional collect makes all collects with the same text conditional. */
function sharedCondition(collects: readonly CollectAnnotation[]): Finding[] {
	const conditional = collects.find(({ condition }) => condition !== undefined);
	if (conditional === undefined) return [];
	return collects
		.filter((other) => other.condition?.text !== conditional.condition?.text)
		.map((other) => {
			const related = [{ span: conditional.content, message: `when ${conditional.condition?.text}` }];
			const message = `Metro keeps one condition for all collects of ${other.path.text}: it also applies here.`;
			return finding('collect-condition-shared', other.path.span, message, { related });
		});
}

function collectsItself(node: CollectAnnotation, path: string | undefined): Finding[] {
	if (path === undefined || !leadsTo(node, path)) return [];
	const message = 'The file collects itself: Metro stops at its first definition, or reads it without end.';
	return [finding('collect-itself', node.path.span, message)];
}

/** Whether an annotation in the file at `path` collects that file, in every run. */
export function leadsTo(node: CollectAnnotation, path: string): boolean {
	const [whole, ...more] = staticCollectPath(node, path, undefined);
	return more.length === 0 && whole === normalizePath(path);
}
