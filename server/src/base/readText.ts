/** Reads a file as text. The outcome is a value, never an exception. */
import { FileError, type FileReader } from './fileSystem.ts';
import { type DecodedText, decodeUtf8 } from './text.ts';

export type ReadResult =
	| DecodedText
	| { readonly kind: 'missing' }
	/** A directory, a device, a pipe: anything but a regular file. */
	| { readonly kind: 'not-a-file' }
	/** Larger than the reader accepts; `reason` says so. */
	| { readonly kind: 'too-large'; readonly reason: string }
	| { readonly kind: 'unreadable'; readonly reason: string };

/** The port through which a core reads texts; `path` is absolute. */
export type ReadText = (path: string) => Promise<ReadResult>;

/** The size limit of readers of text. */
export interface TextLimit {
	readonly bytes: number;
	/** The same in words. */
	readonly size: string;
	readonly lines: number;
}

const noTextLimit: TextLimit = {
	bytes: Number.POSITIVE_INFINITY,
	size: 'any size',
	lines: Number.POSITIVE_INFINITY,
};

/** A `ReadText` on the general file port. Opens only regular files, so that a pipe cannot block it. */
export function textReader(files: FileReader, limit: TextLimit = noTextLimit): ReadText {
	return async (path) => {
		try {
			const status = await files.status(path);
			if (status === undefined) return { kind: 'missing' };
			if (status.kind !== 'file') return { kind: 'not-a-file' };
			if (status.size > limit.bytes) return { kind: 'too-large', reason: `larger than ${limit.size}` };
			const bytes = await files.read(path);
			if (bytes === undefined) return { kind: 'missing' };
			const decoded = decodeUtf8(bytes);
			if (decoded.kind !== 'text' || !hasMoreLines(decoded.text, limit.lines)) return decoded;
			return { kind: 'too-large', reason: `longer than ${limit.lines.toLocaleString('en-US')} lines` };
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			return failureResult(error);
		}
	};
}

/** Why a file cannot be read as text, as the end of a sentence that begins with its name. */
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

function hasMoreLines(text: string, most: number): boolean {
	if (text.length <= most) return false;
	let lines = 1;
	for (let at = 0; at < text.length && lines <= most; at++) {
		const code = text.charCodeAt(at);
		if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines++;
	}
	return lines > most;
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
