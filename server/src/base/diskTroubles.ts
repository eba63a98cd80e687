/** What failing disks mean, here or on another machine: one wording and one remedy for each. */

import type { FileFailure } from './fileSystem.ts';

export interface DiskTrouble {
	readonly failure: FileFailure;
	/** The system's name of the error. */
	readonly code: string;
	/** What programs write that fail for it. */
	readonly sign: RegExp;
	/** A place may follow. */
	readonly says: string;
	/** What to do. */
	readonly remedy: string;
}

const moreRoom = 'free some space, then run the command again';

export const diskTroubles = {
	full: {
		failure: 'full',
		code: 'ENOSPC',
		sign: /No space left on device/i,
		says: 'no space left',
		remedy: moreRoom,
	},
	quota: {
		failure: 'full',
		code: 'EDQUOT',
		sign: /Disk quota exceeded/i,
		says: 'no space left (quota)',
		remedy: moreRoom,
	},
	tooLarge: {
		failure: 'other',
		code: 'EFBIG',
		sign: /File too large/i,
		says: 'file too large for the file system',
		remedy: 'use one for large files, or raise the limit that "ulimit -f" shows',
	},
	readOnly: {
		failure: 'read-only',
		code: 'EROFS',
		sign: /Read-only file system/i,
		says: 'read-only file system',
		remedy: 'mount it for writing',
	},
	stale: {
		failure: 'other',
		code: 'ESTALE',
		sign: /Stale (?:NFS )?file handle|\(116\)/i,
		says: 'stale mount (NFS)',
		remedy: 'mount it again',
	},
	disconnected: {
		failure: 'other',
		code: 'ENOTCONN',
		sign: /Transport endpoint is not connected/i,
		says: 'disconnected mount',
		remedy: 'mount it again',
	},
	broken: {
		failure: 'other',
		code: 'EIO',
		sign: /Input\/output error/i,
		says: 'input/output error',
		remedy: "see what the system's log says of that disk",
	},
} as const satisfies Readonly<Record<string, DiskTrouble>>;

/** The trouble with that name of the system's, such as `ENOSPC`; `undefined`: it is none of a disk. */
export function diskTroubleOf(code: string): DiskTrouble | undefined {
	return Object.values<DiskTrouble>(diskTroubles).find((trouble) => trouble.code === code);
}

/**
 * What a program complains of that has to do with a disk, with the remedy; `undefined`: nothing.
 * @param where the place that the program writes to, such as `at /srv on master`; of what rsync cannot read here, it says `here`
 */
export function diskTroubleIn(complaint: string, where: string): string | undefined {
	for (const { sign, says, remedy } of Object.values<DiskTrouble>(diskTroubles)) {
		const line = complaint.split('\n').find((one) => sign.test(one));
		if (line !== undefined) return `${says} ${line.includes('[sender]') ? 'here' : where}: ${remedy}`;
	}
	return undefined;
}
