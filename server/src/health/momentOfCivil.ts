/** Civil times as moments. */
import { type CivilTime, toCivil } from '../base/civilTime.ts';

/**
 * The moment (milliseconds since the epoch) at which local clocks show `time`.
 * @param near any moment, from which the search begins
 */
export function momentOfCivil(time: CivilTime, near: number): number {
	const guess = near + (time - toCivil(near));
	// Between the two, summer time may have begun or ended.
	return guess + (time - toCivil(guess));
}
