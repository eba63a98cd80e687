/** The subarches of a call's set-up that have no directory yet, and how they are named. */

import { type MissingSubarch, missingPath, missingSubarches, type Repository } from '../repository/index.ts';
import { configReader } from '../setup/configuration/configReader.ts';
import { archOfSubarch } from '../setup/installation/archOfSubarch.ts';
import { noInstallation, readInstallation } from '../setup/installation/installation.ts';
import type { Session } from './session.ts';

/** Those that `.buildbot` builds here. The installation says which arch each belongs to. */
export async function readMissing(session: Session): Promise<readonly MissingSubarch[]> {
	const { host } = session;
	const { repository, policy, install } = await session.scan();
	// Most repositories lack nothing; then the installation need not be read.
	if (missingSubarches(repository, policy, () => undefined).length === 0) return [];
	const installation = install?.startsWith('/')
		? await readInstallation(install, host.files, configReader(host.files), host.signal)
		: noInstallation;
	return missingSubarches(repository, policy, archOfSubarch(installation));
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
