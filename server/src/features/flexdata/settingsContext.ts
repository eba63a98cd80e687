import type { MetroVersion } from '../../metro/configKeys.ts';

/** What the features need to know of the set-up a configuration file belongs to. */
export interface SettingsContext {
	/** The version of Metro whose rules hold. */
	readonly version: MetroVersion;
	/** Keys that are defined somewhere in the set-up, for completion and for the nearest name. */
	readonly knownKeys: ReadonlySet<string>;
	/** The value of a key as Metro would resolve it in this set-up; `undefined` if it cannot be said. */
	resolve(key: string): Promise<string | undefined>;
}
