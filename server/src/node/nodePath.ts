/** Paths as the system takes them: bytes, where a name is not UTF-8. */
import { encodeEscaping } from '../base/surrogateEscape.ts';

/** The path for `node:fs`: the text itself, or its bytes if it holds escaped ones. */
export function toNative(path: string): string | Buffer {
	return path.isWellFormed() ? path : Buffer.from(encodeEscaping(path));
}
