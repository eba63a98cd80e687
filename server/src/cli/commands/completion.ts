/** `completion`: prints the script that teaches a shell to complete `buildrepo`. */
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { completionScript, shells } from '../completion/completion.ts';

/** The command over a table of commands (its own entry included, hence the function). */
export function completionCommand(table: () => ReadonlyMap<string, Command>): Command {
	return {
		name: 'completion',
		family: 'extended',
		usage: shells.join('|'),
		summary: 'print a completion script for a shell',
		details: ['For instance: buildrepo completion bash > /etc/bash_completion.d/buildrepo'],
		exitStatus: '0',
		textOnly: () => 'completion',
		options: [],
		async run({ host }, { words }) {
			const shell = shells.find((one) => one === words[0]);
			if (shell === undefined || words.length > 1)
				throw new CommandError(`name a shell: ${shells.join(', ')}`);
			host.out.write(completionScript(shell, [...table().values()]));
			return 0;
		},
	};
}
