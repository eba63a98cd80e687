/** What this host builds of a build. */
import type { Buildbot } from '../evaluateBuildbot.ts';

/** The names of the subarches; `undefined`: unknown. Metro does not look for those that are not kept. */
export function builtHere(buildbot: Buildbot, build: string): readonly string[] | undefined {
	const { settings, rules } = buildbot;
	const kept = new Set(settings.allSubarches.map(({ name }) => name));
	if (!rules.isLater) return settings.subarches.flatMap(({ name }) => (kept.has(name) ? [name] : []));
	const share = buildbot.share(build);
	return share.kind === 'ok' ? share.names.filter((name) => kept.has(name)) : undefined;
}
