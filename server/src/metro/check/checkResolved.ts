/** What the values of a file come to in the run that is evaluated: circles, blocks that are none, files that are missing. */
import type { RelatedPlace } from '../../base/problem.ts';
import {
	type Collection,
	type Element,
	type Hop,
	type Lookup,
	lookUp,
	type MetroError,
	type Place,
	targetOf,
	type Value,
} from '../../flexdata/index.ts';
import { fileIndex } from '../fileIndex.ts';
import { placeOf } from './checkKeys.ts';
import { wordsOf } from './checkWords.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding } from './finding.ts';

/** The options of a stage build that need a directory, and the keys that name it. */
const pathOfOption: ReadonlyMap<string, string> = new Map(
	['compiler', 'package', 'kernel'].map((cache) => [`cache/${cache}`, `path/cache/${cache}`]),
);

/**
 * Lookups that may fail before the rest is taken for good: a failing one takes long where values are deeply nested, and
 * nobody mends hundreds of them at once.
 */
const mostFailures = 200;

/** Keys of a circle that are told; nobody reads more. */
const longestCircle = 20;

/** Findings about values that cannot be resolved, each said once, where it stands. */
export async function checkResolved(at: FileInSetup): Promise<Finding[]> {
	const { file, evaluation } = at;
	const found: Finding[] = [];
	const said = new Set<string>();
	const patience = { left: mostFailures };
	const isFine = goodTargets(evaluation.collection, patience);
	/** Keys of circles that were told already: each of them would only show the same circle again. */
	const circling = new Set<string>();
	for (const [key, elements] of fileIndex(file).definitions) {
		const [element] = elements;
		if (element === undefined || key === '' || circling.has(key) || !mayFail(element, isFine)) continue;
		if (patience.left <= 0) break;
		const answer = lookUp(evaluation.collection, key);
		const { outcome } = answer.kind === 'answer' ? answer : await evaluation.resolver.lookUp(key);
		if (outcome.kind !== 'error') continue;
		patience.left--;
		const problems = outcome.error.message.startsWith('Circular reference')
			? circular(at, await evaluation.resolver.trace(key), circling)
			: unresolved(at, element, outcome.error, outcome.place);
		for (const problem of problems) {
			const id = `${problem.code} ${problem.span.start}`;
			if (!said.has(id)) found.push(problem);
			said.add(id);
		}
	}
	return [...found, ...missingPaths(at)];
}

/** Whether a value may be used where it is referred to: `undefined` if it is no plain value or block that resolves. */
type Fine = (key: string) => 'plain' | 'block' | undefined;

/** Looks every key up once. */
function goodTargets(collection: Collection, patience: { left: number }): Fine {
	const known = new Map<string, 'plain' | 'block' | undefined>();
	return (key) => {
		if (known.has(key)) return known.get(key);
		const definition = key === '' ? undefined : collection.plain.get(key);
		if (patience.left <= 0) return definition?.stored.kind;
		const answer = definition && lookUp(collection, key);
		const isGood =
			answer?.kind === 'answer' && (answer.outcome.kind === 'text' || answer.outcome.kind === 'lines');
		if (!isGood) patience.left--;
		const kind = isGood ? definition?.stored.kind : undefined;
		known.set(key, kind);
		return kind;
	};
}

/** A value fails only by what it refers to: if all of that resolves, so does the value. */
function mayFail(element: Element, fine: Fine): boolean {
	if (element.condition !== undefined) return true;
	const isGood = (value: Value): boolean =>
		value.file === undefined &&
		value.parts.every((part) => {
			if (part.kind === 'text') return true;
			const target = part.kind === 'reference' ? targetOf(part, element.ownSection) : undefined;
			return target?.kind === 'key' && target.key !== element.key && fine(target.key) === 'plain';
		});
	if (element.kind === 'element') return !isGood(element.value);
	return !element.lines.every((line) => {
		if (line.kind === 'value') return isGood(line.value);
		if (line.kind !== 'embedding') return true;
		return line.key !== undefined && line.key !== element.key && fine(line.key) === 'block';
	});
}

/** What other checks say of the place already is left out. */
function unresolved(
	{ library, path }: FileInSetup,
	element: Element,
	error: MetroError,
	place: Place | undefined,
): Finding[] {
	const { message } = error;
	if (message.startsWith('Multiple true conditions')) {
		return [finding('conditions-both-true', placeOf(element), `Metro stops here: ${message}`)];
	}
	if (error.type === 'RecursionError') {
		const text = `Metro stops when it uses the value: ${message}. It leads through too many others.`;
		return [finding('cannot-resolve', placeOf(element), text)];
	}
	if (place === undefined || library.canonical(place.path) !== library.canonical(path)) return [];
	if (message.startsWith('Cannot open file')) {
		return [finding('file-not-there', place.span, `Metro stops when it uses the value: ${message}.`)];
	}
	if (message === 'expandMulti received non-multi') {
		const text =
			'Only a block can be embedded, and this is a plain value: Metro stops when it uses the block.';
		return [finding('embedded-not-a-block', place.span, text)];
	}
	const known =
		/^(?:Cannot find variable|Variable |referenced variable|expanding variable|no section|Error expanding|Invalid)/;
	if (known.test(message) || error.type === 'TypeError') return [];
	return [finding('cannot-resolve', place.span, `Metro stops when it uses the value: ${message}`)];
}

/** The references in this file that a circle goes through, each with all the places of the circle. */
function circular(
	{ library, path }: FileInSetup,
	{ hops, outcome }: Lookup,
	circling: Set<string>,
): Finding[] {
	if (outcome.kind !== 'error') return [];
	const open: Hop[] = [];
	for (let at = hops.at(-1); at?.failed === true; at = at.hops.at(-1)) open.push(at);
	// The reference that closes the circle is refused before it becomes a hop; Metro's message names its key.
	const closing = /^Circular reference of '(.*?)' by/.exec(outcome.error.message)?.[1] ?? '';
	const names = open.map(({ asked }) => asked);
	const circle = open.slice(Math.max(0, names.lastIndexOf(closing)));
	for (const { asked } of circle) circling.add(asked);
	const links = [
		...circle.slice(1).map(({ place, asked }) => ({ place, asked })),
		{ place: outcome.place, asked: closing },
	].flatMap(({ place, asked }) => (place === undefined ? [] : [{ place, asked }]));
	const related: RelatedPlace[] = links.map(({ place, asked }) => ({
		path: library.canonical(place.path),
		span: place.span,
		message: `refers to ${asked}`,
	}));
	const keys = [...circle.map(({ asked }) => asked), closing];
	const shown = keys.length > longestCircle ? [...keys.slice(0, longestCircle), '…'] : keys;
	const message = `This value leads back to itself: ${shown.join(' → ')}.`;
	const here = library.canonical(path);
	return links
		.filter(({ place }) => library.canonical(place.path) === here)
		.map(({ place }) =>
			finding('circular-reference', place.span, message, { related: related.slice(0, longestCircle) }),
		);
}

/** Caches that are switched on without a place. */
function missingPaths({ file, evaluation }: FileInSetup): Finding[] {
	const elements = fileIndex(file).definitions.get('metro/options/stage') ?? [];
	return elements.flatMap((element) => {
		if (element.kind !== 'element') return [];
		return wordsOf(file, element.value).flatMap(({ text, span }) => {
			const key = pathOfOption.get(text);
			if (key === undefined || evaluation.collection.plain.has(key)) return [];
			return [finding('option-needs-path', span, `${text} needs ${key}, which nothing defines.`)];
		});
	});
}
