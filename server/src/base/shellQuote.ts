/** Text for a POSIX shell to read back unchanged. */
import { controlCharacters } from './visible.ts';

/** What a shell takes as it stands: letters and digits of any script, and signs without a meaning. */
const plain = /^[\w@%+=:,./\p{L}\p{N}\p{M}-]+$/u;

/** The word as a shell must be given it: unchanged where that is safe, else in single quotes. */
export function shellQuote(word: string): string {
	return plain.test(word) ? word : alwaysShellQuote(word);
}

/**
 * The word in single quotes, whether it needs them or not. What acts on a terminal is not written as it is: the shell is
 * told to print it.
 */
export function alwaysShellQuote(word: string): string {
	const quoted = word.replaceAll("'", "'\\''");
	// Ends of lines and tabs do no harm, and a shell would cut them off what is printed.
	return `'${quoted.replace(controlCharacters, (found) => found.replace(/[^\n\t]+/g, printed))}'`;
}

/** Ends the quotes, has the shell print the characters, and begins the quotes again. */
function printed(characters: string): string {
	const octal = [...new TextEncoder().encode(characters)].map(
		(byte) => `\\${byte.toString(8).padStart(3, '0')}`,
	);
	return `'"$(printf '${octal.join('')}')"'`;
}
