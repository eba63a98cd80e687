/** What other hosts build, by the same `.buildbot`. Static evaluation only: a Python of this machine knows nothing of another one. */
import { neverAborted, type WorkSignal } from '../../base/abort.ts';
import { lazy } from '../../base/memoize.ts';
import { inTurns } from '../../base/work.ts';
import { evaluateBuildbotWork, readBuildbotWork } from '../../buildbot/index.ts';
import type { HostWork } from '../../repository/index.ts';
import { laterPolicyOf, mapBuildAsker } from './buildbotPolicy.ts';
import { hostShareOf } from './hostShare.ts';
import { type BuildbotFile, faultIn, unknownIn } from './loadBuildbot.ts';

/** At most so many hosts are asked about. */
const mostHosts = 100;
/** The steps that all hosts together may take, in units of the evaluation's budget: 100 hosts with 20,000 subarches need less. */
const mostSteps = 10_000_000;

/** A function that says what a host builds. Rejects with `AbortError` only. */
export type AskHostWork = (host: string) => Promise<HostWork>;

/**
 * Asks about hosts one by one; each answer is kept.
 * @param here the name of this host
 */
export function hostWorkOf(own: BuildbotFile, here: string, signal: WorkSignal = neverAborted): AskHostWork {
	const known = new Map<string, Promise<HostWork>>();
	const read = lazy(() => inTurns(readBuildbotWork(own.text), signal));
	let left = mostSteps;
	const evaluate = async (host: string): Promise<HostWork> => {
		const { file, text } = own;
		if (left <= 0) return unknown(`${file}: what ${host} builds is not evaluated: the file takes too long`);
		const rules = { isLater: true, hostName: host };
		const buildbot = await inTurns(evaluateBuildbotWork(await read(), { rules, isBrief: true }), signal);
		const trouble = faultIn(file, text, buildbot) ?? unknownIn(file, text, buildbot, host);
		const share =
			trouble === undefined ? await hostShareOf({ file, text, buildbot }, 'elsewhere') : undefined;
		left -= buildbot.steps();
		if (trouble !== undefined || share === undefined) return unknown(trouble?.message ?? file);
		const askMapBuild = mapBuildAsker({ file, text, buildbot }, 'elsewhere');
		return { kind: 'known', policy: laterPolicyOf(buildbot, share), askMapBuild };
	};
	const { rules } = own.buildbot;
	return (host) => {
		if (host === here && own.policy !== undefined)
			return Promise.resolve({ kind: 'known', policy: own.policy, askMapBuild: own.askMapBuild });
		if (!rules.isLater) return Promise.resolve(unknown(`${host} has a .buildbot of its own`));
		const answer =
			known.get(host) ??
			(known.size < mostHosts
				? evaluate(host)
				: Promise.resolve(
						unknown(`what ${host} builds is not evaluated: there are over ${mostHosts} hosts`),
					));
		known.set(host, answer);
		return answer;
	};
}

function unknown(reason: string): HostWork {
	return { kind: 'unknown', reason };
}
