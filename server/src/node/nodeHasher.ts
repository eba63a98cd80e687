/** SHA-256 of files in worker threads: one file per thread, one thread per processor, up to 16 and as far as open files allow. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isAbortError } from '../base/abort.ts';
import { encodeEscaping } from '../base/surrogateEscape.ts';
import type { Hasher } from '../cli/host.ts';
import type { HashAnswer, HashProgress } from './hashThread.ts';
import { errorCode, toFileError } from './nodeError.ts';

/** The thread's code is beside this module, or beside the bundle with this module. A thread loads nothing else. */
const threadFile = join(import.meta.dirname, `hashThread${extname(import.meta.filename)}`);

/** Opens a hasher. Threads start on demand, and idle ones do not keep the process alive. */
export function openHasher(): Hasher {
	const idle: Worker[] = [];
	return {
		parallelism: Math.max(1, Math.min(availableParallelism(), 16, affordableThreads())),
		async sha256(path, signal, onRead) {
			const worker = idle.pop() ?? new Worker(threadFile);
			worker.ref();
			try {
				const answer = await ask(worker, path, signal, onRead);
				worker.unref();
				idle.push(worker);
				if ('digest' in answer) return answer.digest;
				const error = Object.assign(new Error(answer.message), { code: answer.code });
				if (errorCode(error) === 'ENOENT') return undefined;
				throw toFileError(error, path);
			} catch (error) {
				if (isAbortError(error)) await worker.terminate();
				throw error;
			}
		},
	};
}

/** A thread holds about five files open to hash one. The rest are for other readers and writers. */
function affordableThreads(): number {
	try {
		const limits = readFileSync('/proc/self/limits', 'latin1');
		const most = /^Max open files +(\d+)/m.exec(limits)?.[1];
		return most === undefined ? Number.POSITIVE_INFINITY : Math.floor((Number(most) - 48) / 8);
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}

function ask(
	worker: Worker,
	path: string,
	signal: AbortSignal,
	onRead: (bytes: number) => void = () => {},
): Promise<HashAnswer> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const abort = (): void => settle(() => reject(signal.reason));
		const answered = (answer: HashAnswer | HashProgress): void => {
			if ('read' in answer) onRead(answer.read);
			else settle(() => resolve(answer));
		};
		const broken = (error: Error): void => settle(() => reject(error));
		const settle = (how: () => void): void => {
			signal.removeEventListener('abort', abort);
			worker.off('message', answered);
			worker.off('error', broken);
			how();
		};
		signal.addEventListener('abort', abort, { once: true });
		worker.on('message', answered);
		worker.on('error', broken);
		worker.postMessage(encodeEscaping(path));
	});
}
