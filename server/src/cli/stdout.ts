/** What goes to standard output as lines for people: names in it cannot end a line or steer the terminal. */
import { oneLine } from '../base/visible.ts';
import type { Host } from './host.ts';

/** Writes one line, with whatever would end it or act on a terminal as an escape. */
export function say({ out }: Pick<Host, 'out'>, line: string): void {
	out.write(`${oneLine(line)}\n`);
}
