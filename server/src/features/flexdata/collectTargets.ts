/** Where collect annotations lead: in the run that is looked at, or else in any run. */
import { oncePer } from '../../base/once.ts';
import { directoryOf, resolvePath } from '../../base/posixPath.ts';
import type { CollectAnnotation, CollectStep, ParsedFile } from '../../flexdata/index.ts';
import { fileIndex } from '../../metro/fileIndex.ts';
import type { SettingsContext } from './settingsContext.ts';

/** A collect annotation and the file it stands in. */
export interface PlacedCollect {
	readonly path: string;
	readonly node: CollectAnnotation;
}

/**
 * The files of the set-up that a collect of the file at `path` can lead to: the one it leads to in this run, else every
 * file whose path fits, whatever the references in it stand for.
 */
export function collectTargets(context: SettingsContext, path: string, node: CollectAnnotation): string[] {
	const { evaluation, library } = context;
	const steps = evaluation?.stepsFrom.get(library.canonical(path)) ?? [];
	const step = byStart(steps).get(node.span.start);
	if (step?.text === node.path.text && step.outcome.kind === 'collected')
		return [library.canonical(step.outcome.path)];
	return possibleTargets(context, path, node);
}

/** The first step of each annotation of a file, by the offset where it begins. */
const byStart = oncePer((steps: readonly CollectStep[]): ReadonlyMap<number, CollectStep> => {
	const starts = new Map<number, CollectStep>();
	for (const step of steps) if (!starts.has(step.node.span.start)) starts.set(step.node.span.start, step);
	return starts;
});

/** The collects that led to the file at `path` in the run that is looked at. */
export function collectorsInRun({ evaluation, library }: SettingsContext, path: string): PlacedCollect[] {
	const steps = evaluation?.stepsInto.get(path) ?? [];
	return once(steps.map(({ from, node }) => ({ path: library.canonical(from), node })));
}

/**
 * The collects that lead to the files at `paths`, each once: in this run, or in any run because their text says so. Only where
 * there is none, those whose references may stand for such a file.
 */
export function collectors(context: SettingsContext, paths: readonly string[]): PlacedCollect[] {
	const wanted = new Set(paths);
	const found = paths.flatMap((path) => collectorsInRun(context, path));
	const reached = new Set(paths.filter((path) => (context.evaluation?.stepsInto.get(path) ?? []).length > 0));
	const guesses: Aimed[] = [];
	for (const [from, file] of context.library.files) {
		for (const aimed of aimsOf(context, from, file)) {
			if (typeof aimed.aim !== 'string') {
				guesses.push(aimed);
				continue;
			}
			const target = context.library.canonical(aimed.aim);
			if (!wanted.has(target)) continue;
			reached.add(target);
			found.push(aimed);
		}
	}
	const rest = paths.filter((path) => !reached.has(path));
	for (const guess of rest.length === 0 ? [] : guesses) {
		if (typeof guess.aim !== 'string' && rest.some(otherFitting(guess.path, guess.aim))) found.push(guess);
	}
	return once(found);
}

/** Each collect once, however it was found. */
function once(collects: readonly PlacedCollect[]): PlacedCollect[] {
	return [...new Map(collects.map((one) => [`${one.node.span.start} ${one.path}`, one])).values()];
}

function possibleTargets(context: SettingsContext, path: string, node: CollectAnnotation): string[] {
	const { files, canonical } = context.library;
	const aim = aimOf(context.install, path, node);
	if (typeof aim !== 'string') return [...files.keys()].filter(otherFitting(path, aim));
	const target = canonical(aim);
	return files.has(target) ? [target] : [];
}

/** A collect and what it leads to: one path, or every path that has these pieces in their order. */
interface Aimed extends PlacedCollect {
	readonly aim: string | readonly string[];
}

interface Aims {
	readonly install: string | undefined;
	readonly path: string;
	readonly aims: readonly Aimed[];
}

const aimsOfFiles = new WeakMap<ParsedFile, Aims>();

/** The collects of a file, remembered as long as it is parsed once. */
function aimsOf({ install }: SettingsContext, path: string, file: ParsedFile): readonly Aimed[] {
	const known = aimsOfFiles.get(file);
	if (known !== undefined && known.install === install && known.path === path) return known.aims;
	const aims = fileIndex(file).collects.map((node) => ({ path, node, aim: aimOf(install, path, node) }));
	aimsOfFiles.set(file, { install, path, aims });
	return aims;
}

function aimOf(
	install: string | undefined,
	path: string,
	node: CollectAnnotation,
): string | readonly string[] {
	// A reference stands for anything, a slash included; only path/install has one meaning everywhere.
	const hole = '\u0000';
	const written = node.path.parts
		.map((part) => {
			if (part.kind === 'text') return part.text;
			return part.kind === 'reference' && part.name === 'path/install' && install !== undefined
				? install
				: hole;
		})
		.join('');
	const whole = written.startsWith(hole) ? written : resolvePath(directoryOf(path), written);
	const pieces = whole.split(hole);
	return pieces.length > 1 ? pieces : whole;
}

function otherFitting(path: string, pieces: readonly string[]): (other: string) => boolean {
	return (other) => other !== path && fits(other, pieces);
}

/** True if `path` is the pieces in their order with something between each two. */
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
