/** What ssh and rsync complain about, as a sentence with its remedy. */
import { diskTroubleIn } from '../base/diskTroubles.ts';
import { complaints } from './complaints.ts';
import { connectionFailures } from './connectionWords.ts';
import { compareVersions, versionIn } from './failures.ts';
import { oldestRsync } from './rsync.ts';

/** A call of ssh or rsync that did not do its work. */
export interface FailedTransfer {
	readonly program: 'ssh' | 'rsync';
	/** The exit status; `undefined`: it was killed, or could not be started. */
	readonly status: number | undefined;
	/** Why it could not be started. */
	readonly reason?: string;
	/** What it wrote to standard error. */
	readonly complaint: string;
	/** The other machine, as for ssh. */
	readonly host: string;
	/** The directory there. */
	readonly path: string;
}

export interface TransferTrouble {
	/** Names the host, says what is wrong and what to do. */
	readonly message: string;
	/** `everything`: another transfer now would fail, too. */
	readonly concerns: 'everything' | 'this';
}

interface Complaint {
	readonly pattern: RegExp;
	readonly says: (failed: FailedTransfer) => string;
	readonly concerns?: 'this';
}

/** The first that fits counts. */
const meanings: readonly Complaint[] = [
	{
		pattern:
			/(?:send_files failed to open|\[sender\] (?:change_dir|opendir|readlink_stat|link_stat))[^\n]*Permission denied/,
		says: () => 'a file of it cannot be read here: run the command as a user that may read it',
		concerns: 'this',
	},
	...connectionFailures.map(
		({ pattern, says }): Complaint => ({
			pattern,
			says: ({ host }) => says({ host, setting: 'upload/host' }),
		}),
	),
	{
		pattern: complaints.badSshConfiguration,
		says: ({ host, complaint }) => `ssh cannot read its configuration for ${host}: ${lastLine(complaint)}`,
	},
	{
		pattern:
			/(?:mkdir|mv|rm|rmdir|cd|recv_generator|receiver|mkstemp|chdir|rsync)[^\n]*(?:Permission denied|Operation not permitted)/i,
		says: ({ host, path }) =>
			`the account on ${host} may not write below ${path}: give it the right to, or name another user in upload/host`,
	},
	{
		pattern: complaints.lost,
		says: ({ host }) =>
			`the connection to ${host} was lost: what has arrived is kept there, and the next run goes on from it`,
	},
	{
		pattern: complaints.vanished,
		says: () => 'files of it changed or went while it was sent: the next run sends it as it is then',
		concerns: 'this',
	},
	{
		pattern: /send_files failed to open/,
		says: () => 'files of it changed or went while it was sent: the next run sends it as it is then',
		concerns: 'this',
	},
	{
		pattern: /File name too long/,
		says: ({ host }) => `its name is too long for the disk of ${host}`,
		concerns: 'this',
	},
];

/** A sentence for a failed call of ssh or rsync. */
export function transferTrouble(failed: FailedTransfer): TransferTrouble {
	const { program, status, reason, complaint, host } = failed;
	if (reason !== undefined) {
		const remedy = program === 'ssh' ? 'install the OpenSSH client here' : 'install rsync here, 3.1 or later';
		return { message: `${program} cannot be run: ${reason}: ${remedy}`, concerns: 'everything' };
	}
	const disk = diskTroubleIn(complaint, `at ${failed.path} on ${host}`);
	// What cannot be read here is of one build.
	if (disk !== undefined)
		return {
			message: disk,
			concerns: /\[sender\]|Input\/output error/.test(complaint) ? 'this' : 'everything',
		};
	for (const { pattern, says, concerns } of meanings)
		if (pattern.test(complaint)) return { message: says(failed), concerns: concerns ?? 'everything' };
	const last = lastLine(complaint);
	const said = last === '' ? '' : `: ${last}`;
	if (program === 'ssh' && status === 255) {
		const message = `ssh cannot connect to ${host}${said || `: see what "ssh ${host}" says`}`;
		return { message, concerns: 'everything' };
	}
	const how = status === undefined ? 'was killed' : `ended with status ${status}`;
	return { message: `${program} to ${host} ${how}${said}`, concerns: 'this' };
}

/** The last line that says something, without what rsync says of its own code. */
function lastLine(text: string): string {
	const lines = text.split('\n').map((line) => line.trim());
	const useful = lines.filter(
		(line) => line !== '' && !/^(?:rsync error: |rsync: \[\w+\] Closing)/.test(line),
	);
	return useful.at(-1) ?? lines.findLast((line) => line !== '') ?? '';
}

/** True if the first line of `rsync --version` tells of a version that is recent enough; one that cannot be read counts as such. */
export function isRecentRsync(line: string): boolean {
	const found = versionIn(line);
	return found === undefined || compareVersions(found, oldestRsync) >= 0;
}
