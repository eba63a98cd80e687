/** The log of a build as a document for an editor. */
import type { DiskReader } from '../../base/fileSystem.ts';
import type { LogAnswer } from '../../protocol/index.ts';
import { findLogLinks, outlineLog, readLog } from '../../repository/index.ts';

/** Reads the log at `path`, unless it is still the version `known`; `undefined` if it does not exist. Rejects with `FileError`. */
export async function logDocument(
	path: string,
	known: string | undefined,
	files: DiskReader,
): Promise<LogAnswer | undefined> {
	const status = await files.status(path);
	if (status === undefined) return undefined;
	const version = versionOf(status);
	if (version === known) return { version };
	const log = await readLog(path, files);
	if (log === undefined) return undefined;
	const { lines, styles, spans, start } = log;
	const outline = outlineLog(lines);
	return {
		// It may have grown since it was looked at; what was read counts.
		version: versionOf(log),
		document: {
			text: lines.join('\n'),
			styles,
			spans,
			sections: outline.sections,
			links: await findLogLinks(path, lines, outline, files),
			...(outline.firstError !== undefined && { firstError: outline.firstError }),
			isPart: start > 0,
		},
	};
}

function versionOf({ size, modified }: { readonly size: number; readonly modified: number }): string {
	return `${size}-${modified}`;
}
