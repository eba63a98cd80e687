/** The program that the user chose for Metro's own commands, if any (setting `metro.buildrepo.program`). */
import type { SetupSummary } from '../../../server/src/protocol.ts';
import { chosenInvocation, type Invocation } from '../buildrepo/invocation.ts';
import { chosenProgram } from '../settings.ts';

/** To be spread into a run: its `invocation`, or nothing where the bundled program is wanted. */
export function chosenInvocationOf(
	setup: SetupSummary,
	words: readonly string[],
): { readonly invocation?: Invocation } {
	const program = chosenProgram();
	return program === undefined ? {} : { invocation: chosenInvocation(program, setup, words) };
}
