/** The option `--since` of commands. */
import { momentSince } from '../history/since.ts';
import type { OptionSpec } from './arguments/options.ts';
import { CommandError } from './commandError.ts';

export function sinceOption(summary: string): OptionSpec {
	return { name: 'since', value: 'WHEN', summary };
}

/** What WHEN may be, for the help of a command. */
export const whenText =
	'WHEN is a day (2015-02-20), a day with a time (2015-02-20T12:00) or a time span (90m, 24h, 7d, 2w).';

/** The moment in milliseconds since the epoch; `undefined` if the option is not given. Throws `CommandError` for anything else. */
export function sinceOf(text: string | undefined, now: number): number | undefined {
	if (text === undefined) return undefined;
	const moment = momentSince(text, now);
	if (moment !== undefined) return moment;
	throw new CommandError(
		`"${text}" is not a time: give a day (2015-02-20), a day with a time (2015-02-20T12:00) or a time span (24h, 7d)`,
	);
}
