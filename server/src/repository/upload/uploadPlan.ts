/** What an upload does with each build, from what is here and what the master has. */
import { formatDay, toCivil } from '../../base/civilTime.ts';
import type { Subarch } from '../model.ts';
import { type MasterHas, type MasterState, topOf } from './masterQuestion.ts';
import { nameOfBuild, type UploadableBuild, type UploadCandidate } from './uploadable.ts';

/** A build that an upload looks at, and what it does with it. */
export type UploadItem =
	| { readonly action: 'send'; readonly build: UploadableBuild; readonly resumes: boolean }
	/** The master has it whole. `arrived`: beside it lies what is left of an upload from here. */
	| { readonly action: 'there'; readonly build: UploadableBuild; readonly arrived: boolean }
	/**
	 * It stays here; `reason` ends a sentence. `not-ready`: it is not finished or not hashed. `differs`: the master has another
	 * build of that name. `removed`: the master had it, and has removed it. `unwanted`: the master has no build directory for it.
	 */
	| {
			readonly action: 'skip';
			readonly why: 'not-ready' | 'differs' | 'removed' | 'unwanted';
			readonly name: string;
			readonly path: string;
			readonly reason: string;
	  };

/** The dated builds of a repository, the latest of each subarch first. Links are not builds of their own. */
export function uploadCandidates(subarches: readonly Subarch[]): readonly UploadCandidate[] {
	const ranked = subarches.flatMap((subarch) =>
		subarch.builds
			.filter(({ linked, aliasOf }) => !linked && aliasOf === undefined)
			.sort((a, b) => b.date - a.date)
			.map((build, rank) => ({ subarch, build, rank })),
	);
	// The latest of all subarches before any earlier one: a lost connection should cost the least.
	return ranked
		.sort((a, b) => a.rank - b.rank || b.build.date - a.build.date)
		.map(({ subarch, build }) => ({ subarch, build }));
}

/** What was recorded of the last upload of a build that succeeded: when, in milliseconds since the epoch. */
export type UploadedBefore = ReadonlyMap<string, number>;

/**
 * Decides about a build that is ready.
 * @param has what the master has of it
 * @param named the user named this very build
 */
export function decideUpload(
	build: UploadableBuild,
	has: MasterHas | undefined,
	{ builds }: Pick<MasterState, 'builds'>,
	before: UploadedBefore,
	named: boolean,
): UploadItem {
	const skip = (why: 'differs' | 'removed' | 'unwanted', reason: string): UploadItem => ({
		action: 'skip',
		why,
		name: build.name,
		path: build.path,
		reason,
	});
	if (!builds.has(topOf(build)))
		return skip(
			'unwanted',
			`the master has no ${topOf(build)}: if it is to have it, make that directory in its mirror`,
		);
	switch (has?.kind) {
		case 'whole':
			return { action: 'there', build, arrived: has.arrived };
		case 'lacks':
			return skip('differs', `the master has a build of that name without ${has.archive}: ${compare}`);
		case 'differs':
			return skip('differs', `the master has a build of that name with another ${has.archive}: ${compare}`);
		case 'taken':
			return skip('differs', 'on the master, its name is that of something else than a directory');
		default: {
			const at = before.get(build.name);
			const newest = Math.max(...build.files.map(({ status }) => status.modified));
			// One that was built again since then is another one.
			if (at !== undefined && newest < at && !named) {
				const day = formatDay(toCivil(at));
				const reason = `it was uploaded on ${day}, and the master has removed it since: name its directory to send it again`;
				return skip('removed', reason);
			}
			return { action: 'send', build, resumes: has?.arrived === true };
		}
	}
}

const compare = 'compare the two, and remove the wrong one by hand';

/** A build that is not ready, as an item. */
export function notReady(candidate: UploadCandidate, reason: string): UploadItem {
	return {
		action: 'skip',
		why: 'not-ready',
		name: nameOfBuild(candidate),
		path: candidate.build.path,
		reason,
	};
}

/** This machine and its mirror, as far as a master may turn out to be the same. */
export interface OwnPlace {
	/** The start of its kernel, by the beginning of the SHA-256 of its id; empty: unknown. */
	readonly boot: string;
	/** Device and inode of the mirror. */
	readonly mirror: string | undefined;
}

/**
 * Why nothing can be uploaded to this master, with the remedy; `undefined`: it can be.
 * @param builds what would be sent
 */
export function whyNoMaster(
	host: string,
	path: string,
	state: MasterState,
	own: OwnPlace,
	builds: readonly UploadableBuild[],
	isRecent: (rsyncVersion: string) => boolean,
): string | undefined {
	const correct = 'correct upload/path in .metro, or mount the mirror there';
	if (state.mirror === 'missing') return `there is no directory ${path} on ${host}: ${correct}`;
	if (state.mirror === 'denied')
		return `the account on ${host} may not read ${path}: give it the right to, or name another user in upload/host`;
	const isHere = own.boot !== '' && state.boot.startsWith(own.boot);
	const at = isHere && own.mirror !== undefined ? state.places.indexOf(own.mirror) : -1;
	if (at === 0)
		return `${path} on ${host} is this mirror itself: name the master in upload/host and upload/path`;
	if (at > 0) return `${path} on ${host} lies in this mirror: name the mirror of the master in upload/path`;
	if (state.rsync === undefined) return `there is no rsync on ${host}: install it there`;
	if (!isRecent(state.rsync)) return `rsync is too old on ${host}: it needs 3.1 or later (${state.rsync})`;
	if (!state.hashes)
		return `there is no sha256sum on ${host}, which checks what arrives: install coreutils there`;
	if (state.builds.size > 0) return undefined;
	const tops = [...new Set(builds.map(topOf))].join(', ');
	return `${path} on ${host} is no mirror with ${tops}: ${correct}; a new master needs that directory first`;
}
