/** What a shell may offer for a placeholder of the command table. */

import type { OptionSpec } from '../arguments/options.ts';
import type { Command } from '../command.ts';

/** Names of files or directories, names of commands, a few words, or something that only the user knows. */
export type Completed = 'files' | 'directories' | 'commands' | 'anything' | readonly string[];

const placeholders: ReadonlyMap<string, Completed> = new Map<string, Completed>([
	['FILE', 'files'],
	['PATH', 'files'],
	['SCRIPT', 'files'],
	['DIR', 'directories'],
	['COMMAND', 'commands'],
]);

/** What a placeholder such as `FILE` or `2015|2019` stands for. */
function completedBy(placeholder: string): Completed {
	return placeholder.includes('|') ? placeholder.split('|') : (placeholders.get(placeholder) ?? 'anything');
}

/** The value of an option; `undefined` for a switch. */
export function optionValue(option: OptionSpec): Completed | undefined {
	return option.value === undefined ? undefined : completedBy(option.value);
}

/** The arguments of a command as its usage names them; `undefined` if it takes none. */
export function argumentOf(command: Command): Completed | undefined {
	const placeholder = /^\[?([A-Za-z|]+)(?:\.\.\.)?\]?(?: \[-.*)?$/.exec(command.usage)?.[1];
	return placeholder === undefined ? undefined : completedBy(placeholder);
}

/** True if no other command can follow this one. */
export function takesRest({ family, takes }: Command): boolean {
	return family === 'extended' || takes === 'rest';
}

/** The arms of a shell's `case` that set `command` to the command before the cursor. */
export function commandArms(commands: readonly Command[]): string {
	return `${namesOf(commands, (command) => !takesRest(command)).join('|')}) command=$each ;;
			${namesOf(commands, takesRest).join('|')}) command=$each; break ;;`;
}

/** The names of the commands that fit, in the order of the table. */
export function namesOf(
	commands: readonly Command[],
	fits: (command: Command) => boolean = () => true,
): readonly string[] {
	return commands.filter(fits).map(({ name }) => name);
}
