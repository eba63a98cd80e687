/** Paths for the system: bytes if a name is not UTF-8. */
import { encodeEscaping } from '../base/surrogateEscape.ts';

/** The path for `node:fs`: the text itself, or bytes if it contains escaped ones. */
export function toNative(path: string): string | Buffer {
	return path.isWellFormed() ? path : Buffer.from(encodeEscaping(path));
}
