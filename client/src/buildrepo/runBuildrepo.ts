/** Runs `buildrepo` as a child process: its output goes to the log as it comes, and the user may cancel it. */
import { execa } from 'execa';
import type { CancellationToken, LogOutputChannel } from 'vscode';
import type { Invocation } from './invocation.ts';
import { cutLines } from './lines.ts';
import type { Outcome } from './outcome.ts';

/** Grace between the request to end (SIGTERM) and the end by force, in milliseconds. */
const graceMs = 5000;

export interface RunOptions {
	readonly log: Pick<LogOutputChannel, 'info'>;
	readonly cancel: CancellationToken;
	/** Each line of output, of either stream, as it comes. */
	onLine?(line: string): void;
}

/** Resolves with what happened; never rejects for what a child process may do. */
export async function runBuildrepo(invocation: Invocation, options: RunOptions): Promise<Outcome> {
	const { log, cancel, onLine } = options;
	const abort = new AbortController();
	const listener = cancel.onCancellationRequested(() => abort.abort());
	if (cancel.isCancellationRequested) abort.abort();
	log.info(`> ${[invocation.program, ...invocation.args].map((word) => JSON.stringify(word)).join(' ')}`);
	const child = execa(invocation.program, invocation.args, {
		env: invocation.env,
		stdin: 'ignore',
		encoding: 'buffer',
		stripFinalNewline: false,
		reject: false,
		cancelSignal: abort.signal,
		forceKillAfterDelay: graceMs,
	});
	for (const stream of [child.stdout, child.stderr]) {
		const lines = cutLines((line) => {
			log.info(line);
			onLine?.(line);
		});
		stream.on('data', lines.take);
		stream.on('end', lines.end);
	}
	try {
		const result = await child;
		if (result.isCanceled) return { kind: 'cancelled' };
		if (result.exitCode !== undefined) {
			const complaint = new TextDecoder().decode(result.stderr);
			return { kind: 'ended', status: result.exitCode, output: result.stdout, complaint };
		}
		if (result.signal !== undefined) return { kind: 'killed', signal: result.signal };
		return { kind: 'not-started', reason: reasonOf(result.code, invocation.program) };
	} finally {
		listener.dispose();
	}
}

/** Why a program did not start, for people. */
function reasonOf(code: string | undefined, program: string): string {
	if (code === 'ENOENT') return `${program} was not found`;
	if (code === 'EACCES') return `${program} may not be executed`;
	return `${program} could not be started${code === undefined ? '' : ` (${code})`}`;
}
