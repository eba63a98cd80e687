/** Keys that Metro ignores and that this project's own commands read, in `.metro` beside Metro's. */

export const ownKeys = [
	{
		name: 'maintain/sign',
		type: 'single',
		meaning: 'whether digestgen signs archives with gpg; it does not unless this says yes',
		allowed: ['yes', 'no'],
		setBy: 'user',
		readBy: 'buildrepo maintain',
	},
	{
		name: 'maintain/without',
		type: 'single',
		meaning: 'the steps to leave out',
		allowed: ['clean', 'digestgen', 'latest', 'index.xml', 'publish'],
		list: true,
		setBy: 'user',
		readBy: 'buildrepo maintain',
	},
	{
		name: 'publish/bandwidth',
		type: 'single',
		meaning: 'at most so much is sent each second: a number of KiB, or a number with a unit, such as 2.5m',
		setBy: 'user',
		readBy: 'buildrepo publish',
		notes: 'the program of the target takes it as its option --bwlimit',
	},
	{
		name: 'publish/links',
		type: 'single',
		meaning:
			'what becomes of links: they stay links (keep), become copies of what they lead to (copy), or are left out (skip)',
		allowed: ['keep', 'copy', 'skip'],
		setBy: 'user',
		readBy: 'buildrepo publish',
		notes: 'without it, rsync keeps links, and rclone copies what they lead to: it cannot keep them',
	},
	{
		name: 'publish/program',
		type: 'single',
		meaning: 'the program that sends the files; rsync unless this says rclone',
		allowed: ['rsync', 'rclone'],
		setBy: 'user',
		readBy: 'buildrepo publish',
	},
	{
		name: 'publish/remove',
		type: 'single',
		meaning:
			'whether what clean has removed here is removed from the target as well, last of all; it is not unless this says yes',
		allowed: ['yes', 'no'],
		setBy: 'user',
		readBy: 'buildrepo publish',
	},
	{
		name: 'publish/target',
		type: 'single',
		meaning:
			'where visitors find the repository: a directory, user@host:/directory or rsync://host/module for rsync, remote:path for rclone',
		setBy: 'user',
		readBy: 'buildrepo publish',
		notes:
			'further targets have sections with a name, such as [section publish/archive], with the same keys; what these do not set is as in [section publish]',
	},
	{
		name: 'upload/bandwidth',
		type: 'single',
		meaning: 'at most so much is sent each second: a number of KiB, or a number with a unit, such as 2.5m',
		setBy: 'user',
		readBy: 'buildrepo upload',
		notes: 'rsync takes it as its option --bwlimit',
	},
	{
		name: 'upload/buildrepo',
		type: 'single',
		meaning: 'the program on the master that writes index.xml: a name or a path',
		setBy: 'user',
		readBy: 'buildrepo upload',
		notes: "if it is not set, the master's own buildrepo is used, or else that of its Metro",
	},
	{
		name: 'upload/host',
		type: 'single',
		meaning: 'the master, which gets the builds of this server: a host as for ssh, with or without a user',
		setBy: 'user',
		readBy: 'buildrepo upload',
		notes:
			'port, keys and everything else about the connection are those of your ssh configuration, which may define the name as an alias',
	},
	{
		name: 'upload/index',
		type: 'single',
		meaning: 'whether index.xml is written on the master after an upload; it is unless this says no',
		allowed: ['yes', 'no'],
		setBy: 'user',
		readBy: 'buildrepo upload',
	},
	{
		name: 'upload/path',
		type: 'single',
		meaning: 'the root of the mirror on the master; if it is not set, the same path as path/mirror',
		setBy: 'user',
		readBy: 'buildrepo upload',
	},
] as const;

/** The key that says what a key of a named target is: `publish/target` for `publish/archive/target`. Any other key is returned as it is. */
export function unnamedKey(key: string): string {
	return key.replace(/^publish\/[^/]+\/([^/]+)$/, 'publish/$1');
}
