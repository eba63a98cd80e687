/** Short previews of values in the evaluated run, for lists. */

import { memoizeWeak } from '../../../base/memoize.ts';
import { withCount } from '../../../base/phrases.ts';
import type { ValueOutcome } from '../../../flexdata/index.ts';
import type { Evaluation } from '../../../setup/configuration/evaluation.ts';
import { resolved, type SettingsContext } from '../settingsContext.ts';

/** At most this many characters of a value are shown. */
const longest = 40;

/** Cached: an evaluation never changes, and every typed letter requests the same list. */
const knownValues = memoizeWeak((_evaluation: Evaluation) => new Map<string, string | undefined>());

/** Contains at least the values of `keys`; `undefined`: the key has no value in this run. */
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
			return withCount(outcome.lines.length, 'line');
		default:
			return undefined;
	}
}
