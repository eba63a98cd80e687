/** Runs `buildrepo` as a child process: its output goes to the log as it comes, and the user may cancel it. */
import * as l10n from '@vscode/l10n';
import { execa } from 'execa';
import type { CancellationToken, LogOutputChannel } from 'vscode';
import type { BuildrepoEvent } from '../../../server/src/protocol/index.ts';
import { readEvents } from './eventReader.ts';
import type { Invocation } from './invocation.ts';
import { cutLines } from './lines.ts';
import type { Outcome } from './outcome.ts';

/** Grace between the request to end (SIGTERM) and the end by force, in milliseconds. */
const graceMs = 5000;

export interface RunOptions {
	readonly log: Pick<LogOutputChannel, 'info'>;
	readonly cancel: CancellationToken;
	/** Called with each event; absent: the program was not asked for events, and its output is lines for people. */
	onEvent?(event: BuildrepoEvent): void;
	/** Called with each line for people as it comes. */
	onLine?(line: string): void;
	/** Called with each line of standard output, unless there are events. */
	onOutput?(line: string): void;
}

/** Resolves with what happened; never rejects for what a child process may do. */
export async function runBuildrepo(invocation: Invocation, options: RunOptions): Promise<Outcome> {
	const { log, cancel, onLine, onEvent, onOutput } = options;
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
	const forPeople = (onOne?: (line: string) => void) =>
		cutLines((line) => {
			log.info(line);
			onLine?.(line);
			onOne?.(line);
		});
	const events = onEvent && readEvents(onEvent);
	for (const [stream, reader] of [
		[child.stdout, events ?? forPeople(onOutput)],
		[child.stderr, forPeople()],
	] as const) {
		stream.on('data', reader.take);
		stream.on('end', reader.end);
	}
	try {
		const result = await child;
		if (result.isCanceled) return { kind: 'cancelled' };
		if (result.exitCode !== undefined) {
			const complaint = new TextDecoder().decode(result.stderr);
			const report = events?.report();
			return { kind: 'ended', status: result.exitCode, complaint, ...(report && { report }) };
		}
		if (result.signal !== undefined) return { kind: 'killed', signal: result.signal };
		return { kind: 'not-started', reason: reasonOf(result.code, invocation.program) };
	} finally {
		listener.dispose();
	}
}

/** Why a program did not start, for people. */
function reasonOf(code: string | undefined, program: string): string {
	if (code === 'ENOENT') return l10n.t('{0} was not found', program);
	if (code === 'EACCES') return l10n.t('{0} may not be executed', program);
	return code === undefined
		? l10n.t('{0} could not be started', program)
		: l10n.t('{0} could not be started ({1})', program, code);
}
