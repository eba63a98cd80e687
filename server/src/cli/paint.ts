/** Colour, for a terminal whose owner did not say no (NO_COLOR). */
import type { Host } from './host.ts';

export type Colour = 'red' | 'yellow' | 'green' | 'dim';

const codes: Readonly<Record<Colour, number>> = { red: 31, yellow: 33, green: 32, dim: 2 };

/** Gives a function that colours text for standard output, or leaves it as it is. */
export function painter(host: Host): (text: string, colour: Colour) => string {
	const noColour = host.env.NO_COLOR;
	if (!host.out.isTerminal || (noColour !== undefined && noColour !== '')) return (text) => text;
	return (text, colour) => `\u001b[${codes[colour]}m${text}\u001b[0m`;
}
