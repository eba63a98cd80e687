/** `help`: how to use the program or one of its commands. */
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import { commandHelp, generalHelp } from '../help/help.ts';

/** The help command over a table of commands (its own entry included, hence the function). */
export function helpCommand(table: () => ReadonlyMap<string, Command>): Command {
	return {
		name: 'help',
		family: 'extended',
		usage: '[COMMAND]',
		summary: 'explain how to use buildrepo or one of its commands',
		details: [],
		exitStatus: '0',
		textOnly: () => 'help',
		options: [],
		async run({ host }, { words }) {
			const commands = table();
			const name = words[0];
			if (name === undefined) {
				host.out.write(generalHelp(commands.values()));
				return 0;
			}
			const command = commands.get(name);
			if (command === undefined) {
				const remedy = didYouMean(name, commands.keys(), 'see "buildrepo help"');
				throw new CommandError(`no command "${name}": ${remedy}`);
			}
			host.out.write(commandHelp(command));
			return 0;
		},
	};
}
