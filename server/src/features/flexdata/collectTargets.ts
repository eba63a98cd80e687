/** The targets of collect annotations: in the evaluated run, or else in any run. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { CollectAnnotation, CollectStep } from '../../flexdata/index.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import { staticCollectPath } from '../../setup/configuration/staticCollectPath.ts';
import type { SettingsContext } from './settingsContext.ts';

/** A collect annotation and its file. */
export interface PlacedCollect {
	readonly path: string;
	readonly node: CollectAnnotation;
}

/**
 * The files of the set-up that a collect in the file at `path` can lead to: its target in this run, else every
 * file whose path fits for some value of its references.
 */
export function collectTargets(context: SettingsContext, path: string, node: CollectAnnotation): string[] {
	const step = collectStepOf(context, path, node);
	if (step?.text === node.path.text && step.outcome.kind === 'collected')
		return [context.library.canonical(step.outcome.path)];
	return possibleTargets(context, path, node);
}

/** The outcome of a collect in the file at `path` in the evaluated run; `undefined`: that file is not collected. */
export function collectStepOf(
	{ evaluation, library }: SettingsContext,
	path: string,
	node: CollectAnnotation,
): CollectStep | undefined {
	const steps = evaluation?.stepsFrom.get(library.canonical(path));
	return steps && byStart(steps).get(node.span.start);
}

/** The first step of each annotation of a file, by the annotation's offset. */
const byStart = memoizeWeak((steps: readonly CollectStep[]): ReadonlyMap<number, CollectStep> => {
	const starts = new Map<number, CollectStep>();
	for (const step of steps) if (!starts.has(step.node.span.start)) starts.set(step.node.span.start, step);
	return starts;
});

/** The collects that led to the file at `path` in the evaluated run. */
export function collectorsInRun({ evaluation, library }: SettingsContext, path: string): PlacedCollect[] {
	const steps = evaluation?.stepsInto.get(path) ?? [];
	return eachOnce(steps.map(({ from, node }) => ({ path: library.canonical(from), node })));
}

/**
 * The collects that lead to the files at `paths`, each once: in this run, or in any run by their literal path. Only if
 * there are none, those whose references may lead to such a file.
 */
export function collectors(context: SettingsContext, paths: readonly string[]): PlacedCollect[] {
	const wanted = new Set(paths);
	const found = paths.flatMap((path) => collectorsInRun(context, path));
	const reached = new Set(paths.filter((path) => (context.evaluation?.stepsInto.get(path) ?? []).length > 0));
	const guesses: (PlacedCollect & { readonly pieces: readonly string[] })[] = [];
	for (const [from, file] of context.library.files) {
		for (const node of fileIndex(file).collects) {
			const [whole = '', ...more] = staticCollectPath(node, from, context.install);
			if (more.length > 0) {
				guesses.push({ path: from, node, pieces: [whole, ...more] });
				continue;
			}
			const target = context.library.canonical(whole);
			if (!wanted.has(target)) continue;
			reached.add(target);
			found.push({ path: from, node });
		}
	}
	const rest = paths.filter((path) => !reached.has(path));
	for (const { path, node, pieces } of rest.length === 0 ? [] : guesses) {
		if (rest.some(otherFitting(path, pieces))) found.push({ path, node });
	}
	return eachOnce(found);
}

/** Removes duplicates. */
function eachOnce(collects: readonly PlacedCollect[]): PlacedCollect[] {
	return [...new Map(collects.map((one) => [`${one.node.span.start} ${one.path}`, one])).values()];
}

function possibleTargets(
	{ library, install }: SettingsContext,
	path: string,
	node: CollectAnnotation,
): string[] {
	const { files, canonical } = library;
	const [whole = '', ...more] = staticCollectPath(node, path, install);
	if (more.length > 0) return [...files.keys()].filter(otherFitting(path, [whole, ...more]));
	const target = canonical(whole);
	return files.has(target) ? [target] : [];
}

function otherFitting(path: string, pieces: readonly string[]): (other: string) => boolean {
	return (other) => other !== path && fits(other, pieces);
}

/** True if `path` consists of the pieces in order, with text between each two. */
function fits(path: string, pieces: readonly string[]): boolean {
	const [first = '', ...middle] = pieces;
	const last = middle.pop() ?? '';
	if (!path.startsWith(first) || !path.endsWith(last)) return false;
	let end = first.length;
	for (const piece of middle) {
		const at = path.indexOf(piece, end + 1);
		if (at < 0) return false;
		end = at + piece.length;
	}
	return end < path.length - last.length;
}
