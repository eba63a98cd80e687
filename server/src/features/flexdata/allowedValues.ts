/** The words a key's value can be made of in a set-up: what its own installation has, else what Metro ships. */
import { type AllowedWord, allowedWords } from '../../setup/configKeys.ts';
import { namesOfKey } from '../../setup/installedNames.ts';
import { knownSubarches } from '../../setup/knownSubarches.ts';
import { inlineCode } from '../markdown.ts';
import type { SettingsContext } from './settingsContext.ts';

/** `undefined` if anything goes. */
export function allowedValues(
	key: string,
	{ library, version }: Pick<SettingsContext, 'library' | 'version'>,
): readonly AllowedWord[] | undefined {
	const installed = namesOfKey(key, library.names);
	if (installed !== undefined && installed.length > 0) return [...installed].sort().map((word) => ({ word }));
	return key === 'target/subarch' ? shippedSubarches : allowedWords(key, version);
}

const shippedSubarches: readonly AllowedWord[] = [...knownSubarches.values()].map(
	({ name, arch, cflags }) => ({
		word: name,
		documentation: `${inlineCode(arch)}: ${inlineCode(cflags)}`,
	}),
);
