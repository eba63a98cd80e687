/**
 * The mark `NAME.tar.cme.run` of a compression in progress. Metro's is empty; ours says who made it: `host:pid`, and in a
 * second line the run of this program, which cannot be mistaken for another one.
 */
import { FileError } from '../base/fileSystem.ts';
import { holderWords, type LockWorld, parseLock } from './lock.ts';

/** What tells whether a mark still holds. */
export interface MarkWorld extends LockWorld {
	/** True only if it is certain that the run has ended. */
	readonly hasEnded: (run: string) => boolean;
}

export type CompressMark =
	| { readonly kind: 'none' }
	/** Whoever made it has surely ended. */
	| { readonly kind: 'dead' }
	/** Somebody of this machine is at work; `by` names them. */
	| { readonly kind: 'busy'; readonly by: string }
	/** Nobody here can tell whether somebody is at work. `metros`: it is a mark of Metro's own, which names nobody. */
	| { readonly kind: 'unknown'; readonly reason: string; readonly metros: boolean };

/** The content of the marks of `run`, whose name begins with its process id. */
export function markContent(hostName: string, run: string): Uint8Array {
	return new TextEncoder().encode(`${hostName}:${run.split('-')[0]}\n${run}\n`);
}

/** Reads the mark at `path`. Rejects with nothing: what cannot be read is unknown. */
export async function readMark(path: string, world: MarkWorld): Promise<CompressMark> {
	try {
		const content = await world.files.read(path);
		return content === undefined ? { kind: 'none' } : parseMark(path, content, world);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return { kind: 'unknown', reason: `unreadable mark ${error.message}`, metros: false };
	}
}

export function parseMark(
	path: string,
	content: Uint8Array,
	world: Pick<MarkWorld, 'hostName' | 'isAlive' | 'hasEnded'>,
): CompressMark {
	if (content.length === 0)
		return {
			kind: 'unknown',
			reason: `${path} names nobody: remove it if nothing compresses there`,
			metros: true,
		};
	const [owner = '', run] = new TextDecoder().decode(content).trimEnd().split('\n');
	if (!/^(?:[^\s:]+:)?\d+$/.test(owner))
		return {
			kind: 'unknown',
			reason: `${path} names nobody: remove it if nothing compresses there`,
			metros: false,
		};
	const lock = parseLock(path, new TextEncoder().encode(owner), world);
	if (lock.kind === 'live' && lock.holder.kind !== 'process')
		return { kind: 'unknown', reason: `${path} is of ${holderWords(lock.holder)}`, metros: false };
	// The process id may be another process's by now, and the host's name another machine's.
	if (run !== undefined && world.hasEnded(run)) return { kind: 'dead' };
	if (lock.kind === 'live') return { kind: 'busy', by: holderWords(lock.holder) };
	if (run === undefined) return { kind: 'dead' };
	return { kind: 'unknown', reason: `${path} is of a run that cannot be asked for here`, metros: false };
}
