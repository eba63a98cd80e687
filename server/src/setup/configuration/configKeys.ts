/** The catalogue of configuration keys, Metro's and our own: meaning, defaults and allowed values, by version of Metro. */

import { optionWords } from '../installation/optionWords.ts';
import data from './configKeys.json' with { type: 'json' };
import { ownKeys, unnamedKey } from './ownKeys.ts';

export type MetroVersion = '2015-03' | '2015-11' | '2019-10' | '2024-07';

/** True for versions that call builds releases. */
export function isSince2019(version: MetroVersion): boolean {
	return version === '2019-10' || version === '2024-07';
}

export interface ConfigKey {
	readonly name: string;
	/** `single`: a plain value; `multi`: a block. */
	readonly type: 'single' | 'multi' | 'single or multi';
	readonly meaning: string;
	/** Versions that define or read it; absent: all. */
	readonly versions?: readonly string[];
	/** The value in the shipped files: one for all versions, or by version. */
	readonly default?: string | Readonly<Record<string, string>>;
	readonly allowed?: readonly string[] | Readonly<Record<string, readonly string[]>>;
	/** The value is a list of words separated by spaces. */
	readonly list?: boolean;
	/** Who sets it: a shipped file, an argument, the user, the program. */
	readonly setBy: string;
	readonly notes?: string;
	/** Versions whose program (not only its files) reads it. */
	readonly readByCode?: readonly string[];
	/** Metro ignores it: the command of this project that reads it. */
	readonly readBy?: string;
}

/** Answers for the keys of named targets as well, without listing any. */
class KeyCatalogue extends Map<string, ConfigKey> {
	override get(key: string): ConfigKey | undefined {
		return super.get(key) ?? super.get(unnamedKey(key));
	}

	override has(key: string): boolean {
		return super.has(key) || super.has(unnamedKey(key));
	}
}

/** All keys by name. */
export const configKeys: ReadonlyMap<string, ConfigKey> = new KeyCatalogue(
	[...(data.keys as readonly ConfigKey[]), ...ownKeys].map((key) => [key.name, key]),
);

/** A possible word of a value, with its meaning if known. */
export interface AllowedWord {
	readonly word: string;
	/** Markdown, our own words. */
	readonly documentation?: string;
}

/** The words that a key's value may consist of; `undefined` if any value is possible. */
export function allowedWords(key: string, version: MetroVersion): readonly AllowedWord[] | undefined {
	const allowed = configKeys.get(key)?.allowed;
	if (allowed === undefined) return undefined;
	const words: readonly string[] = isList(allowed) ? allowed : (allowed[version] ?? []);
	const documented = optionWords.get(key);
	return words.map((word) => {
		const documentation = documented?.get(word);
		return documentation === undefined ? { word } : { word, documentation };
	});
}

/** The value that a version's own files give a key, if it has one. */
export function shippedValue(key: ConfigKey, version: MetroVersion): string | undefined {
	return typeof key.default === 'string' ? key.default : key.default?.[version];
}

/** True if the program of this version, or its files, know the key. */
export function isKnownTo(key: ConfigKey, version: MetroVersion): boolean {
	return key.versions === undefined || key.versions.includes(version);
}

function isList(
	allowed: readonly string[] | Readonly<Record<string, readonly string[]>>,
): allowed is readonly string[] {
	return Array.isArray(allowed);
}
