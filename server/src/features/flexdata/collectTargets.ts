/** Where collect annotations lead: in the run that is looked at, or else in any run. */
import { oncePer } from '../../base/once.ts';
import { directoryOf, resolvePath } from '../../base/posixPath.ts';
import type { CollectAnnotation, CollectStep } from '../../flexdata/index.ts';
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

/** The collects, here or in other files, that lead to the files at `paths`, each once. */
export function collectors(context: SettingsContext, paths: readonly string[]): PlacedCollect[] {
	const { evaluation, library } = context;
	const found = new Map<CollectAnnotation, string>();
	const idle = new Set<string>();
	for (const path of paths) {
		const steps = evaluation?.stepsInto.get(path) ?? [];
		if (steps.length === 0) idle.add(path);
		for (const { from, node } of steps) found.set(node, library.canonical(from));
	}
	const idlePaths = [...idle];
	for (const [from, file] of idle.size === 0 ? [] : library.files) {
		for (const node of fileIndex(file).collects) {
			const aim = aimOf(context, from, node);
			const isMeant = typeof aim === 'string' ? idle.has(aim) : idlePaths.some(otherFitting(from, aim));
			if (isMeant) found.set(node, from);
		}
	}
	return [...found].map(([node, path]) => ({ path, node }));
}

function possibleTargets(context: SettingsContext, path: string, node: CollectAnnotation): string[] {
	const { files } = context.library;
	const aim = aimOf(context, path, node);
	if (typeof aim !== 'string') return [...files.keys()].filter(otherFitting(path, aim));
	return files.has(aim) ? [aim] : [];
}

/** What a collect leads to: one path, or every path that has these pieces in their order. */
function aimOf(
	{ library, install }: SettingsContext,
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
	return pieces.length > 1 ? pieces : library.canonical(whole);
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
