/** The values that a key can have in a set-up: those of its installation, else those that Metro ships. */
import { type AllowedWord, allowedWords } from '../../setup/configuration/configKeys.ts';
import { namesOfKey } from '../../setup/installation/installedNames.ts';
import { knownSubarches } from '../../setup/installation/knownSubarches.ts';
import { inlineCode } from '../markdown.ts';
import type { SettingsContext } from './settingsContext.ts';

/** `undefined` if any value is possible. */
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
