/** Quotes text so that a POSIX shell reads it back unchanged. */
import { encodeEscaping } from './surrogateEscape.ts';
import { controlCharacter } from './visible.ts';

/** Characters that need no quotes: letters and digits of any script, and signs without a meaning to the shell. */
const plain = /^[\w@%+=:,./\p{L}\p{N}\p{M}-]+$/u;

/** Characters that act on a terminal, except newlines and tabs, which are harmless and which a shell would cut off printed text. */
const actsOnTerminal = new RegExp(`(?:(?![\\n\\t])${controlCharacter.source})+`, 'gu');

/**
 * Characters that do not survive a shell that splits the script into words before evaluating it, including file name patterns.
 * A shell cuts trailing newlines off printed text, so the following character is printed too.
 */
const changedBySplitting = new RegExp(`(?:${controlCharacter.source}|[*?[]| {2,})+(?:(?<=\\n)[^])?`, 'gu');

/** True if a shell reads the word unchanged, even after splitting the script first. */
export function isPlainWord(word: string): boolean {
	return plain.test(word);
}

/** The word for a shell: unchanged if that is safe, otherwise in single quotes. */
export function shellQuote(word: string): string {
	return isPlainWord(word) ? word : alwaysShellQuote(word);
}

/**
 * The word in single quotes, whether it needs them or not. Characters that act on a terminal are not written out; the shell
 * prints them.
 */
export function alwaysShellQuote(word: string): string {
	return inQuotes(word, actsOnTerminal);
}

/**
 * The word in single quotes, for a script that an unquoted `eval $script` evaluates, as in buildbot.sh. `undefined` if that is
 * impossible because the word ends with a newline.
 */
export function splitSafeQuote(word: string): string | undefined {
	return word.endsWith('\n') ? undefined : inQuotes(word, changedBySplitting);
}

/** Quotes everything except the matches of `printing`, which the shell prints. */
function inQuotes(word: string, printing: RegExp): string {
	let quoted = '';
	let end = 0;
	for (const { index, 0: found } of word.matchAll(printing)) {
		quoted += escaped(word.slice(end, index)) + printed(found);
		end = index + found.length;
	}
	return `'${quoted}${escaped(word.slice(end))}'`;
}

function escaped(text: string): string {
	return text.replaceAll("'", "'\\''");
}

/** Closes the quotes, makes the shell print the characters, and reopens the quotes. */
function printed(characters: string): string {
	const octal = [...encodeEscaping(characters)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
	return `'"$(printf '${octal.join('')}')"'`;
}
