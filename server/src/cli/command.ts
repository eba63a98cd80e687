/** What a command of `buildrepo` is. Each has a file under commands/ and an entry in the table commands/index.ts. */
import type { DialectName } from '../repository/index.ts';
import type { OptionSpec, ParsedOptions } from './arguments/options.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';

/** The arguments of one command: its options, including the general ones, and its other words. */
export interface Given {
	readonly options: ParsedOptions;
	readonly words: readonly string[];
	/** Runs another call of `buildrepo`, for a command that serves several. */
	readonly run: (argv: readonly string[], host: Host) => Promise<number>;
}

export interface Command {
	readonly name: string;
	/**
	 * `metro`: one of Metro's own commands. A line may hold several; `takes` says how many words each takes.
	 * `extended`: takes the rest of the line, supports `--json` unless `textOnly` says otherwise, and ends with status 0, 1 or 2.
	 */
	readonly family: 'metro' | 'extended';
	/** Metro's own only: how many of the following words are its arguments. */
	readonly takes?: 'none' | 'one' | 'rest';
	/** Metro's own only: the dialects that have it; absent: all. */
	readonly dialects?: readonly DialectName[];
	/** What follows the name in a usage line, as `[PATH]`; empty if nothing. */
	readonly usage: string;
	/** One line for the list of commands, without a full stop. */
	readonly summary: string;
	/** Further paragraphs of its help, such as its output. */
	readonly details: readonly string[];
	/** Each status and what it means, without a full stop; docs/buildrepo.md has the same words. */
	readonly exitStatus: string;
	/**
	 * The call in words, such as `clean --apply`, if it has no answer in JSON: `--json` is refused before anything is done.
	 * `undefined`: it has one; absent: it always has one.
	 */
	readonly textOnly?: (options: ParsedOptions) => string | undefined;
	/** With `eventsOption` among them, it reports what it does to `host.report`. */
	readonly options: readonly OptionSpec[];
	/** Runs the command. A number ends the whole call with that exit status; after `undefined` the next command runs. */
	run(session: Session, given: Given): Promise<number | undefined>;
}
