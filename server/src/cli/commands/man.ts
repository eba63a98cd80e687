/** `man`: prints the manual page. */
import type { Command } from '../command.ts';
import { manPage } from '../help/manPage.ts';

/** The command over a table of commands (its own entry included, hence the function). */
export function manCommand(table: () => ReadonlyMap<string, Command>): Command {
	return {
		name: 'man',
		family: 'extended',
		usage: '',
		summary: 'print the manual page, in troff',
		details: ['To read it: buildrepo man | man -l -'],
		exitStatus: '0',
		textOnly: () => 'man',
		options: [],
		async run({ host }) {
			host.out.write(manPage([...table().values()]));
			return 0;
		},
	};
}
