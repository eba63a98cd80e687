/** What the values of a file come to in the run that is evaluated: circles, blocks that are none, files that are missing. */
import type { RelatedPlace } from '../../base/problem.ts';
import {
	type Element,
	type Hop,
	type Lookup,
	lookUp,
	type MetroError,
	type Place,
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

/** Findings about values that cannot be resolved, each said once, where it stands. */
export async function checkResolved(at: FileInSetup): Promise<Finding[]> {
	const { file, evaluation } = at;
	const found: Finding[] = [];
	const said = new Set<string>();
	for (const [key, elements] of fileIndex(file).definitions) {
		const [element] = elements;
		if (element === undefined || key === '' || !mayFail(element)) continue;
		const answer = lookUp(evaluation.collection, key);
		const { outcome } = answer.kind === 'answer' ? answer : await evaluation.resolver.lookUp(key);
		if (outcome.kind !== 'error') continue;
		const problems = outcome.error.message.startsWith('Circular reference')
			? circular(at, await evaluation.resolver.trace(key))
			: unresolved(at, element, outcome.error, outcome.place);
		for (const problem of problems) {
			const id = `${problem.code} ${problem.span.start}`;
			if (!said.has(id)) found.push(problem);
			said.add(id);
		}
	}
	return [...found, ...missingPaths(at)];
}

/** Values without any reference, condition or file always come to themselves. */
function mayFail(element: Element): boolean {
	if (element.condition !== undefined || element.kind === 'block') return true;
	return element.value.file !== undefined || element.value.parts.some((part) => part.kind !== 'text');
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
function circular({ library, path }: FileInSetup, { hops, outcome }: Lookup): Finding[] {
	if (outcome.kind !== 'error') return [];
	const open: Hop[] = [];
	for (let at = hops.at(-1); at?.failed === true; at = at.hops.at(-1)) open.push(at);
	// The reference that closes the circle is refused before it becomes a hop; Metro's message names its key.
	const closing = /^Circular reference of '(.*?)' by/.exec(outcome.error.message)?.[1] ?? '';
	const names = open.map(({ asked }) => asked);
	const circle = open.slice(Math.max(0, names.lastIndexOf(closing)));
	const links = [
		...circle.slice(1).map(({ place, asked }) => ({ place, asked })),
		{ place: outcome.place, asked: closing },
	].flatMap(({ place, asked }) => (place === undefined ? [] : [{ place, asked }]));
	const related: RelatedPlace[] = links.map(({ place, asked }) => ({
		path: library.canonical(place.path),
		span: place.span,
		message: `refers to ${asked}`,
	}));
	const message = `This value leads back to itself: ${[...circle.map(({ asked }) => asked), closing].join(' → ')}.`;
	const here = library.canonical(path);
	return links
		.filter(({ place }) => library.canonical(place.path) === here)
		.map(({ place }) => finding('circular-reference', place.span, message, { related }));
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
