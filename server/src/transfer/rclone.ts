/** Argument arrays for rclone. Names are read from standard input, one a line. */
import type { ListedFile } from './rsync.ts';

/** The oldest rclone that has all that is used here. */
export const oldestRclone = [1, 53, 0] as const;

/** Since then, rclone writes a file aside and renames it where a remote cannot write it at once. */
export const carefulRclone = [1, 63, 0] as const;

export interface RcloneSend {
	readonly from: string;
	readonly to: string;
	readonly links: 'keep' | 'copy';
	readonly bandwidth?: string | undefined;
	/** Sends each file even if it seems to be there already: some remotes know neither times nor hashes. */
	readonly always?: boolean;
	/** Says what it would send, and sends nothing. */
	readonly pretend?: boolean;
}

/** Sends the named files. Standard error has a line of JSON for each second and each problem; see `rcloneLine`. */
export function rcloneSend({ from, to, links, bandwidth, always, pretend }: RcloneSend): readonly string[] {
	return [
		'copy',
		'--files-from-raw=-',
		links === 'copy' ? '--copy-links' : '--links',
		'--use-json-log',
		'--stats=1s',
		'--stats-log-level=NOTICE',
		...(always === true ? ['--ignore-times'] : []),
		...(pretend === true ? ['--dry-run'] : []),
		...(bandwidth === undefined ? [] : [`--bwlimit=${bandwidth}`]),
		'--',
		from,
		to,
	];
}

/** Looks whether the place can be reached. */
export function rcloneProbe(to: string): readonly string[] {
	return ['lsf', '--max-depth=1', '--dirs-only', '--use-json-log', '--', to];
}

/** What the remote can do, and in a text what it is; see `isDisk`. */
export function rcloneFeatures(to: string): readonly string[] {
	return ['backend', 'features', '--', to];
}

/** True if files of the remote are written in place, unless rclone takes care. */
export function isDisk(features: string): boolean {
	return /"String": "(?:Local file system|sftp:|ftp:|smb:)/i.test(features);
}

/** Lists everything below the place as JSON; see `rcloneListing`. */
export function rcloneList(to: string): readonly string[] {
	return ['lsjson', '--recursive', '--no-modtime', '--no-mimetype', '--use-json-log', '--', to];
}

/** Removes the named files. */
export function rcloneRemove(to: string): readonly string[] {
	return ['delete', '--files-from-raw=-', '--use-json-log', '--', to];
}

/** Removes an empty directory. */
export function rcloneRemoveDirectory(to: string): readonly string[] {
	return ['rmdir', '--use-json-log', '--', to];
}

/** What `rcloneList` has printed; `undefined`: it is not whole. */
export function rcloneListing(output: string): readonly ListedFile[] | undefined {
	try {
		const entries = JSON.parse(output) as readonly {
			readonly Path: string;
			readonly IsDir: boolean;
			readonly Size: number;
		}[];
		return entries.map(({ Path, IsDir, Size }) => ({
			name: Path,
			isDirectory: IsDir,
			size: Size < 0 ? undefined : Size,
		}));
	} catch {
		return undefined;
	}
}

export interface RcloneLine {
	/** What went wrong, with the file; absent: nothing. */
	readonly problem?: string;
	/** A file that would be sent, if it were not for `pretend`. */
	readonly pretended?: ListedFile;
	/** What was sent so far. */
	readonly sent?: { readonly bytes: number; readonly totalBytes: number; readonly files: number };
}

/** rclone goes on without having saved what it has learned of a remote, such as which programs that has. */
const unsavedConfig = /failed to save config/i;

/** A line of rclone's log; empty if it says nothing of interest. */
export function rcloneLine(line: string): RcloneLine {
	let parsed: unknown;
	try {
		parsed = JSON.parse(line);
	} catch {
		return /error|failed|critical/i.test(line) && !unsavedConfig.test(line) ? { problem: line.trim() } : {};
	}
	const { level, msg, object, skipped, size, stats } = parsed as {
		readonly level?: string;
		readonly msg?: string;
		readonly object?: string;
		readonly skipped?: string;
		readonly size?: number;
		readonly stats?: { readonly bytes?: number; readonly totalBytes?: number; readonly transfers?: number };
	};
	if (stats !== undefined) {
		const { bytes = 0, totalBytes = 0, transfers = 0 } = stats;
		return { sent: { bytes, totalBytes, files: transfers } };
	}
	if (skipped !== undefined && object !== undefined)
		return { pretended: { name: object, isDirectory: false, size } };
	if (level !== 'error' && level !== 'critical' && level !== 'fatal') return {};
	if (unsavedConfig.test(msg ?? '')) return {};
	const about = object === undefined ? '' : `${object}: `;
	return { problem: `${about}${(msg ?? '').trim()}` };
}
