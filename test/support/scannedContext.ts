/** What the set-up around a `.buildbot` knows, from a scan of a repository in memory. */
import { neverAborted } from '../../server/src/base/abort.ts';
import { dialect2015, type RepositoryPolicy, scanRepository } from '../../server/src/repository/index.ts';
import { type BuildbotContext, contextOfSetup } from '../../server/src/setup/buildbot/buildbotContext.ts';
import { type Installation, noInstallation } from '../../server/src/setup/installation/installation.ts';
import { machine } from './machine.ts';
import type { MemoryFileSystem } from './memoryFileSystem.ts';

/** The lists of `.buildbot`. */
export interface Listed {
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
	/** By default, the same as above. */
	readonly allBuilds?: readonly string[];
	readonly allArches?: readonly string[];
	readonly allSubarches?: readonly string[];
}

/** The context of a set-up whose mirror is `/mirror`. */
export async function scannedContext(
	files: MemoryFileSystem,
	{ builds, arches, subarches, allBuilds = builds, allArches = arches, allSubarches = subarches }: Listed,
	installation: Installation = noInstallation,
	ports = machine(),
): Promise<BuildbotContext> {
	const policy: RepositoryPolicy = {
		builds,
		arches,
		subarches,
		allBuilds,
		allArches,
		allSubarches,
		staleDays: 3,
		maxFailcount: 3,
		keepNum: 3,
		indexIgnoreBuilds: [],
	};
	const world = { files, ...ports, signal: neverAborted };
	const repository = await scanRepository('/mirror', policy, dialect2015, world);
	return {
		...contextOfSetup(installation, repository, policy, '/home/.buildbot'),
		scanned: { home: '/home', repository, policy },
	};
}
