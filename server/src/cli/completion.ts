/** Completion scripts for shells, made from the table of commands. */
import { alwaysShellQuote } from '../base/shellQuote.ts';
import type { Command } from './command.ts';
import { generalOptions } from './general.ts';
import type { OptionSpec } from './options.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The script that teaches a shell to complete `buildrepo`. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
	switch (shell) {
		case 'bash':
			return bashScript(commands);
		case 'zsh':
			return zshScript(commands);
		case 'fish':
			return fishScript(commands);
	}
}

/** Options whose value is the name of a file or directory, by their placeholder. */
function takesFile(option: OptionSpec): boolean {
	return option.value === 'FILE' || option.value === 'DIR' || option.value === 'PATH';
}

/** The choices of an option that has a few, as `2015|2019|auto`. */
function choicesOf(option: OptionSpec): readonly string[] {
	return option.value?.includes('|') === true ? option.value.split('|') : [];
}

function flags(options: readonly OptionSpec[]): string {
	return options.map((option) => `--${option.name}`).join(' ');
}

function bashScript(commands: readonly Command[]): string {
	const cases = commands
		.filter((command) => command.options.length > 0)
		.map((command) => `		${command.name}) options="$options ${flags(command.options)}" ;;`);
	const all = [...generalOptions, ...commands.flatMap((command) => command.options)];
	const files = [...new Set(all.filter(takesFile).map((option) => `--${option.name}`))];
	const choices = all
		.filter((option) => choicesOf(option).length > 0)
		.map(
			(option) =>
				`		--${option.name}) COMPREPLY=($(compgen -W ${alwaysShellQuote(choicesOf(option).join(' '))} -- "$word")); return ;;`,
		);
	return `# bash completion for buildrepo: source this file, or put it where bash-completion looks
_buildrepo() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} each
	local options=${alwaysShellQuote(flags(generalOptions))}
	case $before in
		${files.join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;
${choices.join('\n')}
	esac
	for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $each in
${cases.map((line) => `	${line}`).join('\n')}
		esac
	done
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "$options" -- "$word"))
	else
		COMPREPLY=($(compgen -W ${alwaysShellQuote(commands.map((command) => command.name).join(' '))} -- "$word") $(compgen -f -- "$word"))
	fi
}
complete -o filenames -F _buildrepo buildrepo
`;
}

function zshScript(commands: readonly Command[]): string {
	const described = commands
		.map((command) => `		${alwaysShellQuote(`${command.name}:${command.summary}`)}`)
		.join('\n');
	const argument = (option: OptionSpec): string => {
		const choices = choicesOf(option);
		const what = choices.length > 0 ? `(${choices.join(' ')})` : takesFile(option) ? '_files' : '';
		const value = option.value === undefined ? '' : `:${option.value.replaceAll(':', '')}:${what}`;
		return alwaysShellQuote(`*--${option.name}[${option.summary.replaceAll(/[[\]]/g, '')}]${value}`);
	};
	const own = commands
		.filter((command) => command.options.length > 0)
		.map((command) => `		${command.name}) options+=(${command.options.map(argument).join(' ')}) ;;`);
	return `#compdef buildrepo
# zsh completion for buildrepo: put this file as _buildrepo into a directory of $fpath
_buildrepo() {
	local -a commands options
	local each
	commands=(
${described}
	)
	options=(
${generalOptions.map((option) => `		${argument(option)}`).join('\n')}
	)
	for each in \${words[2,CURRENT-1]}; do
		case $each in
${own.map((line) => `	${line}`).join('\n')}
		esac
	done
	_arguments $options '*: :{ _describe command commands; _files }'
}
_buildrepo "$@"
`;
}

function fishScript(commands: readonly Command[]): string {
	const option = (spec: OptionSpec, condition: string): string => {
		const choices = choicesOf(spec);
		const value =
			spec.value === undefined
				? ''
				: choices.length > 0
					? ` -x -a ${alwaysShellQuote(choices.join(' '))}`
					: takesFile(spec)
						? ' -r'
						: ' -x';
		const short = spec.short === undefined ? '' : ` -s ${spec.short}`;
		return `complete -c buildrepo${condition}${short} -l ${spec.name}${value} -d ${fishQuote(spec.summary)}`;
	};
	return `${[
		'# fish completion for buildrepo: put this file into ~/.config/fish/completions',
		...generalOptions.map((spec) => option(spec, '')),
		...commands.map((c) => `complete -c buildrepo -a ${fishQuote(c.name)} -d ${fishQuote(c.summary)}`),
		...commands.flatMap((command) =>
			command.options.map((spec) =>
				option(spec, ` -n ${fishQuote(`__fish_seen_subcommand_from ${command.name}`)}`),
			),
		),
	].join('\n')}\n`;
}

/** In fish a single quote inside single quotes is written with a backslash. */
function fishQuote(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
