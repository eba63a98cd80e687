/**
 * Marks of a run of this program at work: `NAME.tar.cme.run` of a compression, the claim of a build, and that of an upload. They say who made
 * them: `host:pid`, and in a second line the run, which cannot be mistaken for another one. Metro's own are empty.
 */
import { FileError } from '../../base/fileSystem.ts';
import { holderPhrase, type Lock, type LockHolder, type LockPorts, parseLock } from './lock.ts';

export type RunMark =
	| { readonly kind: 'none' }
	/** Its run has certainly ended. */
	| { readonly kind: 'dead' }
	/** A run on this machine is at work. */
	| { readonly kind: 'busy'; readonly holder: LockHolder }
	/**
	 * It is unknown whether a run is at work. `metros`: it is Metro's own mark, which names no run. `holder`:
	 * it is of another machine.
	 */
	| {
			readonly kind: 'unknown';
			readonly reason: string;
			readonly metros: boolean;
			readonly holder?: LockHolder;
	  };

/** The name, in `.control`, of the mark of a run that uploads a build. It does not end as a lock does: builds go on meanwhile. */
export const uploadMarkName = '.buildrepo_upload';

/** The content of the marks of `run`, whose name begins with its process id. */
export function markContent(hostName: string, run: string): Uint8Array {
	return new TextEncoder().encode(`${hostName}:${run.split('-')[0]}\n${run}\n`);
}

/** Reads the mark at `path`. Never rejects: an unreadable mark is unknown. */
export async function readMark(path: string, ports: LockPorts): Promise<RunMark> {
	try {
		const content = await ports.files.read(path);
		return content === undefined ? { kind: 'none' } : parseMark(path, content, ports);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return { kind: 'unknown', reason: `unreadable mark ${error.message}`, metros: false };
	}
}

function parseMark(
	path: string,
	content: Uint8Array,
	ports: Pick<LockPorts, 'hostName' | 'isAlive' | 'hasEnded'>,
): RunMark {
	if (content.length === 0)
		return {
			kind: 'unknown',
			reason: `${path} does not name a run: remove it if no run is at work there`,
			metros: true,
		};
	const [owner = '', run] = new TextDecoder().decode(content).trimEnd().split('\n');
	const [, host = ports.hostName, pid] = /^(?:(.+):)?0*([1-9]\d*)$/.exec(owner) ?? [];
	if (pid === undefined)
		return {
			kind: 'unknown',
			reason: `${path} does not name a run: remove it if no run is at work there`,
			metros: false,
		};
	// A name may have spaces and colons, which Metro's own locks have no room for.
	const lock: Lock =
		host === ports.hostName
			? parseLock(path, new TextEncoder().encode(pid), ports)
			: { kind: 'live', holder: { kind: 'foreign', host, pid } };
	if (lock.kind === 'live' && lock.holder.kind !== 'process')
		return {
			kind: 'unknown',
			reason: `${path} is of ${holderPhrase(lock.holder)}`,
			metros: false,
			...(lock.holder.kind === 'foreign' && { holder: lock.holder }),
		};
	// Another process may have the id by now, and another machine the host name.
	if (run !== undefined && ports.hasEnded(run)) return { kind: 'dead' };
	if (lock.kind === 'live') return { kind: 'busy', holder: lock.holder };
	if (run === undefined) return { kind: 'dead' };
	return {
		kind: 'unknown',
		reason: `${path} belongs to a run that cannot be checked from here`,
		metros: false,
	};
}
