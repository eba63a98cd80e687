/** What failures mean that ssh and rsync have wherever they send to: one wording for each. */
import { complaints } from './complaints.ts';

/** Where a transfer goes. */
export interface TransferEnd {
	/** As for ssh. */
	readonly host: string;
	/** The key of `.metro` that names it. */
	readonly setting: string;
}

export interface ConnectionFailure {
	readonly pattern: RegExp;
	readonly says: (end: TransferEnd) => string;
}

/** The first that fits counts. */
export const connectionFailures: readonly ConnectionFailure[] = [
	{
		pattern: complaints.hostKeyChanged,
		says: ({ host }) =>
			`the host key of ${host} has changed: find out why. If the machine was set up anew, remove its old key with ssh-keygen -R, and connect once with "ssh ${host}"`,
	},
	{
		pattern: complaints.hostKeyUnknown,
		says: ({ host }) =>
			`the host key of ${host} is not known here: connect once with "ssh ${host}" as this user, and compare the key`,
	},
	{
		pattern: complaints.loginRefused,
		says: ({ host }) =>
			`${host} does not let us in: give it the public key of this user (ssh-copy-id ${host}), and use an agent or a key without a passphrase where nobody is asked`,
	},
	{
		pattern: complaints.noSuchHost,
		says: ({ host, setting }) =>
			`there is no host called ${host}: correct ${setting} in .metro, or define it in ~/.ssh/config`,
	},
	{
		pattern: complaints.connectionRefused,
		says: ({ host }) =>
			`${host} refuses the connection: see whether its server runs there, and whether the port is right`,
	},
	{
		pattern: complaints.unreachable,
		says: ({ host }) => `${host} cannot be reached: see whether it is up, and the network to it`,
	},
	{ pattern: complaints.noRsync, says: ({ host }) => `there is no rsync on ${host}: install it there` },
	{
		pattern: complaints.noisyShell,
		says: ({ host }) =>
			`the login shell on ${host} writes lines of its own, or runs no commands: see that "ssh ${host} true" writes nothing`,
	},
	{
		pattern: complaints.oldRsync,
		says: ({ host }) => `rsync is too old here or on ${host}: both need 3.1 or later`,
	},
];
