/** What ssh and rsync complain about, as a sentence with its remedy. */

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
	/** @param found the parts that the pattern has found */
	readonly says: (failed: FailedTransfer, found: RegExpExecArray) => string;
	readonly concerns?: 'this';
}

/** The first that fits counts. */
const complaints: readonly Complaint[] = [
	{
		pattern:
			/(?:send_files failed to open|\[sender\] (?:change_dir|opendir|readlink_stat|link_stat))[^\n]*Permission denied/,
		says: () => 'a file of it cannot be read here: run the command as a user that may read it',
		concerns: 'this',
	},
	{
		pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
		says: ({ host }, _) =>
			`the host key of ${host} has changed: find out why. If the machine was set up anew, remove its old key with ssh-keygen -R, and connect once with "ssh ${host}"`,
	},
	{
		pattern: /Host key verification failed|No .* host key is known for/,
		says: ({ host }) =>
			`the host key of ${host} is not known here: connect once with "ssh ${host}" as the user that uploads, and compare the key`,
	},
	{
		pattern: /Permission denied \([a-z]|Too many authentication failures|no matching host key type/,
		says: ({ host }) =>
			`${host} does not let us in: give it the public key of the user that uploads (ssh-copy-id ${host}); without a terminal, ssh asks for no password`,
	},
	{
		pattern: /Could not resolve hostname|Name or service not known|nodename nor servname/,
		says: ({ host }) =>
			`there is no host called ${host}: correct upload/host in .metro, or define it in ~/.ssh/config`,
	},
	{
		pattern: /Bad configuration option|Bad owner or permissions on|terminating, \d+ bad configuration/,
		says: ({ host, complaint }) => `ssh cannot read its configuration for ${host}: ${lastLine(complaint)}`,
	},
	{
		pattern: /Connection refused/,
		says: ({ host }) =>
			`${host} refuses the connection: see whether sshd runs there, and whether the port in ~/.ssh/config is right`,
	},
	{
		pattern:
			/connect to host .*(?:timed out|No route to host|Network is unreachable)|Connection timed out during banner exchange/,
		says: ({ host }) => `${host} cannot be reached: see whether it is up, and the network to it`,
	},
	{
		pattern:
			/(?:command not found|No such file or directory|not found|cannot execute)[^\n]*rsync|rsync: (?:command )?not found|rsync: No such file/,
		says: ({ host }) => `there is no rsync on ${host}: install it there`,
	},
	{
		pattern: /protocol version mismatch|is your shell clean|This account is currently not available/,
		says: ({ host }) =>
			`the login shell on ${host} writes lines of its own, or runs no commands: see that "ssh ${host} true" writes nothing`,
	},
	{
		pattern:
			/unrecognized option|unknown option|protocol version \d+ is too old|on remote machine: .*unknown option/,
		says: ({ host }) => `rsync is too old here or on ${host}: both need 3.1 or later`,
	},
	{
		pattern: /No space left on device|Disk quota exceeded|File too large/,
		says: ({ host, path }) =>
			`the disk of ${host} is full, or its quota used up: make room at ${path}, then run the command again; it goes on where it stopped`,
	},
	{
		pattern: /Read-only file system/,
		says: ({ host, path }) => `${path} on ${host} is read-only: mount it for writing`,
	},
	{
		pattern: /Stale (?:NFS )?file handle/,
		says: ({ host, path }) => `${path} on ${host} is on a mount that has gone stale: mount it again there`,
	},
	{
		pattern: /Transport endpoint is not connected|Input\/output error/,
		says: ({ host, path, complaint }) =>
			`a disk fails, here or at ${path} on ${host}: ${lastLine(complaint)}`,
		concerns: 'this',
	},
	{
		pattern:
			/(?:mkdir|mv|rm|rmdir|cd|recv_generator|receiver|mkstemp|chdir|rsync)[^\n]*(?:Permission denied|Operation not permitted)/i,
		says: ({ host, path }) =>
			`the account on ${host} may not write below ${path}: give it the right to, or name another user in upload/host`,
	},
	{
		pattern:
			/Timeout, server .* not responding|Connection (?:to .* )?(?:closed|reset)|Broken pipe|client_loop|connection unexpectedly closed|timeout in data (?:send|receive)|kex_exchange_identification|Software caused connection abort|closed by remote host/,
		says: ({ host }) =>
			`the connection to ${host} was lost: what has arrived is kept there, and the next run goes on from it`,
	},
	{
		pattern: /file has vanished|some files vanished|send_files failed to open/,
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
	for (const { pattern, says, concerns } of complaints) {
		const found = pattern.exec(complaint);
		if (found !== null) return { message: says(failed, found), concerns: concerns ?? 'everything' };
	}
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

/** The version of rsync that is needed for its progress and for names that no shell reads. */
const oldestRsync = [3, 1] as const;

/** True if the first line of `rsync --version` tells of a version that is recent enough; one that cannot be read counts as such. */
export function isRecentRsync(line: string): boolean {
	const found = /version v?(\d+)\.(\d+)/.exec(line);
	if (found === null) return true;
	const [major, minor] = [Number(found[1]), Number(found[2])];
	return major > oldestRsync[0] || (major === oldestRsync[0] && minor >= oldestRsync[1]);
}
