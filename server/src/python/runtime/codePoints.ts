/** Strings by code points, as Python counts them. Without astral characters, the offsets equal UTF-16 offsets. */

const astral = /[\ud800-\udbff][\udc00-\udfff]/;

/** True if UTF-16 offsets differ from Python's for this string. */
export function hasAstral(text: string): boolean {
	return astral.test(text);
}

/** `len(text)`. */
export function lengthOf(text: string): number {
	return hasAstral(text) ? [...text].length : text.length;
}

/** The characters of a text, as Python counts them. */
export function pointsOf(text: string): string[] {
	return hasAstral(text) ? [...text] : text.split('');
}

/** The UTF-16 offset of a code point offset. */
export function utf16Offset(text: string, point: number): number {
	return hasAstral(text) ? [...text].slice(0, point).join('').length : point;
}

/** The code point offset of a UTF-16 offset. */
export function fromOffset(text: string, offset: number): number {
	return hasAstral(text) ? [...text.slice(0, offset)].length : offset;
}

/** The text between two code point offsets. */
export function sliceText(text: string, from: number, to: number): string {
	return hasAstral(text) ? [...text].slice(from, to).join('') : text.slice(from, to);
}

/** Python orders strings by code points, JavaScript by UTF-16 units. */
export function compareText(a: string, b: string): number {
	if (a === b) return 0;
	if (!hasAstral(a) && !hasAstral(b)) return a < b ? -1 : 1;
	const left = [...a];
	const right = [...b];
	for (let i = 0; i < Math.min(left.length, right.length); i++) {
		const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}
