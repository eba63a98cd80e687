/** Text for a POSIX shell to read back unchanged. */
import { escapedCharacter } from './pythonText.ts';

/** What a shell takes as it stands: letters and digits of any script, and signs without a meaning. */
const plain = /^[\w@%+=:,./\p{L}\p{N}\p{M}-]+$/u;

/** The word as a shell must be given it: unchanged where that is safe, else in single quotes. */
export function shellQuote(word: string): string {
	return plain.test(word) ? word : alwaysShellQuote(word);
}

/** The word in single quotes, whether it needs them or not. */
export function alwaysShellQuote(word: string): string {
	return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Text for one line, as a shell's comment: what would end the line, or hide in it, is written as an escape. */
export function oneLine(word: string): string {
	return word.replace(/[\p{Cc}\u2028\u2029]/gu, escapedCharacter);
}
