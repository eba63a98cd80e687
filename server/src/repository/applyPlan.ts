/**
 * The one place that changes a repository. It works below the real path of the mirror only, never through a link, and
 * looks at that again at the moment of each change, for a repository is shared with builds and other people.
 */
import { type CancelSignal, checkCancelled } from '../base/cancel.ts';
import { FileError, type FileWriter } from '../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, normalizePath } from '../base/posixPath.ts';
import { parseLock } from './control.ts';
import type { Change, Owner } from './plan.ts';

export type ChangeOutcome =
	| { readonly kind: 'done' }
	/** There was nothing left to remove. */
	| { readonly kind: 'gone' }
	/** It would have been wrong to: `reason` is a sentence that names the path. */
	| { readonly kind: 'refused'; readonly reason: string }
	/** The system did not let us. */
	| { readonly kind: 'failed'; readonly reason: string };

export interface ApplyWorld {
	readonly files: FileWriter;
	readonly isAlive: (pid: number) => boolean;
	readonly signal: CancelSignal;
}

/** A mirror that changes may be made in. */
export interface Ground {
	/** The mirror as it is written, normalised. */
	readonly mirror: string;
	/** Where it really lies. */
	readonly real: string;
	readonly world: ApplyWorld;
}

/** Finds where the mirror really lies; `undefined` if it does not exist. Rejects with `FileError`. */
export async function openGround(mirror: string, world: ApplyWorld): Promise<Ground | undefined> {
	const real = await world.files.realPath(mirror);
	return real === undefined ? undefined : { mirror: normalizePath(mirror), real, world };
}

/** Carries out a plan in its order and tells of each change. Stops between two changes, with `Cancelled`, if asked to. */
export async function applyPlan(
	ground: Ground,
	changes: readonly Change[],
	tell: (change: Change, outcome: ChangeOutcome) => void,
): Promise<void> {
	for (const change of changes) tell(change, await applyChange(ground, change));
}

/** Carries out one change. Rejects with `Cancelled` only. */
export async function applyChange(ground: Ground, change: Change): Promise<ChangeOutcome> {
	checkCancelled(ground.world.signal);
	try {
		const refusal = (await whyOutside(ground, change.path)) ?? (await whyLocked(ground, change));
		if (refusal !== undefined) return { kind: 'refused', reason: refusal };
		return await carryOut(ground.world.files, change);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		if (error.failure === 'missing' && isRemoval(change)) return { kind: 'gone' };
		return { kind: 'failed', reason: error.message };
	}
}

function isRemoval(change: Change): boolean {
	return change.kind === 'remove-file' || change.kind === 'remove-directory';
}

/** Below the mirror by name is not enough: each directory on the way must be a real one, none a link. */
async function whyOutside(ground: Ground, path: string): Promise<string | undefined> {
	const normal = normalizePath(path);
	const top = [ground.mirror, ground.real].find((one) => isBelow(normal, one));
	if (top === undefined) return `${path} is not in the repository`;
	const parent = directoryOf(normal);
	const expected = normalizePath(`${ground.real}/${parent.slice(top.length)}`);
	const real = await ground.world.files.realPath(parent);
	if (real === undefined || real === expected) return undefined;
	return `${path} leads through a link to ${real}/${baseNameOf(normal)}`;
}

async function whyLocked(ground: Ground, change: Change): Promise<string | undefined> {
	if (change.kind !== 'remove-file' && change.kind !== 'remove-directory') return undefined;
	if (change.unlessLocked === undefined) return undefined;
	const content = await ground.world.files.read(change.unlessLocked);
	const lock = content === undefined ? undefined : parseLock(content, ground.world.isAlive);
	return lock?.kind === 'live' ? `${change.path}: a build is in progress there` : undefined;
}

async function carryOut(files: FileWriter, change: Change): Promise<ChangeOutcome> {
	switch (change.kind) {
		case 'remove-file':
		case 'remove-directory': {
			const status = await files.linkStatus(change.path);
			if (status === undefined) return { kind: 'gone' };
			const isDirectory = status.kind === 'directory';
			if (isDirectory !== (change.kind === 'remove-directory')) {
				const what = isDirectory ? 'a directory' : 'no directory';
				return { kind: 'refused', reason: `${change.path} has become ${what}` };
			}
			if (isDirectory) await files.removeTree(change.path);
			else await files.remove(change.path);
			return { kind: 'done' };
		}
		case 'write-file':
			await files.replace(change.path, change.content);
			return own(files, change.path, change.owner);
		case 'make-link':
			if ((await files.linkStatus(change.path)) !== undefined) await files.remove(change.path);
			await files.link(change.target, change.path);
			return own(files, change.path, change.owner);
		case 'set-owner':
			return own(files, change.path, change.owner);
	}
}

async function own(files: FileWriter, path: string, owner: Owner | undefined): Promise<ChangeOutcome> {
	if (owner !== undefined) await files.changeOwner(path, owner.uid, owner.gid);
	return { kind: 'done' };
}
