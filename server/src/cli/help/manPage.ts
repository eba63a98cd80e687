/** The manual page, made from the table of commands, in the man(7) macros. */

import { optionsAnywhere } from '../arguments/general.ts';
import type { OptionSpec } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { optionUsage, paragraphs, sentence } from './help.ts';

/** The text of `buildrepo.1`. */
export function manPage(commands: readonly Command[]): string {
	const of = (family: Command['family']): readonly string[] =>
		commands.filter((command) => command.family === family).flatMap(commandLines);
	return `${[
		'.TH BUILDREPO 1 "" "Metro" "User Commands"',
		'.SH NAME',
		'buildrepo \\- maintain a repository of Metro builds',
		'.SH SYNOPSIS',
		'.B buildrepo',
		'[\\fIOPTION\\fR...] \\fICOMMAND\\fR [\\fIARGUMENT\\fR] [\\fICOMMAND\\fR ...]',
		'.SH DESCRIPTION',
		escaped(
			"Reads ~/.metro and ~/.buildbot and maintains the repository in path/mirror: says what to build next, lists failures, cleans up, and writes hash files and index.xml. Never executes ~/.buildbot, unless --python names a Python to run. Several of Metro's own commands may be on one line; they share one scan of the repository.",
		),
		'.SH "METRO\'S OWN COMMANDS"',
		...of('metro'),
		'.SH "FURTHER COMMANDS"',
		...of('extended'),
		'.SH OPTIONS',
		...optionsAnywhere.flatMap(optionLines),
		'.SH "EXIT STATUS"',
		escaped(
			"Metro's own commands exit as Metro does: 0, or 1 for nothing to do and for errors. All commands exit with 2 for wrong usage and for an unusable set-up, and with 130 when interrupted. In a terminal, SIGTERM and SIGHUP terminate them once they have cleaned up.",
		),
		'.SH ENVIRONMENT',
		...entry('HOME', 'Where .metro and .buildbot are.'),
		...entry('BUILDREPO_HOME', 'The directory of .metro and .buildbot, instead of HOME.'),
		...entry('BUILDREPO_DIALECT', 'Like --dialect.'),
		...entry('BUILDREPO_NOW', 'Like --now.'),
		...entry('BUILDREPO_HOSTNAME', 'Like --hostname.'),
		...entry('NO_COLOR', 'If set, terminals get no colours either.'),
		'.SH FILES',
		...entry('~/.metro', "Metro's configuration."),
		...entry('~/.buildbot', 'What is built and kept here, in Python syntax.'),
	].join('\n')}\n`;
}

function commandLines(command: Command): readonly string[] {
	const [first, ...more] = [sentence(command.summary), ...paragraphs(command)];
	return [
		...entry(`${command.name} ${command.usage}`.trim(), first),
		...more.flatMap((text) => ['.IP', escaped(text)]),
		...(command.options.length === 0 ? [] : ['.RS', ...command.options.flatMap(optionLines), '.RE']),
	];
}

function optionLines(option: OptionSpec): readonly string[] {
	return entry(optionUsage(option), sentence(option.summary));
}

function entry(name: string, text: string): readonly string[] {
	return ['.TP', `\\fB${escaped(name)}\\fR`, escaped(text)];
}

/** Characters that troff would read as a command, or replace with a typographic sign. */
const escapes: ReadonlyMap<string, string> = new Map([
	['\\', '\\e'],
	['-', '\\-'],
	['~', '\\(ti'],
	['^', '\\(ha'],
	['`', '\\(ga'],
]);

/** Plain text. A dot or an apostrophe at its start would turn the line into a request. */
function escaped(text: string): string {
	const plain = text.replace(/[\\~^`-]/g, (character) => escapes.get(character) ?? character);
	return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
