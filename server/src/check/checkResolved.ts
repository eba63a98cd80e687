/** Checks the resolved values of a file in the evaluated run: circular references, embedded keys that are not blocks, missing files. */
import { neverAborted } from '../base/abort.ts';
import { isAbsolutePath } from '../base/posixPath.ts';
import type { RelatedPlace } from '../base/problem.ts';
import {
	type Collection,
	type Element,
	keyUseAt,
	type Lookup,
	type MetroError,
	type ParsedValue,
	type Place,
	placeOf,
	type Resolver,
	type TraceStep,
	targetOf,
} from '../flexdata/index.ts';
import { isSince2019 } from '../setup/configuration/configKeys.ts';
import { cutFilesOf } from '../setup/configuration/cutFiles.ts';
import { fileIndex } from '../setup/configuration/fileIndex.ts';
import { wordsOf } from './checkWords.ts';
import { definitionPlaces } from './definitionPlaces.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding } from './finding.ts';

/** Options of a stage build that need a directory, with the key that names it. */
const pathOfOption: ReadonlyMap<string, string> = new Map([
	['cache/compiler', 'path/cache/compiler'],
	['cache/package', 'path/cache/package'],
	['cache/kernel', 'path/cache/kernel'],
	['probe', 'path/cache/probe'],
]);

/**
 * At most this many expansion steps are spent on one file; the rest counts as correct. That is far more than any file of Metro's
 * needs, and few enough for every edit.
 */
const mostSteps = 100_000;

/** After this many failed lookups, the rest of the file counts as correct. */
const mostFailures = 200;

/** The budget left for a file. */
interface Patience {
	steps: number;
	failures: number;
}

/** At most this many keys of a cycle are listed. */
const longestCircle = 20;

/** Finds problems of resolved values, each once and at its own place. */
export async function checkResolved(at: FileInSetup, signal: AbortSignal = neverAborted): Promise<Finding[]> {
	return [...(await unresolvedValues(at, signal)), ...missingPaths(at), ...(await cutOff(at))];
}

async function unresolvedValues(at: FileInSetup, signal: AbortSignal): Promise<Finding[]> {
	const { file, evaluation } = at;
	const found: Finding[] = [];
	const said = new Set<string>();
	const patience = { steps: mostSteps, failures: mostFailures };
	const isFine = goodTargets(evaluation.resolver, evaluation.collection, patience);
	/** Keys of cycles that were reported already; each would only report the same cycle again. */
	const circling = new Set<string>();
	for (const [key, elements] of fileIndex(file).definitions) {
		const [element] = elements;
		signal.throwIfAborted();
		if (element === undefined || key === '' || circling.has(key)) continue;
		if (isUsedUp(patience)) {
			const message = 'Values from here on are not checked, since that would take too long.';
			return [...found, finding('not-checked', placeOf(element), message)];
		}
		if (!(await mayFail(element, isFine))) continue;
		const { outcome } = await evaluation.resolver.lookUp(key).then((lookup) => paid(patience, lookup));
		if (outcome.kind !== 'error') continue;
		patience.failures--;
		const { error, place } = outcome;
		const mayCircle = error.cause?.kind === 'circle' || error.type === 'RecursionError';
		const circle = mayCircle ? circleOf(paid(patience, await evaluation.resolver.trace(key))) : undefined;
		for (const { asked } of circle ?? []) circling.add(asked);
		const problems = circle === undefined ? unresolved(at, element, error, place) : circular(at, circle);
		for (const problem of problems) {
			// A value that contains one that grows too large does so as well.
			const id = problem.code === 'grows-too-large' ? problem.code : `${problem.code} ${problem.span.start}`;
			if (!said.has(id)) found.push(problem);
			said.add(id);
		}
	}
	return found;
}

function isUsedUp({ steps, failures }: Patience): boolean {
	return steps <= 0 || failures <= 0;
}

function paid(patience: Patience, lookup: Lookup): Lookup {
	patience.steps -= lookup.steps;
	return lookup;
}

/** Whether a value can be used where it is referred to; `undefined` if it does not resolve to a plain value or a block. */
type Fine = (key: string) => Promise<'plain' | 'block' | undefined>;

/** Looks up every key once. */
function goodTargets(resolver: Resolver, collection: Collection, patience: Patience): Fine {
	const known = new Map<string, 'plain' | 'block' | undefined>();
	return async (key) => {
		if (known.has(key)) return known.get(key);
		const definition = key === '' ? undefined : collection.plain.get(key);
		if (isUsedUp(patience)) return definition?.stored.kind;
		const outcome = definition && paid(patience, await resolver.lookUp(key)).outcome;
		const isGood = outcome?.kind === 'text' || outcome?.kind === 'lines';
		if (!isGood) patience.failures--;
		const kind = isGood ? definition?.stored.kind : undefined;
		known.set(key, kind);
		return kind;
	};
}

/** A value can fail only through what it refers to: if all of that resolves, so does the value. */
async function mayFail(element: Element, fine: Fine): Promise<boolean> {
	if (element.condition !== undefined) return true;
	const isGood = async (value: ParsedValue): Promise<boolean> => {
		if (value.file !== undefined) return false;
		for (const part of value.parts) {
			if (part.kind === 'text') continue;
			const target = part.kind === 'reference' ? targetOf(part, element.ownSection) : undefined;
			if (target?.kind !== 'key' || target.key === element.key || (await fine(target.key)) !== 'plain')
				return false;
		}
		return true;
	};
	if (element.kind === 'element') return !(await isGood(element.value));
	for (const line of element.lines) {
		if (line.kind === 'value' && !(await isGood(line.value))) return true;
		if (line.kind !== 'embedding') continue;
		if (line.key === undefined || line.key === element.key || (await fine(line.key)) !== 'block') return true;
	}
	return false;
}

