/** Whether `text` has all of `letters` in order, but not necessarily adjacent, as editors match. */
export function isSubsequence(text: string, letters: string): boolean {
	let found = -1;
	for (let at = 0; at < letters.length; at++) {
		found = text.indexOf(letters.charAt(at), found + 1);
		if (found < 0) return false;
	}
	return true;
}
