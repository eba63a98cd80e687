/** Mount points. A mount below a directory belongs to someone else, and removal must stop there. */
import { readFileSync } from 'node:fs';
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
export function mountBelow(path: Buffer): Buffer | undefined {
	const start = Buffer.concat([path, slash]);
	return mountPoints().find((point) => point.equals(path) || point.subarray(0, start.length).equals(start));
}

/**
 * True if a mount point may be at or below an entry of this name, wherever it is. Hardly ever there is one, and then the real path of
 * the entry need not be found out.
 */
export function isMountPossible(name: Buffer): boolean {
	const part = Buffer.concat([slash, name]);
	return mountPointsOfTurn().some((point) => point.includes(part));
}

const slash = Buffer.from('/');

/** The table as it was read last, since it hardly ever changes. */
let known: { readonly table: Buffer; readonly points: readonly Buffer[] } | undefined;

let ofTurn: readonly Buffer[] | undefined;

/** All mount points as they were when this turn of the event loop first asked: a plan asks for many names in one turn. */
function mountPointsOfTurn(): readonly Buffer[] {
	if (ofTurn === undefined) {
		ofTurn = mountPoints();
		setImmediate(() => {
			ofTurn = undefined;
		});
	}
	return ofTurn;
}

/** All mount points, including mounted files; none where the system does not tell. The kernel's table is never waited for. */
function mountPoints(): readonly Buffer[] {
	if (!isLinux) return [];
	const table = readFileSync('/proc/self/mountinfo');
	if (known?.table.equals(table) !== true) {
		const lines = table.toString('latin1').split('\n');
		known = { table, points: lines.map((line) => unescaped(line.split(' ')[4] ?? '')) };
	}
	return known.points;
}

/** The kernel writes spaces, tabs, line ends and backslashes as three octal digits. */
function unescaped(field: string): Buffer {
	const text = field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
		String.fromCharCode(Number.parseInt(digits, 8)),
	);
	return Buffer.from(text, 'latin1');
}
