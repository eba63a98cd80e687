/** Text for a POSIX shell to read back unchanged. */
import { encodeEscaping } from './surrogateEscape.ts';
import { controlCharacter } from './visible.ts';

/** What a shell takes as it stands: letters and digits of any script, and signs without a meaning. */
const plain = /^[\w@%+=:,./\p{L}\p{N}\p{M}-]+$/u;

/** What acts on a terminal. Ends of lines and tabs do no harm, and a shell would cut them off what is printed. */
const actsOnTerminal = new RegExp(`(?:(?![\\n\\t])${controlCharacter.source})+`, 'gu');

/**
 * What does not come through where a shell splits the script into words before it evaluates it, patterns of file names among
 * it. What is printed must not end with a newline, for a shell cuts that off: the character behind is printed, too.
 */
const changedBySplitting = new RegExp(`(?:${controlCharacter.source}|[*?[]| {2,})+(?:(?<=\\n)[^])?`, 'gu');

/** True if a shell takes the word as it stands, whatever it makes of it before. */
export function isPlainWord(word: string): boolean {
	return plain.test(word);
}

/** The word as a shell must be given it: unchanged where that is safe, else in single quotes. */
export function shellQuote(word: string): string {
	return isPlainWord(word) ? word : alwaysShellQuote(word);
}

/**
 * The word in single quotes, whether it needs them or not. What acts on a terminal is not written as it is: the shell is
 * told to print it.
 */
export function alwaysShellQuote(word: string): string {
	return inQuotes(word, actsOnTerminal);
}

/**
 * The word in single quotes as part of a script that is evaluated by an unquoted `eval $script`, as buildbot.sh has it.
 * `undefined` if there is no such form: the word ends with a newline.
 */
export function splitSafeQuote(word: string): string | undefined {
	return word.endsWith('\n') ? undefined : inQuotes(word, changedBySplitting);
}

/** Quotes all but what `printing` finds; that the shell prints. */
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

/** Ends the quotes, has the shell print the characters, and begins the quotes again. */
function printed(characters: string): string {
	const octal = [...encodeEscaping(characters)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
	return `'"$(printf '${octal.join('')}')"'`;
}
