/** The command lines of ssh and rsync, as lists of words. */
import { masterShell } from './masterScript.ts';

/** How a connection is made: as the user's ssh configuration has it. */
export interface Connection {
	/** As for ssh and rsync: an IPv6 address in brackets. */
	readonly host: string;
	/** Nobody is there who could be asked for a password. */
	readonly unattended: boolean;
}

/** A dead connection ends after a minute, and one that cannot be made sooner. */
function sshOptions({ unattended }: Connection): readonly string[] {
	const options = ['ConnectTimeout=20', 'ServerAliveInterval=15', 'ServerAliveCountMax=4'];
	return [...(unattended ? ['BatchMode=yes'] : []), ...options].flatMap((option) => ['-o', option]);
}

/** The words behind `ssh` that run a script of its standard input on the master. */
export function sshWords(connection: Connection): readonly string[] {
	const host = connection.host.replace(/\[(.*)\]$/, '$1');
	return ['-T', ...sshOptions(connection), '--', host, masterShell];
}

export interface RsyncTransfer {
	/** Directories: the contents of the first one get into the second one, on the master. */
	readonly from: string;
	readonly to: string;
	/** As `--bwlimit` takes it. */
	readonly bandwidth: string | undefined;
	/** Files are compared by their contents, not by size and time. */
	readonly byContent: boolean;
}

/**
 * The words behind `rsync` that send a directory. Files are written in place, since nobody reads them there yet: whichever side is killed,
 * what has arrived is not sent again. Modes follow the umask of the master.
 */
export function rsyncWords(connection: Connection, transfer: RsyncTransfer): readonly string[] {
	const { from, to, bandwidth, byContent } = transfer;
	return [
		'-rlt',
		'--inplace',
		'--delete',
		// No shell reads the path on the master.
		'-s',
		'--no-human-readable',
		'--info=progress2',
		'--outbuf=L',
		...(byContent ? ['--checksum'] : []),
		...(bandwidth === undefined ? [] : [`--bwlimit=${bandwidth}`]),
		`--rsh=${['ssh', ...sshOptions(connection)].join(' ')}`,
		'--',
		`${from}/`,
		`${connection.host}:${to}/`,
	];
}

/** Reads what `--info=progress2` writes. @param tell told of how many bytes have been dealt with */
export function progressReader(tell: (bytes: number) => void): (text: string) => void {
	let rest = '';
	return (text) => {
		const lines = (rest + text).split(/[\r\n]/);
		rest = lines.pop() ?? '';
		for (const line of lines) {
			const found = /^\s*([\d,.]+)\s+\d+%/.exec(line)?.[1];
			if (found !== undefined) tell(Number(found.replace(/[,.]/g, '')));
		}
	};
}
