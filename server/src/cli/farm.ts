/** The hosts that a call knows of. */
import type { HistoryEvent } from '../history/event.ts';
import { type FarmHost, type HostWork, knownHosts } from '../repository/index.ts';
import { hostWorkOf } from '../setup/buildbot/hostWork.ts';
import type { OptionSpec } from './arguments/options.ts';
import type { Session } from './session.ts';

export const hostOption: OptionSpec = {
	name: 'host',
	value: 'NAME',
	summary: 'another host to ask about; may be repeated',
};

/** How hosts become known, for the help of a command. */
export const hostsText =
	'Hosts are this one, those of --host, those that .buildbot compares its host with, and those of locks, claims and the history.';

/**
 * The known hosts, each with what it builds.
 * @param named those of `--host`
 */
export async function readFarm(
	session: Session,
	named: readonly string[],
	events: readonly HistoryEvent[],
): Promise<readonly FarmHost[]> {
	const { host } = session;
	const { repository } = await session.scan();
	const { buildbot } = await session.readSetup();
	const ask = buildbot && hostWorkOf(buildbot, host.hostName, host.signal);
	const names = {
		here: host.hostName,
		named,
		inBuildbot: buildbot?.buildbot.rules.isLater === true ? buildbot.buildbot.outline.hosts : [],
		inHistory: events.flatMap((event) => ('host' in event && event.host !== undefined ? event.host : [])),
	};
	const farm: FarmHost[] = [];
	for (const known of knownHosts(names, repository)) {
		const work: HostWork = (await ask?.(known.name)) ?? { kind: 'unknown', reason: session.buildbotFile };
		farm.push({ ...known, work });
	}
	return farm;
}
