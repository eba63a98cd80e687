/** SHA-256 of files in worker threads: one file per thread, a thread for each processor, up to 16, as far as open files allow. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Cancelled, type CancelSignal } from '../base/cancel.ts';
import { encodeEscaping } from '../base/surrogateEscape.ts';
import type { Hasher } from '../cli/host.ts';
import { errorCode, toFileError } from './nodeError.ts';

/**
 * What a thread runs: it hashes the path it is sent (as bytes) and answers with the digest or the error's code. It stands
 * here as text because the bundled program is one file, which a thread should not load again.
 */
const threadSource = `
const { parentPort } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const { openSync, fstatSync, readSync, closeSync, constants } = require('node:fs');
const buffer = Buffer.allocUnsafe(1 << 20);
parentPort.on('message', (path) => {
	let file;
	try {
		file = openSync(Buffer.from(path), constants.O_RDONLY | constants.O_NONBLOCK);
		if (!fstatSync(file).isFile()) throw new Error('not a regular file');
		const hash = createHash('sha256');
		let length;
		while ((length = readSync(file, buffer, 0, buffer.length, null)) > 0) hash.update(buffer.subarray(0, length));
		parentPort.postMessage({ digest: hash.digest('hex') });
	} catch (error) {
		parentPort.postMessage({ code: String(error.code ?? ''), message: String(error.message) });
	} finally {
		if (file !== undefined) closeSync(file);
	}
});
`;

type Answer = { readonly digest: string } | { readonly code: string; readonly message: string };

/** How often a waiting caller looks whether it was cancelled, in milliseconds. */
const patience = 50;

/** Opens a hasher. Threads are started as they are needed and hold no process open once they are idle. */
export function openHasher(): Hasher {
	const idle: Worker[] = [];
	return {
		parallelism: Math.max(1, Math.min(availableParallelism(), 16, affordableThreads())),
		async sha256(path, signal) {
			const worker = idle.pop() ?? startThread();
			worker.ref();
			try {
				const answer = await ask(worker, path, signal);
				worker.unref();
				idle.push(worker);
				if ('digest' in answer) return answer.digest;
				const error = Object.assign(new Error(answer.message), { code: answer.code });
				if (errorCode(error) === 'ENOENT') return undefined;
				throw toFileError(error, path);
			} catch (error) {
				if (error instanceof Cancelled) await worker.terminate();
				throw error;
			}
		},
	};
}

/** A thread holds about five files open, and hashes one; the rest is for whoever reads and writes meanwhile. */
function affordableThreads(): number {
	try {
		const limits = readFileSync('/proc/self/limits', 'latin1');
		const most = /^Max open files +(\d+)/m.exec(limits)?.[1];
		return most === undefined ? Number.POSITIVE_INFINITY : Math.floor((Number(most) - 48) / 8);
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}

function startThread(): Worker {
	// The program itself never evaluates text; this text is a constant of this file.
	return new Worker(threadSource, { eval: true });
}

function ask(worker: Worker, path: string, signal: CancelSignal): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const timer = setInterval(() => {
			if (signal.aborted) settle(() => reject(new Cancelled()));
		}, patience);
		const answered = (answer: Answer): void => settle(() => resolve(answer));
		const broken = (error: Error): void => settle(() => reject(error));
		const settle = (how: () => void): void => {
			clearInterval(timer);
			worker.off('message', answered);
			worker.off('error', broken);
			how();
		};
		worker.on('message', answered);
		worker.on('error', broken);
		worker.postMessage(encodeEscaping(path));
	});
}
