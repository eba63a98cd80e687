/** Random choices for the fuzzers, the same for the same seed. */
import { randomNumbers } from '../support/randomNumbers.ts';

export interface Random {
	readonly below: (limit: number) => number;
	readonly chance: (probability: number) => boolean;
	readonly pick: <T>(items: readonly T[]) => T;
}

export function randomFrom(seed: number): Random {
	const next = randomNumbers(seed);
	const below = (limit: number): number => Math.floor(next() * limit);
	return {
		below,
		chance: (probability) => next() < probability,
		pick: (items) => items[below(items.length)] as (typeof items)[number],
	};
}
