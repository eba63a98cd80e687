/** Asks ShellCheck about the scripts of open documents: one at a time, after a pause in typing, each text but once. */

import { Cancelled } from '../base/cancel.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { Log } from '../base/log.ts';
import { type ShellComment, shellComments } from '../features/flexdata/shellcheckAnswer.ts';
import type { KnownScript, ShellLinter, WantedScript } from '../features/flexdata/shellLint.ts';

export interface LiveShellLinter extends ShellLinter {
	/** As long as it is not turned on, nothing is run and nothing known. */
	turn(on: boolean): void;
	/** Nobody wants the scripts of this document any more. */
	forget(uri: string): void;
	dispose(): void;
}

/** Milliseconds of quiet before a program is started. */
const quiet = 250;
/** Milliseconds for one script. */
const timeLimit = 10_000;
/** Bytes of its answer. */
const outputLimit = 4_000_000;
/** Answers that are kept although no document wants them, so that undoing a change costs nothing. */
const mostKept = 500;

/** @param answered is told when everything that is wanted is known */
export function createShellLinter(run: RunIsolated, log: Log, answered: () => void): LiveShellLinter {
	const wanted = new Map<string, readonly WantedScript[]>();
	/** By document and id of a script: the last text of it that was answered. */
	const latest = new Map<string, ReadonlyMap<string, KnownScript>>();
	const answers = new Map<string, readonly ShellComment[]>();
	let isOn = false;
	let timer: NodeJS.Timeout | undefined;
	let current: { readonly script: string; readonly abort: AbortController } | undefined;

	const isWanted = (script: string): boolean =>
		[...wanted.values()].some((scripts) => scripts.some(({ text }) => text === script));
	const next = (): string | undefined => {
		for (const scripts of wanted.values()) {
			const script = scripts.find(({ text }) => !answers.has(text));
			if (script !== undefined) return script.text;
		}
		return undefined;
	};
	const keep = (script: string, comments: readonly ShellComment[]): void => {
		answers.set(script, comments);
		for (const old of answers.keys()) {
			if (answers.size <= mostKept) break;
			if (!isWanted(old)) answers.delete(old);
		}
	};
	const known = (uri: string, { id, text }: WantedScript): KnownScript | undefined => {
		const comments = answers.get(text);
		return comments === undefined ? latest.get(uri)?.get(id) : { text, comments };
	};
	const stop = (why: string): void => {
		isOn = false;
		log.info(`Shell in blocks is not checked: ${why}.`);
	};

	const ask = async (script: string, signal: AbortSignal): Promise<void> => {
		const outcome = await run({
			program: 'shellcheck',
			arguments: ['--format=json1', '--shell=bash', '-'],
			input: script,
			timeLimit,
			outputLimit,
			signal,
		});
		if (outcome.kind === 'failed') return stop(`shellcheck cannot be run (${outcome.reason})`);
		const comments = outcome.kind === 'exited' ? shellComments(outcome.output) : [];
		// 0: nothing found, 1: something. A program that knows no json1 is older than 2019, or something else.
		if (comments === undefined || (outcome.kind === 'exited' && outcome.status > 1)) {
			return stop('this shellcheck does not answer as one since 0.7 does');
		}
		if (outcome.kind !== 'exited') log.info(`shellcheck gave no answer on a block (${outcome.kind}).`);
		keep(script, comments);
	};

	/** Asks for one after the other until nothing is left to ask, and tells once. */
	const work = async (): Promise<void> => {
		let news = false;
		for (let script = next(); isOn && script !== undefined; script = next()) {
			const abort = new AbortController();
			current = { script, abort };
			try {
				await ask(script, abort.signal);
				news = true;
			} catch (error) {
				if (!(error instanceof Cancelled)) throw error;
				break;
			} finally {
				current = undefined;
			}
		}
		if (news && isOn) answered();
	};
	/** Begins after the pause; work under way goes on with what is wanted then. */
	const schedule = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			if (current === undefined) work().catch((error) => log.error(`shellcheck: ${String(error)}`));
		}, quiet);
	};

	const settle = (): void => {
		if (current !== undefined && !isWanted(current.script)) current.abort.abort();
		if (isOn && next() !== undefined) schedule();
		else clearTimeout(timer);
	};

	return {
		get isOn() {
			return isOn;
		},
		turn(on) {
			isOn = on;
			if (on) return;
			clearTimeout(timer);
			current?.abort.abort();
		},
		want(uri, scripts) {
			wanted.set(uri, scripts);
			latest.set(
				uri,
				new Map(
					scripts.flatMap((script) => {
						const answered = known(uri, script);
						return answered === undefined ? [] : [[script.id, answered]];
					}),
				),
			);
			settle();
		},
		known,
		forget(uri) {
			wanted.delete(uri);
			latest.delete(uri);
			settle();
		},
		dispose() {
			isOn = false;
			clearTimeout(timer);
			current?.abort.abort();
		},
	};
}
