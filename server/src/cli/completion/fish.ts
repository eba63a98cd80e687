/** The completion script for fish. */

import { optionsAnywhere } from '../arguments/general.ts';
import type { OptionSpec } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { argumentOf, namesOf, optionValue, takesRest } from './completed.ts';

/** Offers commands until one takes the rest of the line; offers files only where a file is expected. */
export function fishScript(commands: readonly Command[]): string {
	const taking = (wanted: string): readonly string[] =>
		namesOf(commands, (command) => argumentOf(command) === wanted);
	return `${[
		'# fish completion for buildrepo: put this file into ~/.config/fish/completions',
		'function __buildrepo_wants_command',
		`	not ${seen(namesOf(commands, takesRest))}`,
		...taking('commands').map((name) => `	or ${seen([name])}`),
		'end',
		line('-f'),
		...optionsAnywhere.map((option) => optionLine(option, '')),
		...commands.map(({ name, summary }) =>
			line(`-n __buildrepo_wants_command -a ${quote(name)} -d ${quote(summary)}`),
		),
		line(`-n ${quote(seen(taking('files')))} -F`),
		line(`-n ${quote(seen(taking('directories')))} -a '(__fish_complete_directories)'`),
		...commands.flatMap((command) => [
			...choicesLine(command),
			...command.options.map((option) => optionLine(option, `-n ${quote(seen([command.name]))} `)),
		]),
	].join('\n')}\n`;
}

function line(text: string): string {
	return `complete -c buildrepo ${text}`;
}

function seen(names: readonly string[]): string {
	return `__fish_seen_subcommand_from ${names.join(' ')}`;
}

function choicesLine(command: Command): readonly string[] {
	const choices = argumentOf(command);
	if (choices === undefined || typeof choices === 'string') return [];
	return [line(`-n ${quote(seen([command.name]))} -a ${quote(choices.join(' '))}`)];
}

function optionLine(option: OptionSpec, condition: string): string {
	const short = option.short === undefined ? '' : `-s ${option.short} `;
	return line(`${condition}${short}-l ${option.name}${wants(option)} -d ${quote(option.summary)}`);
}

/** What an option needs: nothing, a file, one of a few words, or something that only the user knows. */
function wants(option: OptionSpec): string {
	const value = optionValue(option);
	switch (value) {
		case undefined:
			return '';
		case 'files':
			return ' -r -F';
		case 'directories':
			return " -x -a '(__fish_complete_directories)'";
		case 'commands':
		case 'anything':
			return ' -x';
		default:
			return ` -x -a ${quote(value.join(' '))}`;
	}
}

/** In fish a single quote inside single quotes is written with a backslash. */
function quote(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
