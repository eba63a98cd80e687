/** Argument arrays for rsync. Names are read from standard input, each with a NUL behind it. */

/** The oldest rsync that has all that is used here. */
export const oldestRsync = [3, 1, 0] as const;

/** Where rsync keeps the part of a file that a lost connection left, to go on from there. Hidden, so it is never published. */
const rsyncPartial = '.buildrepo-partial';

export interface RsyncOptions {
	/** The place; see `transferPlace`. */
	readonly to: string;
	/** How to call ssh; absent: as the environment says, or not at all. */
	readonly rsh?: string;
	readonly bandwidth?: string | undefined;
}

export interface RsyncSend extends RsyncOptions {
	readonly from: string;
	readonly links: 'keep' | 'copy';
	/** Compares contents instead of sizes and times. */
	readonly checksum?: boolean;
	/** Says what it would send, and sends nothing. */
	readonly pretend?: boolean;
}

const asDirectory = (place: string): string => (/[:/]$/.test(place) ? place : `${place}/`);

function common({ rsh, bandwidth }: Omit<RsyncOptions, 'to'>): readonly string[] {
	return [
		'--timeout=600',
		...(rsh === undefined ? [] : [`--rsh=${rsh}`]),
		...(bandwidth === undefined ? [] : [`--bwlimit=${bandwidth}`]),
	];
}

/** Sends the named files. A file appears under its name only when it is whole. Each one that is sent gives a line; see `sentFile`. */
export function rsyncSend(options: RsyncSend): readonly string[] {
	return [
		'--files-from=-',
		'--from0',
		options.links === 'copy' ? '--copy-links' : '--links',
		'--times',
		'--omit-dir-times',
		'--perms',
		'--chmod=D755,F644',
		`--partial-dir=${rsyncPartial}`,
		'--info=progress2',
		'--out-format=>%l %n',
		...(options.checksum === true ? ['--checksum'] : []),
		...(options.pretend === true ? ['--dry-run'] : []),
		...common(options),
		'--',
		asDirectory(options.from),
		asDirectory(options.to),
	];
}

/** The names for standard input. Without the dot, rsync takes a name that begins with # or ; for a comment, and says nothing. */
export function fileList(names: readonly string[]): string {
	return names.map((name) => `./${name}\0`).join('');
}

/** Lists the place itself, to see whether it can be reached. */
export function rsyncProbe(options: RsyncOptions): readonly string[] {
	return ['--list-only', '--dirs', ...common(options), '--', asDirectory(options.to)];
}

/**
 * Lists everything below the place, a line for each; see `listedFile`. Nothing is written.
 * @param empty an empty directory
 */
export function rsyncList(options: RsyncOptions, empty: string): readonly string[] {
	return [
		'--dry-run',
		'--recursive',
		'--links',
		'--8-bit-output',
		'--out-format=>%l %n',
		...common(options),
		'--',
		asDirectory(options.to),
		asDirectory(empty),
	];
}

/** Removes the named files, and those of the named directories that are empty: none of them is in `empty`, an empty directory. */
export function rsyncRemove(options: RsyncOptions, empty: string): readonly string[] {
	return [
		'--files-from=-',
		'--from0',
		'--dirs',
		'--delete-missing-args',
		...common(options),
		'--',
		asDirectory(empty),
		asDirectory(options.to),
	];
}

export interface ListedFile {
	/** Below the place. */
	readonly name: string;
	readonly isDirectory: boolean;
	/** In bytes; `undefined`: the program does not say. */
	readonly size: number | undefined;
}

/** A line that `rsyncSend` or `rsyncList` prints for a file; `undefined` for any other line, and for the place itself. */
export function listedFile(line: string): ListedFile | undefined {
	const [, size, text = ''] = /^>(\d+) (.*)$/.exec(line) ?? [];
	const name = text.replace(/\\#([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
	const isDirectory = name.endsWith('/');
	if (size === undefined || name === './' || name === '') return undefined;
	return { name: isDirectory ? name.slice(0, -1) : name, isDirectory, size: Number(size) };
}

/** How much of the bytes rsync has gone through, in percent; `undefined`: the line does not say. */
export function rsyncPercent(line: string): number | undefined {
	const percent = /^\s*[\d,.]+[KMGT]?\s+(\d{1,3})%\s/.exec(line)?.[1];
	return percent === undefined ? undefined : Number(percent);
}
