/** `cmd` (2015): runs a script between two commands, usually to upload builds before index.xml announces them. */
import { reprString } from '../../base/pythonText.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { locate } from '../locate.ts';

export const cmd: Command = {
	name: 'cmd',
	family: 'metro',
	takes: 'one',
	dialects: ['2015'],
	usage: 'SCRIPT',
	summary: 'run SCRIPT with an empty environment, then the next command',
	details: ["A relative SCRIPT is searched for in Metro's own scripts directory first, as Metro does."],
	exitStatus: 'that of the next command; 1 if the script fails',
	textOnly: () => 'cmd',
	options: [],
	async run(session, { words }) {
		const { host } = session;
		const script = words[0];
		if (script === undefined) {
			host.out.write("Not enough arguments for 'cmd' option. Specify script to run.\n");
			return 1;
		}
		const program = await locate(session, script);
		if (program === undefined) {
			host.out.write(`Cmd argument ${script} does not exist; exiting.\n`);
			return 1;
		}
		host.out.write(`Running command: [${reprString(script)}] (env {}) \n`);
		// The script's output comes after the line that announces it, in a pipe as well.
		await host.out.flush();
		const outcome = await host.processes.run({
			program,
			arguments: [],
			env: {},
			cwd: host.cwd,
		});
		if (outcome.kind === 'failed') throw new CommandError(`${script}: ${outcome.reason}`, 1);
		const status = outcome.kind === 'exited' ? String(outcome.status) : outcome.signal;
		if (status === '0') return undefined;
		host.out.write(`Command exited with return code ${status}\nError running cmd... exiting.\n`);
		return 1;
	},
};
