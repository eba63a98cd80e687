/** The lines in which `buildrepo --progress` says how far it has come, as `12 % of 340`. */

/** The percentage, if a line of output says one and nothing else. */
export function percentOf(line: string): number | undefined {
	const digits = /^(\d{1,3}) % of \d+$/.exec(line)?.[1];
	return digits === undefined ? undefined : Number(digits);
}
