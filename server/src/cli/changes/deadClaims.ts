/** Claims that killed runs have left: the run that begins removes them, so that nobody has to wonder about them. */
import { mapParallel } from '../../base/parallel.ts';
import { applyChange, claimPath, readMark, type Subarch } from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { claimMark } from './claim.ts';
import { openControl } from './claimedBuild.ts';

/** Subarches looked at in parallel. */
const atOnce = 8;

/** Removes the claims of runs that have certainly ended. What cannot be removed stays, and holds nobody up. */
export async function removeDeadClaims(session: Session): Promise<void> {
	const { repository } = await session.scan();
	await mapParallel(repository.subarches, atOnce, async (subarch) => {
		const path = claimPath(subarch);
		for (const one of [path, `${path}.take`])
			if ((await readMark(one, scanPorts(session.host))).kind === 'dead')
				await removeClaim(session, subarch, one);
	});
}

/** The claim is taken over first: another run may be doing that at this moment. */
async function removeClaim(session: Session, subarch: Subarch, path: string): Promise<void> {
	try {
		const root = await openControl(session, subarch);
		const reason = 'a run that has ended left it';
		const claim = await claimMark(session.host, root, path, reason);
		if (claim.kind === 'taken') await applyChange(root, { kind: 'remove-file', path, reason });
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
	}
}
