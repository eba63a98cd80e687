/** Files that exist only in a test, through the port from which the core reads. */
import { normalizePath } from '../../server/src/base/posixPath.ts';
import type { ReadText } from '../../server/src/base/readText.ts';
import { decodeUtf8 } from '../../server/src/base/text.ts';

/** Reads from `files` (absolute normalised path to content); every prefix of a path is a directory. */
export function memoryReader(files: ReadonlyMap<string, string | Uint8Array>): ReadText {
	return async (path) => {
		const content = files.get(normalizePath(path));
		if (typeof content === 'string') return { kind: 'text', text: content };
		if (content !== undefined) return decodeUtf8(content);
		const prefix = normalizePath(`${path}/`);
		const isDirectory = [...files.keys()].some((file) =>
			file.startsWith(prefix === '/' ? '/' : `${prefix}/`),
		);
		return { kind: isDirectory ? 'not-a-file' : 'missing' };
	};
}
