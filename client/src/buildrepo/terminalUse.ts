/** Whether the user has run `buildrepo` in a terminal, as far as the shell reports it: plain data. */

/** What a shell reports of a command that has ended. */
export interface EndedCommand {
	readonly line: string;
	/** `undefined`: the shell did not say. */
	readonly status: number | undefined;
}

/** True if `buildrepo` has run. A shell ends with 126 or 127 where it could not start the program. */
export function hasRunBuildrepo({ line, status }: EndedCommand): boolean {
	const isNamed = /(?:^|[\s;&|(/])buildrepo(?:[\s;&|)]|$)/.test(line);
	return isNamed && status !== undefined && status !== 126 && status !== 127;
}
