/** Reading one file as text: what a path turned out to be is a value, never an exception. */
import { FileError, type FileReader } from './fileSystem.ts';
import { type DecodedText, decodeUtf8 } from './text.ts';

export type ReadResult =
	| DecodedText
	| { readonly kind: 'missing' }
	/** A directory, a device, a pipe: something that is no regular file. */
	| { readonly kind: 'not-a-file' }
	| { readonly kind: 'unreadable'; readonly reason: string };

/** The door through which a core reads texts; `path` is absolute. */
export type ReadText = (path: string) => Promise<ReadResult>;

/**
 * A `ReadText` over the general file port. Only regular files are opened, so that a pipe cannot hold anybody up.
 * @param largest in bytes: larger files count as unreadable
 */
export function textReader(files: FileReader, largest = Number.POSITIVE_INFINITY): ReadText {
	return async (path) => {
		try {
			const status = await files.status(path);
			if (status === undefined) return { kind: 'missing' };
			if (status.kind !== 'file') return { kind: 'not-a-file' };
			if (status.size > largest) return { kind: 'unreadable', reason: `larger than ${largest} bytes` };
			const bytes = await files.read(path);
			return bytes === undefined ? { kind: 'missing' } : decodeUtf8(bytes);
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			return failureResult(error);
		}
	};
}

function failureResult(error: FileError): ReadResult {
	switch (error.failure) {
		case 'missing':
		case 'not-a-directory':
		case 'loop':
		case 'name-too-long':
			return { kind: 'missing' };
		case 'is-a-directory':
			return { kind: 'not-a-file' };
		default:
			return { kind: 'unreadable', reason: error.message };
	}
}
