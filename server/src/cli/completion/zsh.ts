/** The completion script for zsh. */
import { alwaysShellQuote } from '../../base/shellQuote.ts';
import { optionsAnywhere } from '../arguments/general.ts';
import type { OptionSpec } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { argumentOf, type Completed, commandArms, optionValue, takesRest } from './completed.ts';

/** `command` is the command before the cursor; a line may hold several of Metro's own, so the last of these counts. */
export function zshScript(commands: readonly Command[]): string {
	return `#compdef buildrepo
# zsh completion for buildrepo: put this file as _buildrepo into a directory of $fpath
_buildrepo() {
	local -a commands options
	local each command rest=${alwaysShellQuote(rest('commands'))}
	commands=(
${commands.map(({ name, summary }) => `		${alwaysShellQuote(`${name}:${summary}`)}`).join('\n')}
	)
	options=(
${optionsAnywhere.flatMap((option) => specs(option).map((spec) => `		${spec}`)).join('\n')}
	)
	for each in \${words[2,CURRENT-1]}; do
		case $each in
			${commandArms(commands)}
		esac
	done
	case $command in
${commands.flatMap(commandCase).join('\n')}
	esac
	_arguments $options $rest
}

_buildrepo "$@"
`;
}

/** The options and arguments of a command; nothing if only the next command may follow it. */
function commandCase(command: Command): readonly string[] {
	const own = command.options.flatMap(specs);
	const options = own.length === 0 ? [] : [`options+=(${own.join(' ')})`];
	const assignment = `rest=${alwaysShellQuote(rest(argumentOf(command)))}`;
	const behind = takesRest(command)
		? [assignment]
		: command.takes === 'one'
			? [`[[ $words[CURRENT-1] == $command ]] && ${assignment}`]
			: [];
	const work = [...options, ...behind];
	return work.length === 0 ? [] : [`		${command.name}) ${work.join('; ')} ;;`];
}

/** An option in the form that _arguments expects; it may be repeated. The short form is a separate spec. */
function specs(option: OptionSpec): readonly string[] {
	const value = optionValue(option);
	const explained = `[${option.summary.replaceAll(/[[\]\\]/g, '\\$&')}]`;
	const action = value === undefined ? '' : `:${option.value?.replaceAll(':', '\\:')}:${actionOf(value)}`;
	return [
		...(option.short === undefined ? [] : [`*-${option.short}${explained}${action}`]),
		`*--${option.name}${value === undefined ? '' : '='}${explained}${action}`,
	].map(alwaysShellQuote);
}

/** All further words. A space as the action offers nothing. */
function rest(completed: Completed | undefined): string {
	return completed === undefined ? '*:nothing more: ' : `*: :${actionOf(completed)}`;
}

function actionOf(completed: Completed): string {
	switch (completed) {
		case 'files':
			return '_files';
		case 'directories':
			return '_files -/';
		case 'commands':
			return '{ _describe command commands }';
		case 'anything':
			return ' ';
		default:
			return `(${completed.join(' ')})`;
	}
}
