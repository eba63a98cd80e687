/** All checks of a file in its set-up: keys defined elsewhere, collects, and resolved values. */

import { neverAborted } from '../base/abort.ts';
import { closestMatch } from '../base/closestMatch.ts';
import { pushAll } from '../base/collections.ts';
import type { RelatedPlace } from '../base/problem.ts';
import { inTurns, type Work } from '../base/work.ts';
import { type FlexNode, type KeyUse, type ParsedFile, placeOf, statedCondition } from '../flexdata/index.ts';
import { configKeys } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { fileIndex } from '../setup/configuration/fileIndex.ts';
import { contextTitle, givenInEveryRun } from '../setup/configuration/runContext.ts';
import { checkCollects } from './checkCollects.ts';
import { impossibleConditions, inactiveParts } from './checkConditions.ts';
import { inOrder } from './checkFile.ts';
import { canEvaluate } from './checkKeys.ts';
import { checkResolved } from './checkResolved.ts';
import { checkUnused } from './checkUnused.ts';
import { isArithmetic } from './checkValues.ts';
import { definitionPlaces } from './definitionPlaces.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, type Fix, finding, replacing } from './finding.ts';
import { definedKeys } from './keysOfLibrary.ts';

/** The findings in one file that need its set-up, in the order of the text. */
export async function checkFileInSetup(
	at: FileInSetup,
	signal: AbortSignal = neverAborted,
): Promise<Finding[]> {
	const { evaluation, library, path } = at;
	const isCollected = evaluation.collected.has(library.canonical(path));
	const found = await inTurns(isCollected ? whereCollected(at) : whereNotCollected(at), signal);
	return inOrder(isCollected ? [...found, ...(await checkResolved(at, signal))] : found);
}

function* whereNotCollected(at: FileInSetup): Work<Finding[]> {
	return [...notCollected(at), ...(yield* everywhere(at))];
}

function* whereCollected(at: FileInSetup): Work<Finding[]> {
	return [
		...(yield* everywhere(at)),
		...(yield* inactiveParts(at)),
		...(yield* checkCollects(at)),
		...duplicates(at),
	];
}

function* everywhere(at: FileInSetup): Work<Finding[]> {
	return [...(yield* checkUses(at)), ...(yield* checkUnused(at)), ...(yield* impossibleConditions(at))];
}

/** The whole file has no effect in the evaluated run. */
function notCollected({ file, library, evaluation, path }: FileInSetup): Finding[] {
	if (!library.complete || !library.files.has(library.canonical(path)) || file.text === '') return [];
	const message = `Not collected for ${contextTitle(evaluation.context)}.`;
	return [finding('not-collected-here', { start: 0, end: file.text.length }, message, { unnecessary: true })];
}

/** References to keys that are not defined, not in this run, or not in the form that the reference needs. */
function* checkUses(at: FileInSetup): Work<Finding[]> {
	const { file, library, evaluation, path } = at;
	const { plain, conditional } = evaluation.collection;
	const isCollected = evaluation.collected.has(library.canonical(path));
	const suggest = suggestions(library);
	const found: Finding[] = [];
	for (const [key, all] of fileIndex(file).uses) {
		yield;
		const uses = all.every(isWeighed) ? all : all.filter(isWeighed);
		const isDefined = plain.has(key) || conditional.has(key);
		if (!isDefined) {
			if (library.complete) pushAll(found, undefinedUses(at, key, uses, isCollected, suggest));
			else if (isCollected) pushAll(found, unknownUses(at, key, uses, suggest));
			continue;
		}
		const definition = plain.get(key);
		for (const use of uses) {
			yield;
			if (use.kind === 'condition' && definition === undefined) {
				const related = definitionPlaces(at, key);
				if (isCollect(use.node)) {
					const message = `Metro stops here: a collect cannot ask about ${key}, which is itself only defined under conditions.`;
					found.push(finding('collect-failed', use.span, message, { related }));
					continue;
				}
				const message = `A condition on ${key} is never true: the key itself is only defined under conditions.`;
				found.push(finding('condition-never-true', use.span, message, { related }));
			} else if (use.kind === 'test' && definition === undefined) {
				const message = `If no condition of ${key} is true, Metro stops here instead of saying "no".`;
				found.push(finding('test-of-conditional', use.span, message, { related: definitionPlaces(at, key) }));
			} else if (use.kind === 'test' && definition?.stored.kind === 'plain') {
				if (definition.stored.value.text !== '') continue;
				const message = `This is "yes": ${key} is defined, although it is empty.`;
				found.push(finding('test-of-empty', use.span, message, { related: definitionPlaces(at, key) }));
			} else if (use.kind === 'reference' && definition?.stored.kind === 'block') {
				const message = `${key} is a block: its lines are joined with spaces here.`;
				found.push(finding('block-joined', use.span, message, { related: definitionPlaces(at, key) }));
			}
		}
	}
	return found;
}

/** A condition that Metro cannot evaluate asks about no key. */
function isWeighed({ kind, node }: KeyUse): boolean {
	const condition = kind === 'condition' ? statedCondition(node) : undefined;
	return condition === undefined || canEvaluate(condition);
}

function isCollect(node: FlexNode): boolean {
	return node.kind === 'annotation' && node.annotation === 'collect';
}

