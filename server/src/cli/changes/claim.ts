/** Claims work with a mark file: one run at a time makes it, and only a run that has surely ended loses it. */
import { applyChange, type ChangeRoot, markContent, type RunMark, readMark } from '../../repository/index.ts';
import type { Host } from '../host.ts';
import { scanPorts } from '../ports.ts';
import { complaintOf } from './change.ts';

export type Claim =
	| { readonly kind: 'taken' }
	/** Another run holds the mark. */
	| { readonly kind: 'others'; readonly mark: RunMark }
	/** `reason` is a sentence that names the path. */
	| { readonly kind: 'failed'; readonly reason: string };

/** If a run was killed while taking over, its right to do so may itself be taken over, once. */
const deepest = 2;

/**
 * Creates the mark at `path`, unless one exists that may still hold. A dead mark is replaced by the run that holds the right to do so:
 * a second mark beside it. Otherwise another run could replace the mark between the check and the replacement.
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
	// Its holder may have ended in between; the next run gets it then.
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
