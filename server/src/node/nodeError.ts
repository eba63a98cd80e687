/** Converts the system's errors to those of the ports. */
import { diskTroubleOf } from '../base/diskTroubles.ts';
import { FileError, type FileFailure } from '../base/fileSystem.ts';

const failures = new Map<string, { readonly failure: FileFailure; readonly says: string }>([
	['EACCES', { failure: 'denied', says: 'permission denied' }],
	['EPERM', { failure: 'denied', says: 'permission denied' }],
	['ENOTDIR', { failure: 'not-a-directory', says: 'not a directory' }],
	['EISDIR', { failure: 'is-a-directory', says: 'is a directory' }],
	['ELOOP', { failure: 'loop', says: 'links that lead in a circle' }],
	['ENAMETOOLONG', { failure: 'name-too-long', says: 'name too long' }],
	['EEXIST', { failure: 'exists', says: 'exists already' }],
	['ENOENT', { failure: 'missing', says: 'no such file' }],
]);

/** The code of an error from Node, such as `ENOENT`; empty if it has none. */
export function errorCode(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Converts an error of `node:fs` to the only error of the ports. Its message names the path, and the remedy for a failing disk. */
export function toFileError(error: unknown, path: string): FileError {
	if (error instanceof FileError) return error;
	const code = errorCode(error);
	const disk = diskTroubleOf(code);
	if (disk !== undefined) return new FileError(disk.failure, path, `${path}: ${disk.says}: ${disk.remedy}`);
	const known = failures.get(code);
	const says = known?.says ?? (code || (error instanceof Error ? error.message : String(error)));
	return new FileError(known?.failure ?? 'other', path, `${path}: ${says}`);
}
