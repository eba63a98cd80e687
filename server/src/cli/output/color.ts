/** Colours for terminals, unless NO_COLOR is set. */
import type { Host, Output } from '../host.ts';

export type Color = 'red' | 'yellow' | 'green' | 'dim';

const codes: Readonly<Record<Color, number>> = { red: 31, yellow: 33, green: 32, dim: 2 };

/** True if `output` is a terminal and NO_COLOR is not set. */
export function mayDecorate({ env }: Host, output: Output): boolean {
	return output.isTerminal && (env.NO_COLOR === undefined || env.NO_COLOR === '');
}

/** Returns a function that colours text for standard output, or returns it unchanged where colours are off. */
export function colorizer(host: Host): (text: string, color: Color) => string {
	if (!mayDecorate(host, host.out)) return (text) => text;
	return (text, color) => `\u001b[${codes[color]}m${text}\u001b[0m`;
}
