/** Lines for people on standard output: names in them cannot end a line or control the terminal. */
import { oneLine } from '../../base/visible.ts';
import type { Host } from '../host.ts';

/** Writes one line, with line ends and control characters escaped. */
export function say({ out }: Pick<Host, 'out'>, line: string): void {
	out.write(`${oneLine(line)}\n`);
}
