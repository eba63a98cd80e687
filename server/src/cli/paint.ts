/** Colour, for a terminal whose owner did not say no (NO_COLOR). */
import type { Host, Output } from './host.ts';

export type Colour = 'red' | 'yellow' | 'green' | 'dim';

const codes: Readonly<Record<Colour, number>> = { red: 31, yellow: 33, green: 32, dim: 2 };

/** True if a person looks at `output` who did not say no. */
export function mayDecorate({ env }: Host, output: Output): boolean {
	return output.isTerminal && (env.NO_COLOR === undefined || env.NO_COLOR === '');
}

/** Gives a function that colours text for standard output, or leaves it as it is. */
export function painter(host: Host): (text: string, colour: Colour) => string {
	if (!mayDecorate(host, host.out)) return (text) => text;
	return (text, colour) => `\u001b[${codes[colour]}m${text}\u001b[0m`;
}
