/** Metro's error for a file that a value names with `<<` and that cannot be opened. */
import { reprString } from '../base/pythonText.ts';
import type { ReadResult } from '../base/readText.ts';
import { type ErrorType, internalError, type MetroError, metroError } from './errors.ts';

/** In bytes. We count characters; a name of this length hardly ever differs in the two. */
const longestName = 255;

/**
 * Versions of Metro that read such files line by line have a message of their own; later ones leave it to Python.
 * @param value the value that names the file, as Metro's messages quote it
 */
export function unopenedError(
	name: string,
	value: string,
	{ kind }: ReadResult,
	wholeFiles: boolean,
): MetroError {
	const cause = { kind: 'no-file', name } as const;
	if (!wholeFiles) return metroError(`Cannot open file ${name} specified in variable "${value}"`, cause);
	const [type, reason] = pythonsReason(name, kind);
	return { ...internalError(type, `${reason}: ${reprString(name)}`), cause };
}

function pythonsReason(name: string, kind: ReadResult['kind']): readonly [ErrorType, string] {
	if (name.split('/').some((part) => part.length > longestName))
		return ['OSError', '[Errno 36] File name too long'];
	if (kind === 'missing' || name === '') return ['FileNotFoundError', '[Errno 2] No such file or directory'];
	if (kind === 'not-a-file') return ['IsADirectoryError', '[Errno 21] Is a directory'];
	return ['PermissionError', '[Errno 13] Permission denied'];
}
