/** Runs ShellCheck on the scripts of open documents: one at a time, after a pause in typing, and each text only once. */

import { isAbortError } from '../base/abort.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { Log } from '../base/log.ts';
import { type ShellComment, shellComments } from '../features/flexdata/shell/shellcheckAnswer.ts';
import type { ShellLinter } from '../features/flexdata/shell/shellLint.ts';
import { ShellScripts } from './shellScripts.ts';

export interface LiveShellLinter extends ShellLinter {
	/** Until it is switched on, nothing is run and nothing is known. */
	turn(on: boolean): void;
	/** The scripts of this document are no longer needed. */
	forget(uri: string): void;
	dispose(): void;
}

/** Milliseconds of quiet before the program is started. */
const quiet = 250;
/** Milliseconds for one script. */
const timeLimit = 10_000;
/** Bytes of its output. */
const outputLimit = 4_000_000;

/** @param answered called when all requested results are known */
export function createShellLinter(run: RunIsolated, log: Log, answered: () => void): LiveShellLinter {
	const scripts = new ShellScripts();
	let isOn = false;
	let timer: NodeJS.Timeout | undefined;
	let current: { readonly script: string; readonly abort: AbortController } | undefined;

	const stop = (): void => {
		isOn = false;
		clearTimeout(timer);
		current?.abort.abort();
	};

	const ask = async (script: string): Promise<void> => {
		const abort = new AbortController();
		current = { script, abort };
		try {
			const { comments, unusable, noAnswer } = await runShellcheck(run, script, abort.signal);
			if (noAnswer !== undefined) log.info(`shellcheck gave no answer on a block (${noAnswer}).`);
			if (comments !== undefined) return scripts.answer(script, comments);
			isOn = false;
			log.info(`Shell in blocks is not checked: ${unusable}.`);
		} finally {
			current = undefined;
		}
	};

	/** Checks one script after another until none is left, then reports once. */
	const work = async (): Promise<void> => {
		let news = false;
		try {
			for (let script = scripts.next(); isOn && script !== undefined; script = scripts.next()) {
				await ask(script);
				news = true;
			}
		} catch (error) {
			if (!isAbortError(error)) throw error;
		}
		if (news && isOn) answered();
	};
	/** Starts after the pause; work under way continues with what is wanted then. */
	const schedule = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			if (current === undefined) work().catch((error) => log.error(`shellcheck: ${String(error)}`));
		}, quiet);
	};

	const settle = (): void => {
		if (current !== undefined && !scripts.isWanted(current.script)) current.abort.abort();
		if (isOn && scripts.next() !== undefined) schedule();
		else clearTimeout(timer);
	};

	return {
		get isOn() {
			return isOn;
		},
		turn(on) {
			if (on) isOn = true;
			else stop();
		},
		want(uri, wanted) {
			scripts.want(uri, wanted);
			settle();
		},
		known: (uri, script) => scripts.known(uri, script),
		forget(uri) {
			scripts.forget(uri);
			settle();
		},
		dispose: stop,
	};
}

/** The result of running the program: comments, or why it failed. */
interface ShellcheckOutcome {
	readonly comments?: readonly ShellComment[];
	readonly unusable?: string;
	/** Why there is no result for this script. */
	readonly noAnswer?: string;
}

async function runShellcheck(
	run: RunIsolated,
	script: string,
	signal: AbortSignal,
): Promise<ShellcheckOutcome> {
	const outcome = await run({
		program: 'shellcheck',
		arguments: ['--format=json1', '--shell=bash', '-'],
		input: script,
		timeLimit,
		outputLimit,
		signal,
	});
	if (outcome.kind === 'failed') return { unusable: `shellcheck cannot be run (${outcome.reason})` };
	if (outcome.kind !== 'exited') return { comments: [], noAnswer: outcome.kind };
	const comments = shellComments(outcome.output);
	// 0: no findings, 1: findings. A program without json1 is older than 2019, or a different one.
	if (comments === undefined || outcome.status > 1)
		return { unusable: 'this shellcheck does not answer as one since 0.7 does' };
	return { comments };
}
