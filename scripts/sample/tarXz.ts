/** Makes small real .tar.xz archives without a compressor: the xz format also allows data stored uncompressed. */
import { crc32 } from 'node:zlib';

export interface ArchivedFile {
	/** Path inside the archive. */
	readonly name: string;
	readonly text: string;
}

/** Returns the bytes of an archive that `tar` and `xz` can read; the same files and time give the same bytes. */
export function tarXz(files: readonly ArchivedFile[], modified: Date): Buffer {
	return xz(tar(files, modified));
}

function tar(files: readonly ArchivedFile[], modified: Date): Buffer {
	const blocks = files.flatMap(({ name, text }) => {
		const content = Buffer.from(text);
		return [tarHeader(name, content.length, modified), padded(content, 512)];
	});
	return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** One header of the ustar format; numbers are octal text. */
function tarHeader(name: string, size: number, modified: Date): Buffer {
	const header = Buffer.alloc(512);
	header.write(name, 0, 100);
	header.write('0000644\0', 100);
	header.write('0000000\0', 108);
	header.write('0000000\0', 116);
	header.write(`${octal(size, 11)}\0`, 124);
	header.write(`${octal(Math.floor(modified.getTime() / 1000), 11)}\0`, 136);
	header.write('0', 156);
	header.write('ustar\0', 257);
	header.write('00', 263);
	header.write('root', 265);
	header.write('root', 297);
	// The checksum is computed with eight spaces in its own place.
	header.write('        ', 148);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${octal(sum, 6)}\0 `, 148);
	return header;
}

function octal(value: number, digits: number): string {
	return value.toString(8).padStart(digits, '0');
}

const xzMagic = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
/** Stream flags: the data is protected by a CRC32. */
const xzFlags = Buffer.from([0x00, 0x01]);
/** One filter, LZMA2 with a window of 64 KiB, padded. */
const xzFilter = Buffer.from([0x02, 0x00, 0x21, 0x01, 0x08, 0x00, 0x00, 0x00]);
const chunkSize = 0x10000;

/** An .xz stream of one block with uncompressed LZMA2 chunks. */
function xz(data: Buffer): Buffer {
	const blockHeader = withCrc(xzFilter);
	const chunks = storedChunks(data);
	const block = [blockHeader, padded(chunks, 4), crcOf(data)];
	const unpadded = blockHeader.length + chunks.length + 4;
	const index = withCrc(padded(Buffer.from([0x00, 0x01, ...varint(unpadded), ...varint(data.length)]), 4));
	const backward = Buffer.alloc(4);
	backward.writeUInt32LE(index.length / 4 - 1);
	const footer = Buffer.concat([backward, xzFlags]);
	return Buffer.concat([
		xzMagic,
		withCrc(xzFlags),
		...block,
		index,
		crcOf(footer),
		footer,
		Buffer.from('YZ'),
	]);
}

function storedChunks(data: Buffer): Buffer {
	const parts: Buffer[] = [];
	for (let start = 0; start < data.length; start += chunkSize) {
		const chunk = data.subarray(start, start + chunkSize);
		const header = Buffer.alloc(3);
		// The first chunk also resets the window.
		header.writeUInt8(start === 0 ? 0x01 : 0x02);
		header.writeUInt16BE(chunk.length - 1, 1);
		parts.push(header, chunk);
	}
	return Buffer.concat([...parts, Buffer.alloc(1)]);
}

/** A number in xz's encoding: seven bits per byte, the lowest first; the high bit means that more follow. */
function varint(value: number): number[] {
	return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 0x80))];
}

function withCrc(bytes: Buffer): Buffer {
	return Buffer.concat([bytes, crcOf(bytes)]);
}

function crcOf(bytes: Buffer): Buffer {
	const sum = Buffer.alloc(4);
	sum.writeUInt32LE(crc32(bytes));
	return sum;
}

function padded(bytes: Buffer, size: number): Buffer {
	return Buffer.concat([bytes, Buffer.alloc((size - (bytes.length % size)) % size)]);
}
