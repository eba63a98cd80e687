/** Converts between paths and the URIs of editors. */
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The absolute path of a `file:` URI; `undefined` for every other kind and for invalid ones. */
export function pathOf(uri: string): string | undefined {
	if (!uri.startsWith('file:')) return undefined;
	try {
		return fileURLToPath(uri);
	} catch {
		return undefined;
	}
}

/** The `file:` URI of an absolute path. */
export function uriOf(path: string): string {
	return pathToFileURL(path).href;
}
