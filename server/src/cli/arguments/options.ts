/** Parses options of a command line: `--name`, `--name VALUE`, `--name=VALUE`, `-n VALUE`. */

import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';

export interface OptionSpec {
	/** Without the dashes. */
	readonly name: string;
	/** One letter, without the dash. */
	readonly short?: string;
	/** The placeholder of its value in help texts; absent: the option is a switch. */
	readonly value?: string;
	/** What it does, in one line without a full stop. */
	readonly summary: string;
}

/** The options of a line, in order. */
export interface ParsedOptions {
	/** True if a switch was given. */
	has(name: string): boolean;
	/** The value of an option; the last of several. */
	value(name: string): string | undefined;
	/** All values of an option that may be repeated. */
	values(name: string): readonly string[];
}

/** What `takeOption` found: an option with its value, and where to continue. */
export interface TakenOption {
	readonly name: string;
	readonly value: string | undefined;
	readonly next: number;
}

/** Parses the option at `at`; `undefined` if that word is not one of `specs`. Throws `CommandError` for a missing value. */
export function takeOption(
	line: readonly string[],
	at: number,
	specs: readonly OptionSpec[],
): TakenOption | undefined {
	const word = line[at] ?? '';
	const equals = word.indexOf('=');
	const flag = word.startsWith('--') && equals > 0 ? word.slice(0, equals) : word;
	const spec = specs.find((s) => flag === `--${s.name}` || (s.short !== undefined && flag === `-${s.short}`));
	if (spec === undefined) return undefined;
	if (spec.value === undefined) {
		if (flag !== word) throw new CommandError(`${flag} takes no value: leave out "${word.slice(equals)}"`);
		return { name: spec.name, value: undefined, next: at + 1 };
	}
	if (flag !== word) return { name: spec.name, value: word.slice(equals + 1), next: at + 1 };
	const value = line[at + 1];
	if (value === undefined) throw new CommandError(`${flag} needs a value: ${flag} ${spec.value}`);
	return { name: spec.name, value, next: at + 2 };
}

/** True for a word that starts like an option; a lone dash does not. */
export function looksLikeOption(word: string): boolean {
	return /^-[^-]|^--./.test(word);
}

/** The error for an unknown option, with the closest known one. */
export function unknownOption(word: string, specs: readonly OptionSpec[]): CommandError {
	const flag = word.split('=', 1)[0] ?? word;
	const flags = specs.map(({ name }) => `--${name}`);
	const remedy = didYouMean(flag, flags, 'see "buildrepo help"');
	return new CommandError(`unknown option ${flag}: ${remedy}`);
}

/** The options of a line, as `takeOption` found them. */
export function collectOptions(taken: readonly TakenOption[]): ParsedOptions {
	const values = (name: string): readonly string[] =>
		taken.flatMap((t) => (t.name === name && t.value !== undefined ? [t.value] : []));
	return {
		has: (name) => taken.some((t) => t.name === name),
		value: (name) => values(name).at(-1),
		values,
	};
}
