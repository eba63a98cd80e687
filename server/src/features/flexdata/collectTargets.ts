/** Where collect annotations lead: in the run that is looked at, or else in any run. */
import { directoryOf, resolvePath } from '../../base/posixPath.ts';
import type { CollectAnnotation } from '../../flexdata/index.ts';
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
	const step = steps.find((one) => one.node.span.start === node.span.start && one.text === node.path.text);
	if (step?.outcome.kind === 'collected') return [library.canonical(step.outcome.path)];
	return possibleTargets(context, path, node);
}

/** The collects, here or in other files, that lead to the file at `path`. */
export function collectors(context: SettingsContext, path: string): PlacedCollect[] {
	const { evaluation, library } = context;
	const steps = evaluation?.stepsInto.get(path) ?? [];
	if (steps.length > 0) return steps.map(({ from, node }) => ({ path: library.canonical(from), node }));
	return [...library.files].flatMap(([from, file]) =>
		fileIndex(file)
			.collects.filter((node) => possibleTargets(context, from, node).includes(path))
			.map((node) => ({ path: from, node })),
	);
}

function possibleTargets(
	{ library, install }: SettingsContext,
	path: string,
	node: CollectAnnotation,
): string[] {
	const { parts } = node.path;
	if (parts.every((part) => part.kind === 'text')) {
		const target = library.canonical(resolvePath(directoryOf(path), node.path.text));
		return library.files.has(target) ? [target] : [];
	}
	// A reference stands for anything, a slash included; only path/install has one meaning everywhere.
	const hole = '\u0000';
	const written = parts
		.map((part) => {
			if (part.kind === 'text') return part.text;
			return part.kind === 'reference' && part.name === 'path/install' && install !== undefined
				? install
				: hole;
		})
		.join('');
	const whole = written.startsWith(hole) ? written : resolvePath(directoryOf(path), written);
	const pattern = new RegExp(`^${whole.split(hole).map(literally).join('.+')}$`);
	return [...library.files.keys()].filter((candidate) => pattern.test(candidate) && candidate !== path);
}

function literally(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
