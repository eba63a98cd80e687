/** The recorded cases of Metro's own buildrepo (test/golden/buildrepo.jsonl): what they hold, and how they compare. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TreeEntry {
	readonly path: string;
	readonly type: 'file' | 'dir' | 'symlink';
	readonly content?: string;
	readonly content_base64?: string;
	readonly size?: number;
	readonly target?: string;
	readonly mode?: string;
	readonly mtime?: string;
}

export interface RecordedChange {
	readonly op: 'created' | 'removed' | 'changed';
	readonly path: string;
	readonly type: 'file' | 'dir' | 'symlink';
	readonly content?: string;
	readonly sha256?: string;
	readonly size?: number;
	readonly target?: string;
	readonly any_content?: boolean;
}

export interface RecordedRun {
	readonly argv: readonly string[];
	readonly exit?: number;
	readonly stdout?: string;
	/** Whether anything came on standard error. */
	readonly stderr?: boolean;
	readonly changes?: readonly RecordedChange[];
	readonly any_stdout?: boolean;
	/** What the real program does here is not to be copied; its result is left out. */
	readonly defect?: boolean;
	readonly same_as_2015_11?: boolean;
}

export interface RecordedCase {
	readonly name: string;
	readonly about: string;
	readonly version: '2015-03' | '2015-11' | '2019-10' | '2024-07';
	readonly now: string;
	readonly defect?: boolean;
	/** Each run on a fresh copy of the tree; else one after the other on the same. */
	readonly fresh: boolean;
	readonly metro: string | null;
	/** `~/.buildbot`; since December 2020 the one that counts is in the mirror, and so in `tree`. */
	readonly buildbot: string | null;
	/** The name of the host; from 2024 on. */
	readonly hostname?: string;
	readonly mirror_missing?: boolean;
	readonly home_tree?: readonly TreeEntry[];
	readonly tree: readonly TreeEntry[];
	readonly runs: readonly RecordedRun[];
}

/** Live and dead processes of the cases; the test environment knows them by these numbers. */
export const livePid = 4242;
export const deadPid = 4243;

export function readRecordedCases(): readonly RecordedCase[] {
	const file = join(import.meta.dirname, '../golden/buildrepo.jsonl');
	return readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as RecordedCase);
}

/** Puts real names in the place of placeholders. */
export function fill(text: string, home: string, mirror: string): string {
	return text
		.replaceAll('@MIRROR@', mirror)
		.replaceAll('@HOME@', home)
		.replaceAll('@LIVEPID@', String(livePid))
		.replaceAll('@DEADPID@', String(deadPid))
		.replaceAll('@OWNER@', 'root')
		.replaceAll('@GROUP@', 'root');
}

export function contentOf(entry: TreeEntry, home: string, mirror: string): Uint8Array {
	if (entry.content_base64 !== undefined) return Buffer.from(entry.content_base64, 'base64');
	if (entry.content !== undefined) return new TextEncoder().encode(fill(entry.content, home, mirror));
	return new Uint8Array(entry.size ?? 0).fill('x'.charCodeAt(0));
}

/** The `.buildbot` of a case with the recorded program's keep_num written out, because our default differs. */
export function buildbotOf(recorded: RecordedCase): string | undefined {
	const text = recorded.buildbot;
	if (text === null) return undefined;
	if (/^2015-03|^2024/.test(recorded.version) || text.includes('keep_num') || isBroken(recorded)) return text;
	return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}keep_num = 2\n`;
}

function isBroken(recorded: RecordedCase): boolean {
	return recorded.name === '2015-11_buildbot-syntax-error';
}

/**
 * Whether a run is compared: not where the real program is wrong; of 2015-03 only where 2015-11, whose ways we follow,
 * does the same.
 */
export function isCompared(recorded: RecordedCase, run: RecordedRun): boolean {
	if (recorded.defect === true || run.defect === true) return false;
	return recorded.version !== '2015-03' || run.same_as_2015_11 === true;
}

/** Standard output without the declared differences: `clean` writes no `*`, and nothing is signed without a request. */
export function comparable(run: RecordedRun, stdout: string): string {
	const text = stdout.replaceAll(/^(rm -rf .*[^*])\* # not complete/gm, '$1 # not complete');
	if (!run.argv.includes('digestgen')) return text;
	return text.replaceAll(/^(h?)@MIRROR@\/[^\n]*\.gpg\n/gm, '$1');
}
