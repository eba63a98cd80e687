/** Keys that Metro ignores and that this project's own commands read, in `.metro` beside Metro's. */

export const ownKeys = [
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
