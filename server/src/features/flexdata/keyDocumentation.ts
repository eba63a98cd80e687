/** The documentation of a key from our own reference, as Markdown. */

import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { type ConfigKey, isKnownTo, shippedValue } from '../../setup/configuration/configKeys.ts';
import { inlineCode } from '../markdown.ts';
import { allowedValues } from './allowedValues.ts';
import type { SettingsContext } from './settingsContext.ts';

/** At most this many words are listed. */
const mostWords = 20;

/** Meaning, allowed words, default, notes and versions of a key. */
export function keyDocumentation(
	key: ConfigKey,
	context: Pick<SettingsContext, 'library' | 'version'>,
): string {
	const { version } = context;
	const words = allowedValues(key.name, context);
	const shipped = shippedValue(key, version);
	const parts = [sentence(key.meaning)];
	if (words !== undefined) {
		const kind = key.list === true ? 'Words' : 'Values';
		const listed = words.slice(0, mostWords).map(({ word }) => (word === '' ? '*empty*' : inlineCode(word)));
		parts.push(`${kind}: ${listed.join(', ')}${words.length > mostWords ? ', …' : ''}`);
	}
	if (shipped !== undefined && shipped !== '')
		parts.push(`Metro's own files set it to ${inlineCode(shipped)}.`);
	if (key.notes !== undefined) parts.push(sentence(key.notes));
	if (key.readBy !== undefined)
		parts.push(`*Not a key of Metro, which ignores it: ${inlineCode(key.readBy)} reads it.*`);
	if (!isKnownTo(key, version)) {
		parts.push(`*Not read by Metro ${version}; only by ${key.versions?.join(' and ')}.*`);
	}
	return parts.join('\n\n');
}

function sentence(text: string): string {
	const escaped = escapeMarkdown(text);
	return `${escaped.charAt(0).toUpperCase()}${escaped.slice(1)}.`;
}
