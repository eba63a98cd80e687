/** The manual page, made from the table of commands, in the man(7) macros. */
import type { Command } from './command.ts';
import { optionsAnywhere } from './general.ts';
import { optionUsage, sentence } from './help.ts';
import type { OptionSpec } from './options.ts';

/** The text of `buildrepo.1`. */
export function manPage(commands: readonly Command[]): string {
	const of = (family: Command['family']): readonly string[] =>
		commands.filter((command) => command.family === family).flatMap(commandLines);
	return `${[
		'.TH BUILDREPO 1 "" "Metro" "User Commands"',
		'.SH NAME',
		'buildrepo \\- look after a repository of Metro builds',
		'.SH SYNOPSIS',
		'.B buildrepo',
		'[\\fIOPTION\\fR...] \\fICOMMAND\\fR [\\fIARGUMENT\\fR] [\\fICOMMAND\\fR ...]',
		'.SH DESCRIPTION',
		escaped(
			"Reads ~/.metro and ~/.buildbot and looks after the repository in path/mirror: says what to build next, lists failures, cleans up, and writes hash files and index.xml. Nothing in ~/.buildbot is executed, unless --python says so. Several of Metro's own commands may stand on one line; they share one look at the repository.",
		),
		'.SH "METRO\'S OWN COMMANDS"',
		...of('metro'),
		'.SH "FURTHER COMMANDS"',
		...of('extended'),
		'.SH OPTIONS',
		...optionsAnywhere.flatMap(optionLines),
		'.SH "EXIT STATUS"',
		escaped(
			"Metro's own commands end with Metro's own status: 0, or 1 for nothing to do and for trouble. All end with 2 for wrong usage and for a set-up that cannot be used, and with 130 when interrupted; in a terminal SIGTERM and SIGHUP end them as such, once all is tidied up.",
		),
		'.SH ENVIRONMENT',
		...entry('HOME', 'Where .metro and .buildbot are.'),
		...entry('BUILDREPO_HOME', 'Where they are, instead of HOME.'),
		...entry('BUILDREPO_DIALECT', 'As --dialect.'),
		...entry('BUILDREPO_NOW', 'As --now.'),
		...entry('BUILDREPO_HOSTNAME', 'As --hostname.'),
		...entry('NO_COLOR', 'If set, terminals see no colour either.'),
		'.SH FILES',
		...entry('~/.metro', "Metro's configuration."),
		...entry('~/.buildbot', 'What is built and kept here, as assignments in the syntax of Python.'),
	].join('\n')}\n`;
}

function commandLines(command: Command): readonly string[] {
	const [first, ...more] = [sentence(command.summary), ...command.details];
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

/** What troff would take for a command, or set as the typographer's sign instead of the one that is typed. */
const escapes: ReadonlyMap<string, string> = new Map([
	['\\', '\\e'],
	['-', '\\-'],
	['~', '\\(ti'],
	['^', '\\(ha'],
	['`', '\\(ga'],
]);

/** Text as it is; a dot or an apostrophe at its start would make a request of the line. */
function escaped(text: string): string {
	const plain = text.replace(/[\\~^`-]/g, (character) => escapes.get(character) ?? character);
	return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