/** Leaves out what other checks report at the same place. */
function unresolved(
	at: FileInSetup,
	element: Element,
	error: MetroError,
	place: Place | undefined,
): Finding[] {
	const { library, path, file } = at;
	const { message, cause } = error;
	if (cause?.kind === 'both-true') {
		const related = definitionPlaces(at, element.key);
		return [finding('conditions-both-true', placeOf(element), `Metro stops here: ${message}`, { related })];
	}
	if (error.type === 'Limit') {
		const text = 'This value grows too large to be resolved: Metro would run out of time or memory.';
		return [finding('grows-too-large', placeOf(element), text)];
	}
	if (error.type === 'RecursionError') {
		const text = `Metro stops when it uses the value: ${message}. It refers to too many others in turn.`;
		return [finding('cannot-resolve', placeOf(element), text)];
	}
	if (place === undefined || library.canonical(place.path) !== library.canonical(path)) return [];
	if (cause?.kind === 'no-file') {
		// The directory in which a relative name starts is not known.
		if (!isAbsolutePath(cause.name)) return [];
		return [finding('file-not-there', place.span, `Metro stops when it uses the value: ${message}.`)];
	}
	if (cause?.kind === 'no-block') {
		const text =
			'This is a plain value, but only blocks can be embedded: Metro stops when it uses the block.';
		const key = keyUseAt(file, place.span.start)?.key;
		const related = key === undefined ? [] : definitionPlaces(at, key);
		return [finding('embedded-not-a-block', place.span, text, { related })];
	}
	if (cause?.kind === 'unanswerable' || error.type === 'TypeError') return [];
	return [finding('cannot-resolve', place.span, `Metro stops when it uses the value: ${message}`)];
}

/** A reference in a cycle: its place, and the key that it asks for. */
type Link = Pick<TraceStep, 'place' | 'asked'>;

/**
 * The references of the cycle in which a lookup ended, from one that asks for a key to the next that asks for the same key;
 * `undefined`: it did not end in a cycle.
 */
function circleOf({ trace, outcome }: Lookup): readonly Link[] | undefined {
	if (outcome.kind !== 'error') return undefined;
	const open: Link[] = [];
	for (let at = trace.at(-1); at?.failed === true; at = at.substeps.at(-1)) open.push(at);
	// The reference that closes a cycle is refused before it becomes a step.
	const { cause } = outcome.error;
	if (cause?.kind === 'circle') open.push({ place: outcome.place, asked: cause.key });
	// Without cycle detection, the last question may already lie outside the cycle.
	const latest = new Map<string, number>();
	let circle: readonly Link[] | undefined;
	for (const [at, { asked }] of open.entries()) {
		const before = latest.get(asked);
		if (before !== undefined) circle = open.slice(before, at + 1);
		latest.set(asked, at);
	}
	return circle;
}

/** The references of a cycle that are in this file, each with all places of the cycle. */
function circular({ library, path }: FileInSetup, circle: readonly Link[]): Finding[] {
	const links = circle
		.slice(1)
		.flatMap(({ place, asked }) => (place === undefined ? [] : [{ place, asked }]));
	const related: RelatedPlace[] = links.map(({ place, asked }) => ({
		path: library.canonical(place.path),
		span: place.span,
		message: `refers to ${asked}`,
	}));
	const keys = circle.map(({ asked }) => asked);
	const shown = keys.length > longestCircle ? [...keys.slice(0, longestCircle), '…'] : keys;
	const message = `This value refers back to itself: ${shown.join(' → ')}. Metro stops when it uses it.`;
	const here = library.canonical(path);
	return links
		.filter(({ place }) => library.canonical(place.path) === here)
		.map(({ place }) =>
			finding('circular-reference', place.span, message, { related: related.slice(0, longestCircle) }),
		);
}

/** Caches that are switched on without a directory. Metro 2019 does not read these options. */
function missingPaths({ file, evaluation, version }: FileInSetup): Finding[] {
	if (isSince2019(version)) return [];
	const { plain, conditional } = evaluation.collection;
	const elements = fileIndex(file).definitions.get('metro/options/stage') ?? [];
	return elements.flatMap((element) => {
		if (element.kind !== 'element') return [];
		return wordsOf(file, element.value).flatMap(({ text, span }) => {
			const key = pathOfOption.get(text);
			if (key === undefined || plain.has(key) || conditional.has(key)) return [];
			const message = `Metro stops the build: ${text} needs ${key}, and no file that is collected defines it.`;
			return [finding('option-needs-path', span, message)];
		});
	});
}

/** Values that are read from a file and lose their last character. */
async function cutOff({ file, evaluation, library, path }: FileInSetup): Promise<Finding[]> {
	const { collection, resolver } = evaluation;
	if (collection.wholeFiles) return [];
	const found: Finding[] = [];
	for (const [key, elements] of fileIndex(file).definitions) {
		if (!elements.some((element) => element.kind === 'element' && element.value.file !== undefined)) continue;
		await resolver.lookUp(key);
		for (const { place, reason } of cutFilesOf(collection, key, resolver.texts)) {
			if (place === undefined || library.canonical(place.path) !== library.canonical(path)) continue;
			found.push(finding('file-cut-off', place.span, reason));
		}
	}
	return found;
}
