/** What the set-up a document belongs to tells the features. */
import { type BuildbotContext, bareContext, type SubarchFact } from '../features/buildbot/buildbotContext.ts';
import type { SettingsContext } from '../features/flexdata/settingsContext.ts';
import type { Collection } from '../flexdata/index.ts';
import type { SetupLook } from './setupLook.ts';

const noKeys: ReadonlySet<string> = new Set();

/** For Metro's configuration. Without a set-up the rules of the documentation's Metro hold. */
export function settingsContextOf(look: SetupLook | undefined): SettingsContext {
	const configuration = look?.setup.configuration;
	return {
		version: look?.setup.dialect.name === '2019' ? '2019-10' : '2015-11',
		knownKeys: configuration === undefined ? noKeys : keysOf(configuration.collection),
		async resolve(key) {
			const outcome = (await configuration?.resolver.lookUp(key))?.outcome;
			if (outcome?.kind === 'text') return outcome.text;
			return outcome?.kind === 'lines' ? outcome.lines.join('\n') : undefined;
		},
	};
}

/** For `.buildbot`: what the installation knows, and what the repository holds. */
export function buildbotContextOf(look: SetupLook | undefined): BuildbotContext {
	if (look === undefined) return bareContext;
	const { installation, repository } = look;
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
		extras: installation.names.targets.filter((target) => !/^(?:stage\d|snapshot)/.test(target)),
	};
}

function keysOf({ plain, conditional }: Collection): ReadonlySet<string> {
	return new Set([...plain.keys(), ...conditional.keys()]);
}
