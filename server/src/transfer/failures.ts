/** Why rsync, ssh or rclone failed, in a sentence with the remedy. */
import { diskTroubleIn, diskTroubles } from '../base/diskTroubles.ts';
import { complaints } from './complaints.ts';
import { connectionFailures } from './connectionWords.ts';
import { shownPlace, type TransferProgram } from './place.ts';

interface Cause {
	readonly sign: RegExp;
	/** `$1` stands for what the sign has captured. */
	readonly says: string;
	/** What stands for `$1` where it has captured nothing. */
	readonly unnamed?: string;
}

const vanished = 'files vanished from the mirror meanwhile: run the command again';

const rsyncCauses: readonly Cause[] = [
	{
		sign: complaints.badSshConfiguration,
		says: 'ssh cannot read its configuration: see what "ssh -G" with the host says',
	},
	{ sign: /Unknown module '([^']*)'/, says: 'the rsync server has no module $1: correct the target' },
	{
		sign: /auth failed on module (\S+)/,
		says: 'the rsync server refused the login to $1: set RSYNC_PASSWORD, or ask its owner',
	},
	{ sign: /read only|module is read only/, says: 'the rsync server lets nobody write there: ask its owner' },
	{
		sign: /change_dir[^\n]* failed: No such file or directory|(?:change_dir|link_stat)#?\d*[^\n]*"[^"]*\/\." failed: No such file/,
		says: 'the directory does not exist there: create it, or mount it',
	},
	{ sign: /"([^"]*)"[^\n]*: Permission denied \(13\)/, says: 'permission denied at $1: ask its owner' },
	{ sign: complaints.vanished, says: vanished },
	{ sign: /link_stat "[^"]*" failed: No such file/, says: vanished },
	{
		sign: complaints.lost,
		says: 'the connection was lost: run the command again, it goes on where it stopped',
	},
];

const rcloneCauses: readonly Cause[] = [
	{
		sign: /didn't find section in config file|"?([\w+. -]+)"? not found in config file/,
		says: 'rclone knows no such remote: see "rclone listremotes", or make it with "rclone config"',
	},
	{
		sign: /sftp: "Failure"/,
		says: 'the SFTP server could not write: is its disk full, or mounted read-only?',
	},
	{ sign: /directory not found/, says: 'the directory does not exist there: create it, or mount it' },
	{
		sign: /no space left|quota|insufficient storage|storageQuotaExceeded|disk full/i,
		says: `${diskTroubles.full.says} there: ${diskTroubles.full.remedy}`,
	},
	{
		sign: /knownhosts|host key/i,
		says: 'the host key is not the known one: compare it, then correct known_hosts of that remote',
	},
	{
		sign: /unable to authenticate|AccessDenied|access denied|InvalidAccessKeyId|SignatureDoesNotMatch|401|403|invalid_grant|couldn't fetch token/i,
		says: 'the login was refused: check the remote with "rclone config"',
	},
	{ sign: /permission denied/i, says: 'permission denied: ask the owner of the place' },
	{ sign: /NoSuchBucket|bucket .*not (?:found|exist)/i, says: 'there is no such bucket: create it' },
	{
		sign: /no such host|connection refused|connection reset|i\/o timeout|network is unreachable|no route to host|unexpected EOF|broken pipe|connection lost|couldn't connect/i,
		says: 'the connection failed or was lost: check the network, then run the command again, it goes on where it stopped',
	},
	{ sign: /unknown flag/, says: 'rclone does not know an option: install rclone 1.53 or newer' },
];

/**
 * Why a transfer failed, as the end of a sentence that begins with the place.
 * @param complaint what the program wrote to standard error
 * @param end how it ended, such as `status 23`
 * @param host the other machine; absent: there is none, or it is not known
 */
export function whyTransferFailed(
	program: TransferProgram,
	complaint: string,
	end: string,
	host?: string,
): string {
	for (const { pattern, says } of program === 'rsync' ? connectionFailures : []) {
		const found = pattern.exec(complaint);
		if (found !== null) return says({ host: host ?? 'that machine', setting: 'the target' });
	}
	const disk = diskTroubleIn(complaint, 'there');
	if (disk !== undefined) return disk;
	const causes = program === 'rsync' ? rsyncCauses : rcloneCauses;
	for (const { sign, says, unnamed = 'it' } of causes) {
		const found = sign.exec(complaint);
		if (found !== null) return says.replaceAll('$1', () => found[1] ?? unnamed);
	}
	const last = complaint
		.split('\n')
		.map((line) => line.trim())
		.findLast((line) => line !== '' && !/^rsync (?:error|warning):|^Failed to /.test(line));
	return last === undefined
		? `${program} ended with ${end}`
		: `${program} ended with ${end}: ${shownPlace(last)}`;
}

/** Why the program itself cannot be used; `undefined`: it can. `version` is what it prints of itself, `reason` why it did not start. */
export function whyUnusable(
	program: TransferProgram,
	version: string | { readonly reason: string },
	oldest: readonly number[],
): string | undefined {
	if (typeof version !== 'string')
		return `${program} cannot be run (${version.reason}): install it (on Debian: apt-get install ${program})`;
	const found = versionIn(version);
	if (found === undefined)
		return `${program} does not say which version it is: install ${program} ${oldest.join('.')} or newer`;
	if (compareVersions(found, oldest) >= 0) return undefined;
	return `${program} ${found.join('.')} is too old: install ${program} ${oldest.join('.')} or newer`;
}

/** The version of rsync or rclone, from what `--version` prints. */
export function versionIn(text: string): readonly number[] | undefined {
	return /(?:version |v)(\d+)\.(\d+)(?:\.(\d+))?/
		.exec(text)
		?.slice(1)
		.map((part) => Number(part ?? 0));
}

export function compareVersions(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((part, index) => part !== b[index]);
	return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
