/** The hosts of a set-up: those that are known, each with what it builds. */
import type { WorkSignal } from '../base/abort.ts';
import { memoizeWeak } from '../base/memoize.ts';
import { type FarmHost, type HostWork, knownHosts, type Repository } from '../repository/index.ts';
import { type AskHostWork, hostWorkOf } from './buildbot/hostWork.ts';
import type { BuildbotFile } from './buildbot/loadBuildbot.ts';
import type { Setup } from './loadSetup.ts';

/** Answers are kept as long as the file is the same. */
const askersOf = memoizeWeak((file: BuildbotFile) => {
	const askers = new Map<string, AskHostWork>();
	return (here: string, signal?: WorkSignal): AskHostWork => {
		const ask = askers.get(here) ?? hostWorkOf(file, here, signal);
		askers.set(here, ask);
		return ask;
	};
});

/**
 * This host, those that the user has named, those of `.buildbot`, and those of locks, claims and the history.
 * @param here the name of this host
 * @param signal of the first call for a file and a host: the work yields by it. Rejects with `AbortError`.
 */
export async function farmOf(
	{ buildbot, buildbotFile, files }: Setup,
	repository: Pick<Repository, 'subarches'> | undefined,
	here: string,
	more: { readonly named?: readonly string[]; readonly inHistory?: readonly string[] } = {},
	signal?: WorkSignal,
): Promise<readonly FarmHost[]> {
	const isLater = buildbot?.buildbot.rules.isLater === true;
	const inBuildbot = isLater ? buildbot.buildbot.outline.hosts : [];
	const named = [...(files.hosts ?? []), ...(more.named ?? [])];
	const names = { here, named, inBuildbot, inHistory: more.inHistory ?? [] };
	const ask = buildbot && askersOf(buildbot)(here, signal);
	const farm: FarmHost[] = [];
	for (const known of knownHosts(names, repository ?? { subarches: [] })) {
		const reason = `${buildbotFile} cannot be read`;
		const work: HostWork = (await ask?.(known.name)) ?? { kind: 'unknown', reason };
		farm.push({ ...known, work });
	}
	return farm;
}
