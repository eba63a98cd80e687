/** What terminals of the editor get, as plain data: `buildrepo` on PATH, for the Metro home of the window. */
import type { BundledProgram } from './invocation.ts';

export interface TerminalVariables {
	/** Appended to PATH, so that the user's own buildrepo comes first. */
	readonly appendedPath: string;
	readonly values: Readonly<Record<string, string>>;
}

/**
 * `folder` is where the program `buildrepo` lies, `homes` are the Metro homes of the window. Without exactly one, buildrepo
 * looks where Metro does, in the user's home directory.
 */
export function terminalVariables(
	folder: string,
	bundled: BundledProgram,
	homes: readonly string[],
	userHome: string,
): TerminalVariables {
	const [home, ...others] = homes;
	const isElsewhere = home !== undefined && others.length === 0 && home !== userHome;
	return {
		appendedPath: `:${folder}`,
		values: { METRO_NODE: bundled.runtime, ...(isElsewhere && { BUILDREPO_HOME: home }) },
	};
}
