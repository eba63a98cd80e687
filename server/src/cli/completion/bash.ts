/** The completion script for bash 4 and later. */
import { alwaysShellQuote } from '../../base/shellQuote.ts';
import { optionsAnywhere } from '../arguments/general.ts';
import type { OptionSpec } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { argumentOf, type Completed, commandArms, namesOf, optionValue, takesRest } from './completed.ts';

/**
 * `command` is the command before the cursor; a line may hold several of Metro's own, so the last of these counts. Bash splits
 * `--name=VALUE` at the equals sign, so the option may be one word further back.
 */
export function bashScript(commands: readonly Command[]): string {
	const all = [...optionsAnywhere, ...commands.flatMap((command) => command.options)];
	return `# bash completion for buildrepo: source this file, or put it where bash-completion looks
_buildrepo_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

_buildrepo_paths() {
	compopt -o filenames
	mapfile -t COMPREPLY < <(compgen "$1" -- "$word")
}

_buildrepo() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} each command=
	local commands=${alwaysShellQuote(namesOf(commands).join(' '))}
	local options=${alwaysShellQuote(flags(optionsAnywhere))}
	COMPREPLY=()
	if [[ $word == = ]]; then
		word=
	elif [[ $before == = ]]; then
		before=\${COMP_WORDS[COMP_CWORD-2]}
	fi
	case $before in
${optionCases(all).join('\n')}
	esac
	for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $each in
			${commandArms(commands)}
		esac
	done
	case $command in
${commands
	.filter(({ options }) => options.length > 0)
	.map(({ name, options }) => `		${name}) options+=${alwaysShellQuote(` ${flags(options)}`)} ;;`)
	.join('\n')}
	esac
	if [[ $word == -* ]]; then
		_buildrepo_words "$options"
		return
	fi
	case $command in
${argumentCases(commands).join('\n')}
		*) ${offer('commands')} ;;
	esac
}

complete -F _buildrepo buildrepo
`;
}

function flags(options: readonly OptionSpec[]): string {
	return options.map(({ name }) => `--${name}`).join(' ');
}

/** Options by what to offer as their value. */
function optionCases(options: readonly OptionSpec[]): readonly string[] {
	return cases(
		options.flatMap((option) => {
			const value = optionValue(option);
			if (value === undefined) return [];
			const forms = [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
			return forms.map((form) => [form, `${offer(value)}; return`] as const);
		}),
	);
}

/** Commands whose arguments are not simply the next command, by what to offer. */
function argumentCases(commands: readonly Command[]): readonly string[] {
	return cases(
		commands.flatMap((command) => {
			const action = offer(argumentOf(command) ?? 'anything');
			if (takesRest(command)) return [[command.name, action]];
			if (command.takes !== 'one') return [];
			const next = offer('commands');
			return [[command.name, `if [[ $before == "$command" ]]; then ${action}; else ${next}; fi`]];
		}),
	);
}

/** The lines of a `case`: patterns with the same action share one. */
function cases(entries: readonly (readonly [pattern: string, action: string])[]): readonly string[] {
	const patterns = new Map<string, Set<string>>();
	for (const [pattern, action] of entries) {
		patterns.set(action, (patterns.get(action) ?? new Set()).add(pattern));
	}
	return [...patterns].map(([action, set]) => `		${[...set].join('|')}) ${action} ;;`);
}

function offer(completed: Completed): string {
	switch (completed) {
		case 'files':
			return '_buildrepo_paths -f';
		case 'directories':
			return '_buildrepo_paths -d';
		case 'commands':
			return '_buildrepo_words "$commands"';
		case 'anything':
			return ':';
		default:
			return `_buildrepo_words ${alwaysShellQuote(completed.join(' '))}`;
	}
}
