/** What keys come to in the run that is looked at, in a few words: for lists. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { ValueOutcome } from '../../flexdata/index.ts';
import type { Evaluation } from '../../setup/evaluation.ts';
import { resolved, type SettingsContext } from './settingsContext.ts';

/** Characters of a value that are shown. */
const longest = 40;

/** An evaluation never changes, and the same list is asked for with every letter that is typed. */
const knownValues = memoizeWeak((_evaluation: Evaluation) => new Map<string, string | undefined>());

/** Knows at least what each of `keys` comes to; `undefined`: it has no value in this run. */
export async function valuePreviews(
	keys: Iterable<string>,
	context: SettingsContext,
): Promise<ReadonlyMap<string, string | undefined>> {
	const { evaluation } = context;
	if (evaluation === undefined) return new Map();
	const known = knownValues(evaluation);
	for (const key of keys) if (!known.has(key)) known.set(key, inShort(await resolved(context, key)));
	return known;
}

function inShort(outcome: ValueOutcome | undefined): string | undefined {
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
