/** What a key comes to in the run that is looked at, in a few words: for lists. */
import { resolved, type SettingsContext } from './settingsContext.ts';

/** Characters of a value that are shown. */
const longest = 40;

/** `undefined` if it has no value in this run. */
export async function valueInShort(key: string, context: SettingsContext): Promise<string | undefined> {
	const outcome = await resolved(context, key);
	switch (outcome?.kind) {
		case 'text':
			return outcome.text.length > longest ? `${outcome.text.slice(0, longest - 1)}…` : outcome.text;
		case 'lines':
		case 'python':
			return outcome.lines.length === 1 ? '1 line' : `${outcome.lines.length} lines`;
		default:
			return undefined;
	}
}
