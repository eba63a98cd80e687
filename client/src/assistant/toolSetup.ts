/** Finds the set-up that a tool call is about. A language model cannot be asked to choose, so the error lists the choices. */
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { isUsable } from '../setups/usable.ts';

/** The set-up of `home`, or the only one. Throws with what the language model can do about it. */
export function toolSetup(setups: readonly SetupSummary[], home: unknown): SetupSummary {
	const homes = setups.map((setup) => setup.home).join(', ');
	const [only, ...others] = typeof home === 'string' ? setups.filter((setup) => setup.home === home) : setups;
	if (only === undefined)
		throw new Error(
			setups.length === 0
				? 'No Metro set-up is open.'
				: `No Metro home has that path. These are open: ${homes}.`,
		);
	if (others.length > 0)
		throw new Error(`There are several Metro homes. Give one of them as "home": ${homes}.`);
	return only;
}

/** The same, if it can be worked on. */
export function toolSetupToChange(setups: readonly SetupSummary[], home: unknown): SetupSummary {
	const setup = toolSetup(setups, home);
	if (isUsable(setup)) return setup;
	throw new Error(setup.message ?? 'The repository cannot be worked on.');
}
