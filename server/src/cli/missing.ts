/** The subarches of a call's set-up that have no directory yet, and how they are named. */

import {
	type ArchOf,
	type HiddenSubarch,
	hiddenSubarches,
	type MissingSubarch,
	missingPath,
	missingSubarches,
	type Repository,
} from '../repository/index.ts';
import { configReader } from '../setup/configuration/configReader.ts';
import { archOfSubarch } from '../setup/installation/archOfSubarch.ts';
import { noInstallation, readInstallation } from '../setup/installation/installation.ts';
import type { Session } from './session.ts';

/** Those that `.buildbot` builds here. The installation says which arch each belongs to. */
export async function readMissing(session: Session): Promise<readonly MissingSubarch[]> {
	return (await readAbsent(session)).missing;
}

/** The same, with those that may be in a directory that cannot be read. */
export async function readAbsent(
	session: Session,
): Promise<{ readonly missing: readonly MissingSubarch[]; readonly hidden: readonly HiddenSubarch[] }> {
	const { host } = session;
	const { repository, policy, install } = await session.scan();
	const absent = (archOf: ArchOf) => ({
		missing: missingSubarches(repository, policy, archOf),
		hidden: hiddenSubarches(repository, policy, archOf),
	});
	// Most repositories lack nothing; then the installation need not be read.
	const guess = absent(() => undefined);
	if (guess.missing.length === 0 && guess.hidden.length === 0) return guess;
	const installation = install?.startsWith('/')
		? await readInstallation(install, host.files, configReader(host.files), host.signal)
		: noInstallation;
	return absent(archOfSubarch(installation));
}

/** The missing directory; if several arches are possible, they are in braces. */
export function missingPhrase(repository: Repository, missing: MissingSubarch): string {
	const { build, subarch, arches } = missing;
	return missingPath(repository, missing) ?? `${repository.mirror}/${build}/{${arches.join(',')}}/${subarch}`;
}

/** Its JSON form; null where several arches are possible. */
export function missingJson(repository: Repository, missing: MissingSubarch): object {
	const { build, subarch, arches } = missing;
	return { build, subarch, arches, path: missingPath(repository, missing) ?? null };
}
