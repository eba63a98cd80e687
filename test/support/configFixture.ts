/** A set-up in memory, made from a fixture: `/home/.metro` and an installation below `/metro`. */

import { neverAborted } from '../../server/src/base/abort.ts';
import type { ParsedFile } from '../../server/src/flexdata/index.ts';
import type { ConfigContents } from '../../server/src/setup/configuration/configContents.ts';
import { contextChoices, defaultContext } from '../../server/src/setup/configuration/contextChoices.ts';
import type { Evaluation } from '../../server/src/setup/configuration/evaluation.ts';
import type { RunContext } from '../../server/src/setup/configuration/runContext.ts';
import type { Sources } from '../../server/src/setup/sources.ts';
import { type Fixture, fixture } from './fixture.ts';
import { memorySources } from './memorySources.ts';

export interface ConfigFixture extends Fixture {
	readonly sources: Sources;
	readonly look: ConfigContents;
	readonly context: RunContext;
	readonly evaluation: Evaluation;
	/** Files that are open in an editor, by path. */
	readonly open: Map<string, ParsedFile>;
}

/** Files of an installation that every set-up in a fixture has, unless it brings its own. */
const common: readonly (readonly [path: string, text: string])[] = [
	['/home/.metro', '[section path]\ninstall: /metro\n[collect $[path/install]/etc/master.conf]\n'],
	['/metro/etc/builds/current/build.conf', ''],
	['/metro/etc/builds/packages/x86.conf', ''],
	['/metro/etc/multi-targets/full', ''],
	['/metro/targets/gentoo/stage3.spec', ''],
];

/** Reads a fixture and evaluates it for its first build, or for what `context` says otherwise. */
export async function configFixture(text: string, context: Partial<RunContext> = {}): Promise<ConfigFixture> {
	const parts = fixture(text);
	const { sources, open } = memorySources([...common, ...parts.files]);
	const look = await sources.configuration().contents(neverAborted);
	const choices = contextChoices([], undefined, look.library.names);
	const chosen = { ...defaultContext(choices, '2015-11-20'), ...context };
	const evaluation = await sources.configuration().evaluation(chosen, neverAborted);
	return { ...parts, sources, look, context: chosen, evaluation, open };
}
