/** Reading one file as text: what a path turned out to be is a value, never an exception. */
import { FileError, type FileReader } from './fileSystem.ts';
import { type DecodedText, decodeUtf8 } from './text.ts';

export type ReadResult =
	| DecodedText
	| { readonly kind: 'missing' }
	/** A directory, a device, a pipe: something that is no regular file. */
	| { readonly kind: 'not-a-file' }
	/** Larger than whoever reads would take; `reason` says what that is. */
	| { readonly kind: 'too-large'; readonly reason: string }
	| { readonly kind: 'unreadable'; readonly reason: string };

const megabyte = 1 << 20;

/** The door through which a core reads texts; `path` is absolute. */
export type ReadText = (path: string) => Promise<ReadResult>;

/**
 * A `ReadText` over the general file port. Only regular files are opened, so that a pipe cannot hold anybody up.
 * @param largest in whole megabytes: larger files are not read
 */
export function textReader(files: FileReader, largest = Number.POSITIVE_INFINITY): ReadText {
	return async (path) => {
		try {
			const status = await files.status(path);
			if (status === undefined) return { kind: 'missing' };
			if (status.kind !== 'file') return { kind: 'not-a-file' };
			if (status.size > largest * megabyte) return { kind: 'too-large', reason: `larger than ${largest} MB` };
			const bytes = await files.read(path);
			return bytes === undefined ? { kind: 'missing' } : decodeUtf8(bytes);
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			return failureResult(error);
		}
	};
}

/** What keeps a file from being read as text, as the end of a sentence that begins with its name. */
export function whyNoText(result: Exclude<ReadResult, { kind: 'text' }>): string {
	switch (result.kind) {
		case 'missing':
			return 'does not exist';
		case 'not-a-file':
			return 'is no regular file';
		case 'not-utf8':
			return `is not UTF-8 at byte ${result.at + 1}`;
		case 'too-large':
			return `is ${result.reason}`;
		case 'unreadable':
			return `cannot be read (${result.reason})`;
	}
}

function failureResult(error: FileError): ReadResult {
	switch (error.failure) {
		case 'missing':
		case 'not-a-directory':
		case 'loop':
		case 'name-too-long':
			return { kind: 'missing' };
		case 'is-a-directory':
		case 'not-a-file':
			return { kind: 'not-a-file' };
		default:
			return { kind: 'unreadable', reason: error.message };
	}
}
