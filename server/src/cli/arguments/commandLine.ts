/** Parses a command line into its commands, in order, each with its options and words. */
import type { Command } from '../command.ts';
import { generalOptions, optionsAnywhere } from './general.ts';
import { looksLikeOption, type TakenOption, takeOption, unknownOption } from './options.ts';

/** One step of a line: a command, or a word that is not one. */
export type Step =
	| {
			readonly kind: 'command';
			readonly command: Command;
			readonly options: readonly TakenOption[];
			readonly words: readonly string[];
	  }
	| { readonly kind: 'unknown'; readonly word: string };

export interface CommandLine {
	readonly general: readonly TakenOption[];
	readonly steps: readonly Step[];
}

/**
 * Parses a line. If `strict`, words between Metro's own commands are treated as Metro does: an unknown command, `--help`
 * or an unknown option is answered when its turn comes. Otherwise an unknown option is refused at once.
 */
export function parseCommandLine(
	argv: readonly string[],
	commands: ReadonlyMap<string, Command>,
	strict: boolean,
): CommandLine {
	const general: TakenOption[] = [];
	const steps: Step[] = [];
	let current: { command: Command; options: TakenOption[]; words: string[] } | undefined;
	let onlyWords = false;

	const takeWord = (word: string): void => {
		if (current !== undefined && wantsWord(current.command, current.words.length)) {
			current.words.push(word);
			return;
		}
		const command = commands.get(word);
		current = command === undefined ? undefined : { command, options: [], words: [] };
		steps.push(current === undefined ? { kind: 'unknown', word } : { kind: 'command', ...current });
	};

	let at = 0;
	while (at < argv.length) {
		const word = argv[at] ?? '';
		if (!onlyWords && word === '--') {
			onlyWords = true;
			at += 1;
			continue;
		}
		const metroWords = strict && current?.command.family !== 'extended';
		const ours = current?.command.options ?? [];
		const generally = metroWords ? generalOptions : optionsAnywhere;
		const taken = onlyWords ? undefined : takeOption(argv, at, [...ours, ...generally]);
		if (taken !== undefined) {
			const owner = ours.some((spec) => spec.name === taken.name) ? current?.options : general;
			owner?.push(taken);
			at = taken.next;
			continue;
		}
		if (!onlyWords && !metroWords && looksLikeOption(word))
			throw unknownOption(word, [...ours, ...generally]);
		takeWord(word);
		at += 1;
	}
	return { general, steps };
}

function wantsWord(command: Command, have: number): boolean {
	if (command.family === 'extended' || command.takes === 'rest') return true;
	return command.takes === 'one' && have === 0;
}