function undefinedUses(
	{ file, library, evaluation }: FileInSetup,
	key: string,
	uses: readonly KeyUse[],
	isCollected: boolean,
	suggest: Suggest,
): Finding[] {
	if (givenInEveryRun.has(key)) return [];
	if (definedKeys(library).has(key)) {
		if (!isCollected) return [];
		const message = `${key} is not defined for ${contextTitle(evaluation.context)}.`;
		return uses.filter(isStrict).map((use) => finding('not-defined-here', use.span, message));
	}
	if (configKeys.has(key)) {
		const message = `No file defines ${key}: set it in .metro, or give it as an argument.`;
		return uses
			.filter(isStrict)
			.map((use) =>
				finding('needs-setting', use.span, message, { severity: isCollected ? 'information' : 'hint' }),
			);
	}
	// Other checks report names that are not keys.
	if (key === '' || key === '*' || key.endsWith('?') || key.includes('$[') || isArithmetic(key)) return [];
	const close = suggest(key);
	return uses.flatMap((use) => {
		const fixes = close === undefined ? [] : [useFix(file, use, close)];
		const remedy = close === undefined ? '' : `; did you mean "${close}"?`;
		if (use.kind === 'condition') {
			const message = `No file defines ${key}: the condition is never true${remedy || '.'}`;
			return [finding('condition-never-true', use.span, message, { fixes })];
		}
		if (isCollect(use.node) && isStrict(use)) {
			const message = `No file defines ${key}: the file is never collected, without a message${remedy || '.'}`;
			return [finding('never-collected', use.span, message, { fixes })];
		}
		if (!isStrict(use)) {
			if (close === undefined) return [];
			const message = `No file defines ${key}${remedy}`;
			return [finding('undefined-variable', use.span, message, { severity: 'information', fixes })];
		}
		const message = `No file defines ${key}: Metro stops when it uses the value${remedy || '.'}`;
		return [finding('undefined-variable', use.span, message, { fixes })];
	});
}

/** The same without an installation, which may define all that Metro ships: the findings are only probable. */
function unknownUses(
	{ file, library }: FileInSetup,
	key: string,
	uses: readonly KeyUse[],
	suggest: Suggest,
): Finding[] {
	if (givenInEveryRun.has(key) || definedKeys(library).has(key) || configKeys.has(key)) return [];
	if (key === '' || key === '*' || key.endsWith('?') || key.includes('$[') || isArithmetic(key)) return [];
	const close = suggest(key);
	const remedy = close === undefined ? '' : `; did you mean "${close}"?`;
	return uses
		.filter((use) => !isCollect(use.node) && (isStrict(use) || close !== undefined))
		.map((use) => {
			const fixes = close === undefined ? [] : [useFix(file, use, close)];
			const severity = close !== undefined && isStrict(use) ? 'warning' : 'information';
			const message = `No file that can be read defines ${key}${remedy || '.'}`;
			return finding('undefined-variable', use.span, message, { fixes, severity });
		});
}

/** Names the key that was probably meant. A name after a colon stays relative if the key is in the same section. */
function useFix(
	{ text }: ParsedFile,
	{ key, relative, nameSpan: { start, end } }: KeyUse,
	close: string,
): Fix {
	const title = `Replace with "${close}"`;
	const section = relative ? key.slice(0, key.length - (end - start)) : '';
	if (close.startsWith(section)) return replacing(title, { start, end }, close.slice(section.length));
	return replacing(title, { start: text[start - 1] === ':' ? start - 1 : start, end }, close);
}

/** True if Metro stops where the key is not defined. */
function isStrict({ kind, mode }: KeyUse): boolean {
	return mode === undefined && kind !== 'test' && kind !== 'condition';
}

/** The name that was probably meant. */
type Suggest = (key: string) => string | undefined;

/** At most this many names get a suggestion, since each is compared with all others. */
const mostSuggestions = 200;

function suggestions(library: ConfigLibrary): Suggest {
	let left = mostSuggestions;
	let candidates: ReadonlySet<string> | undefined;
	return (key) => {
		// Short names are close to everything.
		if (key.length < 4 || left-- <= 0) return undefined;
		candidates ??= new Set([...configKeys.keys(), ...definedKeys(library)]);
		return closestMatch(key, candidates);
	};
}

/** Definitions that clash with those of other files, reported at both places. */
function duplicates({ path, library, evaluation }: FileInSetup): Finding[] {
	const here = library.canonical(path);
	return evaluation.rejected.flatMap(({ definition, first }): Finding[] => {
		const late = definition.origin;
		const early = first.origin;
		if (late.kind !== 'file') return [];
		const latePath = library.canonical(late.path);
		const { key } = definition;
		if (early.kind === 'argument') {
			if (latePath !== here) return [];
			const message = `${key} is given as an argument of the run, so Metro stops here.`;
			return [finding('duplicate-key', placeOf(late.element), message)];
		}
		const earlyPath = library.canonical(early.path);
		if (earlyPath === latePath) return [];
		const place = (at: typeof early, atPath: string, message: string): RelatedPlace => ({
			path: atPath,
			span: placeOf(at.element),
			message,
		});
		if (latePath === here) {
			const related = [place(early, earlyPath, `${key} is defined here first.`)];
			const message = `${key} is already defined in ${earlyPath}: Metro stops here.`;
			return [finding('duplicate-key', placeOf(late.element), message, { related })];
		}
		if (earlyPath !== here) return [];
		const related = [place(late, latePath, 'Metro stops at this definition.')];
		const message = `${key} is defined again in ${latePath}, which is collected as well: Metro stops there.`;
		return [finding('duplicate-key', placeOf(early.element), message, { related })];
	});
}
