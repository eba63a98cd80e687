/** What the set-up a `.buildbot` belongs to tells the features. */
import { oncePer } from '../base/once.ts';
import { type BuildbotContext, bareContext, type SubarchFact } from '../features/buildbot/buildbotContext.ts';
import type { SetupLook } from './setupLook.ts';

/** For `.buildbot`: what the installation knows, and what the repository holds. The same look has the same context. */
export function buildbotContextOf(look: SetupLook | undefined): BuildbotContext {
	return look === undefined ? bareContext : contextIn(look);
}

const contextIn = oncePer(({ setup, installation, repository }: SetupLook): BuildbotContext => {
	const present = repository?.subarches ?? [];
	const inUse = new Set(present.filter(({ builds }) => builds.length > 0).map(({ subarch }) => subarch));
	const installed = installation.subarches.map((fact): SubarchFact => {
		return { ...fact, source: 'installation', inUse: inUse.has(fact.name) };
	});
	const names = new Set(installed.map(({ name }) => name));
	const built = present.filter(({ subarch }) => !names.has(subarch));
	return {
		subarches: [
			...installed,
			...built.map(({ subarch, arch }): SubarchFact => {
				return { name: subarch, arch, source: 'repository', inUse: inUse.has(subarch) };
			}),
		],
		arches: [...installation.names.arches, ...present.map(({ arch }) => arch)],
		builds: [...installation.names.builds, ...present.map(({ build }) => build)],
		modes: installation.names.modes,
		...(setup.configuration !== undefined && { ownFile: setup.files.buildbotFile }),
		extras: installation.names.targets.filter((target) => !/^(?:stage\d|snapshot)/.test(target)),
	};
});
