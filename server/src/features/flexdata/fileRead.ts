/** Which file a `<<` reads in the evaluated run. */
import type { Span } from '../../base/span.ts';
import type { TraceStep } from '../../flexdata/index.ts';
import type { SettingsContext } from './settingsContext.ts';

export interface FileRead {
	readonly path: string;
	/** True if Metro could not read it and stopped. */
	readonly failed: boolean;
}

/**
 * The file that the `<<` with the name at `span` reads, in a definition of `key` in the file at `path`; `undefined` if
 * Metro uses another definition, or if the name is not absolute.
 */
export async function fileRead(
	{ evaluation, library }: SettingsContext,
	path: string,
	key: string,
	span: Span,
): Promise<FileRead | undefined> {
	if (evaluation === undefined || !evaluation.collected.has(library.canonical(path))) return undefined;
	const isHere = ({ kind, place }: TraceStep): boolean =>
		kind === 'file' &&
		place !== undefined &&
		library.canonical(place.path) === library.canonical(path) &&
		place.span.start === span.start;
	const find = (steps: readonly TraceStep[]): TraceStep | undefined => {
		for (const step of steps) {
			const found = isHere(step) ? step : find(step.substeps);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	const step = find((await evaluation.resolver.trace(key)).trace);
	return step?.asked.startsWith('/') ? { path: step.asked, failed: step.failed } : undefined;
}
