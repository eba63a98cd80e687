/** Mount points. A mount below a directory belongs to someone else, and removal must stop there. */
import { type FileHandle, readFile } from 'node:fs/promises';

const isLinux = process.platform === 'linux';

/**
 * The mount of an open file. On Linux it distinguishes bind mounts too; elsewhere it is the device. Rejects if the system does
 * not report it.
 */
export async function mountOf(handle: FileHandle): Promise<string> {
	if (!isLinux) return `device ${(await handle.stat()).dev}`;
	const info = await readFile(`/proc/self/fdinfo/${handle.fd}`, 'utf8');
	const id = /^mnt_id:\s*(\d+)$/m.exec(info)?.[1];
	return id ?? `device ${(await handle.stat()).dev}`;
}

/** The first mount point at or below a real path, including mounted files; `undefined` if none is known. */
export async function mountBelow(path: Buffer): Promise<Buffer | undefined> {
	if (!isLinux) return undefined;
	const table = await readFile('/proc/self/mountinfo');
	for (const line of table.toString('latin1').split('\n')) {
		const point = unescaped(line.split(' ')[4] ?? '');
		if (
			point.equals(path) ||
			point.subarray(0, path.length + 1).equals(Buffer.concat([path, Buffer.from('/')]))
		)
			return point;
	}
	return undefined;
}

/** The kernel writes spaces, tabs, line ends and backslashes as three octal digits. */
function unescaped(field: string): Buffer {
	const text = field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
		String.fromCharCode(Number.parseInt(digits, 8)),
	);
	return Buffer.from(text, 'latin1');
}
