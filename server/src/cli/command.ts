/** What a command of `buildrepo` is. One file under commands/ for each, all of them in the table commands/index.ts. */
import type { OptionSpec, ParsedOptions } from './options.ts';
import type { Session } from './session.ts';

/** What the user gave to one command: its options (with the general ones) and its other words. */
export interface Given {
	readonly options: ParsedOptions;
	readonly words: readonly string[];
}

export interface Command {
	readonly name: string;
	/**
	 * `metro`: one of Metro's own, of which a line may hold several; its words are counted by `takes`.
	 * `ours`: takes the rest of the line, answers `--json`, and ends with status 0, 1 or 2.
	 */
	readonly family: 'metro' | 'extended';
	/** Metro's own only: how many of the words behind it are its arguments. */
	readonly takes?: 'none' | 'one' | 'rest';
	/** Metro's own only: the dialects that know it; absent: both. */
	readonly dialect?: '2015' | '2019';
	/** What follows the name in a usage line, as `[PATH]`; empty if nothing. */
	readonly usage: string;
	/** One line for the list of commands, without a full stop. */
	readonly summary: string;
	/** Further paragraphs of its help: what it prints, exit status. */
	readonly details: readonly string[];
	/** With `eventsOption` among them, it reports what it does to `host.report`. */
	readonly options: readonly OptionSpec[];
	/** Does the work. A number ends the whole call with that exit status; `undefined` goes on to the next command. */
	run(session: Session, given: Given): Promise<number | undefined>;
}
