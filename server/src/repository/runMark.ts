/**
 * Marks of a run of this program at work: `NAME.tar.cme.run` of a compression, and the claim of a build. They say who made
 * them: `host:pid`, and in a second line the run, which cannot be mistaken for another one. Metro's own are empty.
 */
import { FileError } from '../base/fileSystem.ts';
import { holderPhrase, type LockHolder, type LockPorts, parseLock } from './lock.ts';

export type RunMark =
	| { readonly kind: 'none' }
	/** Whoever made it has surely ended. */
	| { readonly kind: 'dead' }
	/** Somebody of this machine is at work. */
	| { readonly kind: 'busy'; readonly holder: LockHolder }
	/**
	 * Nobody here can tell whether somebody is at work. `metros`: it is a mark of Metro's own, which names nobody. `holder`:
	 * it is of another machine.
	 */
	| {
			readonly kind: 'unknown';
			readonly reason: string;
			readonly metros: boolean;
			readonly holder?: LockHolder;
	  };

/** The content of the marks of `run`, whose name begins with its process id. */
export function markContent(hostName: string, run: string): Uint8Array {
	return new TextEncoder().encode(`${hostName}:${run.split('-')[0]}\n${run}\n`);
}

/** Reads the mark at `path`. Rejects with nothing: what cannot be read is unknown. */
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
			reason: `${path} names nobody: remove it if nobody is at work there`,
			metros: true,
		};
	const [owner = '', run] = new TextDecoder().decode(content).trimEnd().split('\n');
	if (!/^(?:[^\s:]+:)?0*[1-9]\d*$/.test(owner))
		return {
			kind: 'unknown',
			reason: `${path} names nobody: remove it if nobody is at work there`,
			metros: false,
		};
	const lock = parseLock(path, new TextEncoder().encode(owner), ports);
	if (lock.kind === 'live' && lock.holder.kind !== 'process')
		return {
			kind: 'unknown',
			reason: `${path} is of ${holderPhrase(lock.holder)}`,
			metros: false,
			...(lock.holder.kind === 'foreign' && { holder: lock.holder }),
		};
	// The process id may be another process's by now, and the host's name another machine's.
	if (run !== undefined && ports.hasEnded(run)) return { kind: 'dead' };
	if (lock.kind === 'live') return { kind: 'busy', holder: lock.holder };
	if (run === undefined) return { kind: 'dead' };
	return { kind: 'unknown', reason: `${path} is of a run that cannot be asked for here`, metros: false };
}
