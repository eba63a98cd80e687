/** A worker thread that hashes: it receives a path as bytes, and answers with the file's SHA-256 or the code of the error. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** So many more bytes were read. */
export interface HashProgress {
	readonly read: number;
}

export type HashAnswer =
	| { readonly digest: string }
	| { readonly code: string | undefined; readonly message: string };

const buffer = Buffer.allocUnsafe(1 << 20);

/** Progress is told after so many bytes. */
const tellAt = 32 << 20;

parentPort?.on('message', (path: Uint8Array) => {
	parentPort?.postMessage(answerFor(Buffer.from(path)));
});

function answerFor(path: Buffer): HashAnswer {
	try {
		const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			return { digest: digestOf(file) };
		} finally {
			closeSync(file);
		}
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		return { code, message };
	}
}

/** In hexadecimal. */
function digestOf(file: number): string {
	if (!fstatSync(file).isFile()) throw new Error('not a regular file');
	const hash = createHash('sha256');
	let read = 0;
	for (;;) {
		const length = readSync(file, buffer, 0, buffer.length, null);
		if (length > 0) hash.update(buffer.subarray(0, length));
		read += length;
		if (length === 0 || read >= tellAt) {
			parentPort?.postMessage({ read } satisfies HashProgress);
			read = 0;
		}
		if (length === 0) return hash.digest('hex');
	}
}
