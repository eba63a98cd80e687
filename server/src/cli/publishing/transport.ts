/** A program that brings files to a target. */
import type { ListedFile } from '../../transfer/rsync.ts';
import type { PipedOutcome } from '../host.ts';

/** So many of the files that are sent are named. */
export const mostNamed = 100;

export interface SendRequest {
	/** The directory that holds the files. */
	readonly from: string;
	/** Their names below it. */
	readonly names: readonly string[];
	/** `links`: links, as the target wants them. `indexes`: small files that are sent even if size and time are the same. */
	readonly what: 'files' | 'links' | 'indexes';
	/** Nothing is sent, but the outcome is what would be. */
	readonly pretend: boolean;
	/** Told how much of the bytes is done, in percent. */
	readonly onPercent: (percent: number) => void;
}

/** What was sent; `reason`: it failed. */
export interface SendOutcome {
	readonly files: number;
	readonly bytes: number;
	/** As far as the program names them: the first ones. */
	readonly named: readonly ListedFile[];
	/** The end of a sentence that begins with the place. */
	readonly reason?: string;
}

export interface Transport {
	/** Why the target cannot be used; `undefined`: it can. `names` are those at its top. */
	probe(): Promise<{ readonly reason: string } | { readonly names: string }>;
	send(request: SendRequest): Promise<SendOutcome>;
	/** All that is at the target, or why that cannot be told. */
	list(): Promise<readonly ListedFile[] | { readonly reason: string }>;
	/** Removes files, then directories that are empty. Resolves with the reason if something was not removed. */
	remove(files: readonly string[], directories: readonly string[]): Promise<string | undefined>;
}

/** The lines of a stream as they come. */
export function lineReader(tell: (line: string) => void): (text: string) => void {
	let rest = '';
	return (text) => {
		const lines = (rest + text).split(/[\r\n]/);
		rest = lines.pop() ?? '';
		for (const line of lines) tell(line);
	};
}

export function isFine(outcome: PipedOutcome): boolean {
	return outcome.kind === 'exited' && outcome.status === 0;
}

/** How a program ended, in words. */
export function endOf(outcome: PipedOutcome): string {
	switch (outcome.kind) {
		case 'exited':
			return `status ${outcome.status}`;
		case 'killed':
			return outcome.signal;
		case 'failed':
			return outcome.reason;
	}
}
