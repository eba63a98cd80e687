/** The help texts, made from the table of commands. */

import { optionsAnywhere } from '../arguments/general.ts';
import type { OptionSpec } from '../arguments/options.ts';
import type { Command } from '../command.ts';

/** The help of the whole program: usage, commands, options. */
export function generalHelp(commands: Iterable<Command>): string {
	const all = [...commands];
	const list = (family: Command['family']): string =>
		columns(all.filter((c) => c.family === family).map((c) => [`${c.name} ${c.usage}`.trim(), c.summary]));
	return `${[
		'Usage: buildrepo [OPTION…] COMMAND [ARGUMENT] [COMMAND …]',
		"Maintains a repository of Metro builds. Several of Metro's own commands may be on one line; they share one scan:",
		list('metro'),
		'Further commands, one to a line:',
		list('extended'),
		'Options:',
		optionList(optionsAnywhere),
		'"buildrepo help COMMAND" explains a command.',
	].join('\n\n')}\n`;
}

/** The help of one command. */
export function commandHelp(command: Command): string {
	const options = command.options.length === 0 ? [] : ['Options:', optionList(command.options)];
	return `${[
		`Usage: buildrepo [OPTION…] ${`${command.name} ${command.usage}`.trim()}`,
		sentence(command.summary),
		...paragraphs(command),
		...options,
	].join('\n\n')}\n`;
}

/** What its help says below the summary. */
export function paragraphs({ details, exitStatus }: Command): readonly string[] {
	return [...details, `Exit status: ${exitStatus}.`];
}

/** A summary as a sentence of its own. */
export function sentence(summary: string): string {
	return `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`;
}

function optionList(specs: readonly OptionSpec[]): string {
	return columns(specs.map((spec) => [optionUsage(spec), spec.summary]));
}

/** `-n, --number N` */
export function optionUsage(spec: OptionSpec): string {
	const short = spec.short === undefined ? '' : `-${spec.short}, `;
	return `${short}--${spec.name}${spec.value === undefined ? '' : ` ${spec.value}`}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
