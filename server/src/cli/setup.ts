/** The Metro set-up for commands: usable, or refused with one line that says why. */

import type { AskMapBuild, Dialect, RepositoryPolicy } from '../repository/index.ts';
import type { Setup } from '../setup/loadSetup.ts';
import { CommandError } from './commandError.ts';

/** A set-up that a command can work with. The mirror need not exist. */
export interface ReadySetup {
	readonly metroFile: string;
	readonly buildbotFile: string;
	/** `path/mirror` as written. */
	readonly mirror: string;
	/** `path/install`: Metro's directory. */
	readonly install: string | undefined;
	/** The user and group that own files in the mirror. */
	readonly owner: string | undefined;
	readonly group: string | undefined;
	/** `target/compression`. */
	readonly compression: string | undefined;
	readonly policy: RepositoryPolicy;
	/** Asks `map_build`; runs Python only if the user allows it. */
	readonly askMapBuild: AskMapBuild;
	readonly dialect: Dialect;
	/** Why the generation may be an unknown one: a sentence. Then nothing is written. */
	readonly doubt: string | undefined;
}

/** Throws `CommandError` if it is not certain which generation of Metro the set-up is of, so that nothing may be written. */
export function requireKnownGeneration({ doubt }: Pick<ReadySetup, 'doubt'>): void {
	if (doubt !== undefined)
		throw new CommandError(`${doubt}; nothing is written unless you choose one, such as --dialect 2024`);
}

/** Throws `CommandError` for an unusable set-up; if `.buildbot` is at fault, with the given status. */
export async function requireSetup(setup: Setup, buildbotStatus: number): Promise<ReadySetup> {
	const { files, configuration, trouble, policy, askMapBuild, mirror } = setup;
	if (trouble !== undefined) {
		throw new CommandError(trouble.message, trouble.kind === 'bad-buildbot' ? buildbotStatus : 2);
	}
	if (mirror === undefined) {
		throw new CommandError(
			`${files.metroFile} does not set path/mirror: add it, or name the mirror with --mirror`,
		);
	}
	if (configuration === undefined || policy === undefined || askMapBuild === undefined) {
		throw new CommandError(`the set-up of ${files.home} cannot be read: check its .metro and .buildbot`);
	}
	const { outcome } = await configuration.resolver.lookUp('target/compression');
	return {
		metroFile: files.metroFile,
		buildbotFile: setup.buildbotFile,
		mirror,
		install: configuration.install,
		owner: configuration.owner,
		group: configuration.group,
		compression: outcome.kind === 'text' ? outcome.text : undefined,
		policy,
		askMapBuild,
		dialect: setup.generation.dialect,
		doubt: setup.generation.doubt,
	};
}
