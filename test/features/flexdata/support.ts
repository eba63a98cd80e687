import type { SettingsContext } from '../../../server/src/features/flexdata/settingsContext.ts';

/** A set-up in which `values` are defined. */
export function contextWith(values: Readonly<Record<string, string>> = {}): SettingsContext {
	const known = new Map(Object.entries(values));
	return {
		version: '2015-11',
		knownKeys: new Set(known.keys()),
		resolve: async (key) => known.get(key),
	};
}
