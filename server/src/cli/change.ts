/** Changing the repository from a command: one change at a time through the one applier, trouble to standard error. */
import { applyChange, type Change, type ChangeOutcome, type Ground } from '../repository/index.ts';
import { groundAt } from './ground.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { complain } from './stderr.ts';

/** The mirror, for changes, where it was when it was looked at. Throws `Refusal` if it does not exist. */
export async function openMirror(session: Session): Promise<Ground> {
	const { mirror, ground } = await session.scan();
	return orRefuse(await ground, `the mirror ${mirror} does not exist: create it, or name another`);
}

/** Opens any directory for changes below it. Throws `Refusal` with `otherwise` if it does not exist. */
export async function openDirectory(session: Session, path: string, otherwise: string): Promise<Ground> {
	return orRefuse(await groundAt(session.host, path), otherwise);
}

function orRefuse(ground: Ground | undefined, otherwise: string): Ground {
	if (ground === undefined) throw new Refusal(otherwise);
	return ground;
}

/** Makes one change in the mirror; see `changeOn`. */
export async function change(session: Session, wanted: Change): Promise<boolean> {
	return changeOn(await openMirror(session), session, wanted);
}

/** Makes one change; false, with a line on standard error, if it could not be made. What is gone already is fine. */
export async function changeOn(ground: Ground, session: Session, wanted: Change): Promise<boolean> {
	const outcome = await applyChange(ground, wanted);
	const complaint = complaintOf(outcome);
	if (complaint !== undefined) complain(session.host, complaint);
	return complaint === undefined;
}

/** Why a change was not made, as a line for standard error; `undefined` if it was. */
export function complaintOf(outcome: ChangeOutcome): string | undefined {
	switch (outcome.kind) {
		case 'done':
		case 'gone':
			return undefined;
		case 'exists':
			return 'left alone: it exists already';
		case 'refused':
			return `left alone: ${outcome.reason}`;
		case 'failed':
			return outcome.reason;
	}
}
