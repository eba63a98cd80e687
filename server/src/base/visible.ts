/** Shows names and values readably: escapes characters that end a line, are invisible, change direction or control a terminal. */
import { escapedCharacter } from './pythonText.ts';

/** C0 and C1 controls, DEL, line and paragraph separators, and the controls of writing direction. */
export const controlCharacter = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const controlCharacters = new RegExp(`${controlCharacter.source}+`, 'gu');

/** The text on one line, each such character as an escape: `\x1b`, `\u202e`. */
export function oneLine(text: string): string {
	return text.replace(controlCharacters, (found) => Array.from(found, escapedCharacter).join(''));
}
