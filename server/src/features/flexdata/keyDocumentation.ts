/** What is known of a key from our own reference, as Markdown. */
import {
	allowedWords,
	type ConfigKey,
	isKnownTo,
	type MetroVersion,
	shippedValue,
} from '../../metro/configKeys.ts';
import { escapeMarkdown, inlineCode } from '../markdown.ts';

/** Meaning, allowed words, default, notes and versions of a key. */
export function keyDocumentation(key: ConfigKey, version: MetroVersion): string {
	const words = allowedWords(key.name, version);
	const shipped = shippedValue(key, version);
	const parts = [sentence(key.meaning)];
	if (words !== undefined) {
		const kind = key.list === true ? 'Words' : 'Values';
		parts.push(`${kind}: ${words.map(({ word }) => inlineCode(word)).join(', ')}`);
	}
	if (shipped !== undefined && shipped !== '') parts.push(`Metro's own files say ${inlineCode(shipped)}.`);
	if (key.notes !== undefined) parts.push(sentence(key.notes));
	if (!isKnownTo(key, version)) {
		parts.push(`*Not read by Metro ${version}; only by ${key.versions?.join(' and ')}.*`);
	}
	return parts.join('\n\n');
}

function sentence(text: string): string {
	const escaped = escapeMarkdown(text);
	return `${escaped.charAt(0).toUpperCase()}${escaped.slice(1)}.`;
}
