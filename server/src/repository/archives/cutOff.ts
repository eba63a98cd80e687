/**
 * Whether an .xz archive is cut off: Metro takes an archive for finished whose run was killed, and so would a visitor. Other compressors
 * leave no such end, so that only all of an archive tells.
 * The form: The .xz File Format 1.2.1, sections 2.1.1 (header), 2.1.2 (footer) and 2.2 (padding).
 */
import type { PartReader } from '../../base/fileSystem.ts';

const header = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const footerSize = 12;
const smallestFile = 32;

/** So much of the end is looked at: the footer, and padding after it. */
const tailSize = 4096;

/**
 * True only for a file that begins as .xz, as far as it goes, and has no footer where one must be.
 * @param head its first six bytes; fewer only if there are no more
 * @param tail its last bytes
 */
export function isCutOffXz(head: Uint8Array, tail: Uint8Array): boolean {
	if (!header.every((byte, index) => index >= head.length || head[index] === byte)) return false;
	if (tail.length < smallestFile) return true;
	const end = tail.findLastIndex((byte) => byte !== 0) + 1;
	// More padding than is looked at: it is unknown what comes before it.
	return end >= footerSize ? !isFooter(tail.subarray(end - footerSize, end)) : tail.length < tailSize;
}

/** The checksum of the rest, the size of the stream's index, the flags, and a mark. */
function isFooter(footer: Uint8Array): boolean {
	const view = new DataView(footer.buffer, footer.byteOffset, footerSize);
	const isMarked = footer[10] === 0x59 && footer[11] === 0x5a;
	return isMarked && view.getUint32(0, true) === crc32(footer.subarray(4, 10));
}

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

/**
 * Why a finished file cannot be what its name says: the end of a sentence that begins with its name. `undefined`: nothing shows that, or
 * it is gone. Rejects with `FileError`.
 */
export async function whyCutOff(path: string, files: PartReader): Promise<string | undefined> {
	if (!/\.t?xz$/.test(path)) return undefined;
	const tail = await files.readPart(path, (size) => Math.max(0, size - tailSize));
	const head = await files.readPart(path, () => 0, header.length);
	if (tail === undefined || head === undefined || !isCutOffXz(head.content, tail.content)) return undefined;
	return 'is cut off or still being written, since it does not end as .xz files do';
}
