/** A master on this machine: an sshd of our own on a free port, and an `ssh` on PATH that reads a configuration for it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programOnPath } from '../../scripts/vscode/processes.ts';

export interface LoopbackMaster {
	/** The alias in the ssh configuration. */
	readonly host: string;
	/** Holds `ssh` first of all. */
	readonly path: string;
	readonly port: number;
	/** Its process, of which all that it runs descends. */
	readonly pid: number;
	/** The ssh configuration, for tests that change it. */
	readonly config: string;
	readonly knownHosts: string;
	/** An SFTP remote for rclone: a section of its configuration. */
	readonly rcloneRemote: string;
	end(): Promise<void>;
}

const sshd = '/usr/sbin/sshd';

/** Whether this machine has what it takes. */
export const canServe = programOnPath(['rsync']) !== undefined && existsSync(sshd);

/**
 * Starts an sshd for the current user, with keys of its own, in a directory that exists.
 * @param serverPath PATH of the commands on the master
 */
export async function startMaster(
	directory: string,
	serverPath = process.env.PATH ?? '',
): Promise<LoopbackMaster> {
	const at = (name: string): string => join(directory, name);
	const port = await freePort();
	for (const key of ['host', 'user'])
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
	execFileSync('cp', [at('user.pub'), at('authorized')]);
	// As root, sshd wants this directory.
	if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
	writeFileSync(
		at('sshd_config'),
		`Port ${port}\nListenAddress 127.0.0.1\nHostKey ${at('host')}\nAuthorizedKeysFile ${at('authorized')}\nPidFile none\nStrictModes no\nPasswordAuthentication no\nUsePAM no\nPermitRootLogin yes\nSetEnv PATH=${serverPath} HOME=${directory}\nMaxStartups 100\nSubsystem sftp internal-sftp\n`,
	);
	const [, type = '', key = ''] =
		/^(\S+) (\S+)/.exec(execFileSync('cat', [at('host.pub')], { encoding: 'utf8' })) ?? [];
	writeFileSync(at('known_hosts'), `[127.0.0.1]:${port} ${type} ${key}\n`);
	writeFileSync(
		at('ssh_config'),
		`Host master\n\tHostName 127.0.0.1\n\tPort ${port}\n\tIdentityFile ${at('user')}\n\tIdentitiesOnly yes\n\tUserKnownHostsFile ${at('known_hosts')}\n`,
	);
	mkdirSync(at('bin'));
	writeFileSync(at('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${at('ssh_config')} "$@"\n`);
	chmodSync(at('bin/ssh'), 0o755);
	const server = spawn(sshd, ['-D', '-e', '-f', at('sshd_config')], { stdio: 'ignore' });
	await answers(port, server);
	return {
		host: 'master',
		path: `${at('bin')}:${process.env.PATH}`,
		port,
		pid: server.pid ?? 0,
		config: at('ssh_config'),
		knownHosts: at('known_hosts'),
		rcloneRemote: `[sftp]\ntype = sftp\nhost = 127.0.0.1\nport = ${port}\nuser = ${userInfo().username}\nkey_file = ${at('user')}\nknown_hosts_file = ${at('known_hosts')}\n`,
		async end() {
			server.kill('SIGTERM');
			await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(0)));
		},
	};
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(port: number, server: ChildProcess): Promise<void> {
	for (let tries = 0; tries < 200; tries++) {
		if (server.exitCode !== null) throw new Error(`sshd ended with status ${server.exitCode}`);
		const isUp = await new Promise<boolean>((resolve) => {
			const socket = connect(port, '127.0.0.1');
			socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
			socket.once('connect', () => socket.destroy());
		});
		if (isUp) return;
		await wait(50);
	}
	throw new Error('sshd does not answer');
}
