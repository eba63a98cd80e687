/** What the set-up a document belongs to tells the features. */
import type { BuildbotContext } from '../features/buildbot/buildbotContext.ts';
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

/** For `.buildbot`. */
export function buildbotContextOf(_look: SetupLook | undefined): BuildbotContext {
	return { subarches: [], arches: [], builds: [], modes: [], extras: [] };
}

function keysOf({ plain, conditional }: Collection): ReadonlySet<string> {
	return new Set([...plain.keys(), ...conditional.keys()]);
}
