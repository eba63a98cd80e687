/** Claiming work by a mark: made by one run at a time, taken over from one that has surely ended. */
import { applyChange, type ChangeRoot, markContent, type RunMark, readMark } from '../repository/index.ts';
import { complaintOf } from './change.ts';
import type { Host } from './host.ts';
import { scanPorts } from './ports.ts';

export type Claim =
	| { readonly kind: 'taken' }
	/** Somebody else's mark holds. */
	| { readonly kind: 'others'; readonly mark: RunMark }
	/** `reason` is a sentence that names the path. */
	| { readonly kind: 'failed'; readonly reason: string };

/** A right to take over is itself taken over once, where a run was killed in the middle of that; then it is enough. */
const deepest = 2;

/**
 * Makes the mark at `path`, unless there is one that may hold. A dead one is replaced by whoever holds the right to do so,
 * a mark beside it: between the look at a mark and its replacement another run may have come first.
 * @param reason why the mark is made, in a few words
 */
export async function claimMark(
	host: Host,
	root: ChangeRoot,
	path: string,
	reason: string,
	depth = 0,
): Promise<Claim> {
	const content = markContent(host.hostName, host.processes.thisRun);
	const created = await applyChange(root, { kind: 'create-file', path, content, reason });
	if (created.kind === 'done') return { kind: 'taken' };
	if (created.kind !== 'exists') return { kind: 'failed', reason: complaintOf(created) ?? path };
	const mark = await readMark(path, scanPorts(host));
	// Whoever held it may have ended in between: then it is the next one's turn.
	if (mark.kind !== 'dead' || depth >= deepest) return { kind: 'others', mark };
	const right = `${path}.take`;
	const taking = await claimMark(host, root, right, reason, depth + 1);
	if (taking.kind !== 'taken') return taking;
	try {
		const again = await readMark(path, scanPorts(host));
		if (again.kind !== 'dead') return { kind: 'others', mark: again };
		const replaced = await applyChange(root, { kind: 'write-file', path, content, reason });
		const complaint = complaintOf(replaced);
		return complaint === undefined ? { kind: 'taken' } : { kind: 'failed', reason: complaint };
	} finally {
		await applyChange(root, { kind: 'remove-file', path: right, reason: 'the mark is taken over' });
	}
}
