/** Compresses a file into another beside it. The new file appears complete, and the compressor ends when we do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { baseNameOf } from '../base/posixPath.ts';
import { temporaryName } from '../base/temporaryName.ts';
import type { CompressOutcome, Compressor, CompressRequest } from '../cli/host.ts';
import { dyingWithUs } from './dyingWithUs.ts';
import { throughHeld } from './heldDirectory.ts';
import { toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';
import { startFailure } from './nodeProcesses.ts';
import { thisRun } from './nodeRuns.ts';

/** `interrupt` aborts when this process must end. */
export function openCompressor(interrupt: AbortSignal): Compressor {
	return {
		async compress(request) {
			try {
				return await throughHeld(request.target, (held) => compress(request, held, interrupt));
			} catch (error) {
				return { kind: 'failed', reason: toFileError(error, request.source).message };
			}
		},
	};
}

/** `target` is the path of the new file through its open directory. */
async function compress(
	request: CompressRequest,
	target: Buffer,
	interrupt: AbortSignal,
): Promise<CompressOutcome> {
	const source = beside(target, baseNameOf(request.source));
	const temporary = beside(target, temporaryName(thisRun, randomBytes(6).toString('hex')));
	// Non-blocking, because a pipe under an archive's name would block for ever.
	const input = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const before = await input.stat({ bigint: true });
		if (!before.isFile()) return { kind: 'failed', reason: `${request.source}: not a regular file` };
		const output = await open(temporary, 'wx', 0o600);
		try {
			const failure = await runThrough(request, input, output, interrupt);
			if (failure !== undefined) return failure;
			if (!isSame(before, await lstat(source, { bigint: true }))) return { kind: 'changed' };
			await makeAlike(output, before);
			await output.sync();
		} finally {
			await output.close();
		}
		await rename(temporary, target);
		await syncDirectory(target);
		return { kind: 'done' };
	} finally {
		await input.close().catch(() => {});
		await rm(temporary, { force: true });
	}
}

function beside(path: Buffer, name: string): Buffer {
	return Buffer.concat([path.subarray(0, path.lastIndexOf('/') + 1), Buffer.from(toNative(name))]);
}

function isSame(before: BigIntStats, after: BigIntStats): boolean {
	return (['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const).every((key) => before[key] === after[key]);
}

/** Gives the new file the mode, owner and time of the old one, as xz, gzip and bzip2 do; only root can change the owner. */
async function makeAlike(
	output: FileHandle,
	{ mode, uid, gid, atimeMs, mtimeMs }: BigIntStats,
): Promise<void> {
	await output.chown(Number(uid), Number(gid)).catch(() => {});
	await output.chmod(Number(mode) & 0o777);
	await output.utimes(Number(atimeMs) / 1000, Number(mtimeMs) / 1000);
}

/** Makes the new name survive a power failure before the old file is removed. Not every file system supports this. */
async function syncDirectory(path: Buffer): Promise<void> {
	const directory = await open(path.subarray(0, path.lastIndexOf('/')), constants.O_RDONLY);
	try {
		await directory.sync().catch(() => {});
	} finally {
		await directory.close();
	}
}

/** Pipes a file through the program; `undefined` if all of it arrived. */
async function runThrough(
	request: CompressRequest,
	input: FileHandle,
	output: FileHandle,
	interrupt: AbortSignal,
): Promise<CompressOutcome | undefined> {
	const [program, ...words] = dyingWithUs(request);
	const child = spawn(program, words, { env: request.env, stdio: ['pipe', 'pipe', 'inherit'], shell: false });
	const end = (): void => void child.kill('SIGKILL');
	interrupt.addEventListener('abort', end, { once: true });
	if (interrupt.aborted) end();
	try {
		const [ended, , written] = await Promise.all([
			outcomeOf(child),
			// The program may end before it has read everything; its exit status shows why.
			pipeline(chunksOf(input), child.stdin).catch(() => {}),
			writeAll(child.stdout, output).catch((error: unknown) => {
				end();
				return toFileError(error, request.target).message;
			}),
		]);
		const started = child.pid !== undefined;
		return started && typeof written === 'string' ? { kind: 'failed', reason: written } : ended;
	} finally {
		interrupt.removeEventListener('abort', end);
	}
}

async function* chunksOf(input: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
	for (;;) {
		const { bytesRead, buffer } = await input.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, null);
		if (bytesRead === 0) return;
		yield buffer.subarray(0, bytesRead);
	}
}

/** In bytes. */
const chunkSize = 1 << 18;

async function writeAll(from: AsyncIterable<Uint8Array>, output: FileHandle): Promise<void> {
	for await (const chunk of from) await output.writeFile(chunk);
}

function outcomeOf(child: ChildProcess): Promise<CompressOutcome | undefined> {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve({ kind: 'failed', reason: startFailure(error) }));
		child.once('exit', (status, signal) => {
			if (status === 0) resolve(undefined);
			else resolve({ kind: 'failed', reason: signal ?? `it ended with status ${status}` });
		});
	});
}
