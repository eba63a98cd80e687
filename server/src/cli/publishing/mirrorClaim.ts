/** One run at a time publishes or maintains a mirror. */
import { FileError } from '../../base/fileSystem.ts';
import { joinPath } from '../../base/posixPath.ts';
import { applyChange, type ChangeRoot, holderPhrase, markContent } from '../../repository/index.ts';
import { claimMark } from '../changes/claim.ts';
import { makeStateDirectory } from '../changes/stateDirectory.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { changeRootAt } from '../ports.ts';

/** The name of the mark at the top of the mirror; hidden, so that it is never published. */
export const mirrorMark = '.maintain_progress';

export interface MirrorClaim {
	/** The mark lies in the mirror, where runs on other hosts see it as well. */
	readonly isShared: boolean;
	release(): Promise<void>;
}

/**
 * Claims the mirror for this run, which may hold it already. A user who may only read the mirror claims it in the state directory.
 * Throws `CommandError` with status 1 if another run is at work.
 */
export async function claimMirror(host: Host, root: ChangeRoot): Promise<MirrorClaim> {
	const shared = await claimAt(host, root, joinPath(root.mirror, mirrorMark), root.mirror);
	if (shared !== undefined) return shared;
	const directory = await makeStateDirectory(host, 'runs');
	const own = await changeRootAt(host, directory);
	const path = joinPath(directory, `${encodeURIComponent(root.real)}${mirrorMark}`);
	const claim = own && (await claimAt(host, own, path, root.mirror));
	if (claim === undefined)
		throw new CommandError(`${root.mirror} cannot be claimed: ${path} cannot be written`, 1);
	return claim;
}

/**
 * `undefined`: this user may not write there.
 * @param root of the directory that holds the mark
 */
async function claimAt(
	host: Host,
	root: ChangeRoot,
	path: string,
	mirror: string,
): Promise<MirrorClaim | undefined> {
	const isShared = root.mirror === mirror;
	const claim = await claimMark(host, root, path, 'the mirror is being maintained');
	const content = markContent(host.hostName, host.processes.thisRun);
	switch (claim.kind) {
		case 'taken':
			return {
				isShared,
				async release() {
					const reason = 'the mirror is maintained';
					await applyChange(root, { kind: 'remove-file', path, reason, onlyContent: content });
				},
			};
		case 'others': {
			if (await isOurs(host, path, content)) return { isShared, release: async () => {} };
			const { mark } = claim;
			const holder = 'holder' in mark && mark.holder !== undefined ? ` (${holderPhrase(mark.holder)})` : '';
			const remedy =
				mark.kind === 'unknown' ? `; if that run has certainly ended, remove ${path}` : ': wait for its end';
			throw new CommandError(`another run publishes or maintains ${mirror}${holder}${remedy}`, 1);
		}
		case 'failed':
			if (/\b(?:denied|read-only)\b/.test(claim.reason) && isShared) return undefined;
			throw new CommandError(claim.reason, 1);
	}
}

async function isOurs({ files }: Host, path: string, content: Uint8Array): Promise<boolean> {
	try {
		const found = await files.read(path);
		return found !== undefined && Buffer.from(found).equals(content);
	} catch (error) {
		if (error instanceof FileError) return false;
		throw error;
	}
}
