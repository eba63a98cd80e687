/** The two steps on the master around the transfer of a build: making the directory in which it arrives, and putting it in its place. */
import { alwaysShellQuote as quoted } from '../../base/shellQuote.ts';
import { arrivalName } from '../../base/temporaryName.ts';
import { dayOfBuild, subarchOf } from './masterQuestion.ts';
import { type MasterAnswer, masterScript } from './masterScript.ts';
import type { UploadableBuild } from './uploadable.ts';

/** Where a build is going, for its scripts. */
export interface Arrival {
	/** The mirror on the master. */
	readonly path: string;
	readonly build: Pick<UploadableBuild, 'name' | 'bytes'>;
	/** This machine's name. */
	readonly host: string;
}

/** What a step came to. */
export type ArrivalStep =
	| { readonly kind: 'done' }
	/** Somebody else has put a build of this name there. */
	| { readonly kind: 'exists' }
	/** In bytes: what is missing there, and what is free. */
	| { readonly kind: 'no-space'; readonly needed: number; readonly free: number }
	/** What arrived is not what was sent: the files that are wrong. */
	| { readonly kind: 'damaged'; readonly what: string }
	/** The answer does not say; standard error may. */
	| { readonly kind: 'unknown' };

/** Makes the directory, if there is enough space for what has not arrived yet. */
export function arrivalScript({ path, build, host }: Arrival): string {
	const at = quoted(`./${subarchOf(build)}`);
	const day = quoted(dayOfBuild(build));
	const arrival = quoted(`./${arrivalName(dayOfBuild(build), host)}`);
	return masterScript([
		`cd -- ${quoted(path)} || exit 1`,
		`mkdir -p -- ${at} && cd -- ${at} || exit 1`,
		`if [ -e ./${day} ] || [ -L ./${day} ]; then say exists; say end; exit 0; fi`,
		`mkdir -p -- ${arrival}/${day} || exit 1`,
		`df -Pk . | { read -r heading; read -r device blocks used free rest; say free "$free"; }`,
		`du -sk ${arrival} | { read -r arrived rest; say arrived "$arrived"; }`,
		'say made',
	]);
}

/** How much more than its bytes a build may take, for blocks and directories. */
const slack = 1 << 20;

export function arrivalMade({ lines }: MasterAnswer, { build }: Arrival): ArrivalStep {
	const kilobytes = (word: string): number | undefined => {
		const text = lines.find(([first]) => first === word)?.[1];
		return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
	};
	if (lines.some(([first]) => first === 'exists')) return { kind: 'exists' };
	if (!lines.some(([first]) => first === 'made')) return { kind: 'unknown' };
	const free = kilobytes('free');
	const needed = build.bytes - (kilobytes('arrived') ?? 0) * 1024;
	if (free !== undefined && needed + slack > free * 1024)
		return { kind: 'no-space', needed: needed + slack, free: free * 1024 };
	return { kind: 'done' };
}

/** The digest of a file that has arrived, by its name below the build. */
export interface SentDigest {
	readonly name: string;
	readonly digest: string;
}

/**
 * Puts a build in its place if all of it has arrived: its files are checked against their digests and written to the disk, then its
 * directory is renamed, which replaces nothing. What is left of the arrival is removed, if somebody else was first all of it.
 */
export function placeScript({ path, build, host }: Arrival, digests: readonly SentDigest[]): string {
	const day = quoted(dayOfBuild(build));
	const arrival = quoted(`./${arrivalName(dayOfBuild(build), host)}`);
	return masterScript([
		`cd -- ${quoted(path)} && cd -- ${quoted(`./${subarchOf(build)}`)} || exit 1`,
		`discard() { rm -rf -- ${arrival}; say exists; say end; exit 0; }`,
		`if [ -e ./${day} ] || [ -L ./${day} ]; then discard; fi`,
		`if ! wrong=$(cd -- ${arrival}/${day} && sha256sum -c 2>&1 <<'${endOfDigests}'`,
		...digests.map(digestLine),
		endOfDigests,
		"); then printf '%s\\n' \"$wrong\" | grep -v ': OK$' | head -n 5 >&2; say damaged; say end; exit 0; fi",
		// Only these files: all that a busy master has to write may take minutes.
		`find ${arrival}/${day} ! -type l -exec sync -- {} + 2>/dev/null || sync`,
		// Without -T, a directory that has just been made would take it in.
		`mv -nT -- ${arrival}/${day} ./${day}`,
		`if [ -d ${arrival}/${day} ]; then if [ -e ./${day} ] || [ -L ./${day} ]; then discard; fi; exit 1; fi`,
		`rmdir -- ${arrival}`,
		`sync -- . 2>/dev/null || sync`,
		'say placed',
	]);
}

const endOfDigests = '=end of digests=';

/** As `sha256sum -c` reads it. */
function digestLine({ name, digest }: SentDigest): string {
	const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
	return `${escaped === name ? '' : '\\'}${digest}  ./${escaped}`;
}

/** @param complaint what was written to standard error */
export function arrivalPlaced({ lines }: MasterAnswer, complaint: string): ArrivalStep {
	const said = lines.map(([first]) => first);
	if (said.includes('placed')) return { kind: 'done' };
	if (said.includes('exists')) return { kind: 'exists' };
	if (!said.includes('damaged')) return { kind: 'unknown' };
	const wrong = [...complaint.matchAll(/^(?:\.\/)?(.+): FAILED/gm)].map(([, name]) => name);
	return { kind: 'damaged', what: wrong.slice(0, 3).join(', ') };
}

/** Removes what is left of the arrival of a build that is in its place. */
export function discardScript({ path, build, host }: Arrival): string {
	return masterScript([
		`cd -- ${quoted(path)} && cd -- ${quoted(`./${subarchOf(build)}`)} || exit 1`,
		`rm -rf -- ${quoted(`./${arrivalName(dayOfBuild(build), host)}`)}`,
	]);
}
