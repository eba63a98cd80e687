/** Changing the repository from a command: one change at a time through the one applier, with errors on standard error. */
import { applyChange, type Change, type ChangeOutcome, type ChangeRoot } from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { printError } from '../output/stderr.ts';
import { changeRootAt } from '../ports.ts';
import type { Session } from '../session.ts';
import { requireKnownGeneration } from '../setup.ts';

/** Opens the mirror for changes, at the place where it was scanned. Throws `CommandError` if it does not exist. */
export async function openMirror(session: Session): Promise<ChangeRoot> {
	const scanned = await session.scan();
	requireKnownGeneration(scanned);
	const { mirror, root } = scanned;
	return orRefuse(await root, `the mirror ${mirror} does not exist: create it, or name another`);
}

/** Opens any directory for changes below it. Throws `CommandError` with `otherwise` if it does not exist. */
export async function openDirectory(session: Session, path: string, otherwise: string): Promise<ChangeRoot> {
	requireKnownGeneration(await session.setup());
	return orRefuse(await changeRootAt(session.host, path), otherwise);
}

function orRefuse(root: ChangeRoot | undefined, otherwise: string): ChangeRoot {
	if (root === undefined) throw new CommandError(otherwise);
	return root;
}

/** Makes one change in the mirror; see `changeOn`. */
export async function change(session: Session, wanted: Change): Promise<boolean> {
	return changeOn(await openMirror(session), session, wanted);
}

/** Makes one change. Returns false, with an error on standard error, if it failed or was refused; what is gone already counts as removed. */
export async function changeOn(root: ChangeRoot, session: Session, wanted: Change): Promise<boolean> {
	const outcome = await applyChange(root, wanted);
	const complaint = complaintOf(outcome);
	if (complaint !== undefined) printError(session.host, complaint);
	return complaint === undefined;
}

/** Why a change was not made, as a line for standard error; `undefined` if it was. */
export function complaintOf(outcome: ChangeOutcome): string | undefined {
	const reason = whyNotMade(outcome);
	return reason === undefined || outcome.kind === 'failed' ? reason : `left alone: ${reason}`;
}

/** Why a change was not made; `undefined` if it was. */
export function whyNotMade(outcome: ChangeOutcome): string | undefined {
	switch (outcome.kind) {
		case 'done':
		case 'gone':
			return undefined;
		case 'exists':
			return 'it exists already';
		case 'refused':
		case 'failed':
			return outcome.reason;
	}
}
