/** The hosts that a file names: those that it compares its host with, or looks something up by. */
import type { Variables } from '../python/variables.ts';
import { comparedStrings } from './comparisons.ts';
import { callablesNamed } from './writtenAnswers.ts';

/** Metro calls `get_subarches` with its arguments by name, and sets a variable of the same name before the file runs. */
const hostWord = 'hostname';

/**
 * Each name once, in the order of the text. A file may mean the full name of a host or its first part, so both count. The argument of
 * `startswith` is part of a name, so it does not.
 */
export function comparedHosts(variables: Variables): readonly string[] {
	const asked = callablesNamed(variables, 'get_subarches');
	const found = comparedStrings<'host'>(variables, {
		ofParameter: (callable, index) =>
			asked.includes(callable) && callable.parameters[index]?.name === hostWord ? 'host' : undefined,
		ofItems: () => undefined,
		ofPreset: (name) => (name === hostWord ? 'host' : undefined),
		keeping: /^(?:strip|lower|casefold)$/,
		dividing: /^(?:split|partition)$/,
	});
	return [...new Set(found.map(({ node }) => node.value))].filter((name) => name !== '');
}
