/** Collects settings as Metro itself does: `.metro`, then the command line, then the files they collect. */
import { directoryOf } from '../base/posixPath.ts';
import { collect } from './collect.ts';
import type { Collection, CollectOptions } from './collection.ts';

/** A set-up as `metro` and `buildrepo` see it: one entry file. */
export interface SettingsOptions extends Omit<CollectOptions, 'entries'> {
	/** `.metro`, absolute. */
	readonly config: string;
}

/** Collects `.metro`; its directory becomes `path/config`, as if it had been the first argument. */
export async function collectSettings(options: SettingsOptions, signal?: AbortSignal): Promise<Collection> {
	const { config, ...rest } = options;
	const given = new Map([['path/config', directoryOf(config)], ...options.arguments]);
	return collect({ ...rest, entries: [config], arguments: given }, signal);
}
