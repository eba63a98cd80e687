/** Command lines of `buildrepo`: which program with which arguments and environment, never through a shell. */
import type { SetupSummary } from '../../../server/src/protocol/index.ts';

export interface Invocation {
	readonly program: string;
	readonly args: readonly string[];
	/** Added to the environment of the editor. */
	readonly env: Readonly<Record<string, string>>;
}

/** The bundled program and what runs it: the editor's own executable, acting as Node. */
export interface BundledProgram {
	readonly runtime: string;
	readonly script: string;
}

/** Which set-up a call is about. */
export type InvocationSetup = Pick<SetupSummary, 'home' | 'buildrepoArgs'>;

/** The bundled `buildrepo`; `words` are the command, its options and arguments. */
export function bundledInvocation(
	bundled: BundledProgram,
	setup: InvocationSetup,
	words: readonly string[],
): Invocation {
	return {
		program: bundled.runtime,
		args: [bundled.script, ...setup.buildrepoArgs, ...words],
		env: { ELECTRON_RUN_AS_NODE: '1' },
	};
}

/** A program that the user chose. It knows Metro's own commands and finds its files through HOME, as Metro's does. */
export function chosenInvocation(
	program: string,
	setup: InvocationSetup,
	words: readonly string[],
): Invocation {
	return { program, args: [...words], env: { HOME: setup.home } };
}
