/** What goes to standard error: each message on one line, whatever names are in it. */
import { oneLine } from '../base/visible.ts';
import type { Host } from './host.ts';

/** What is wrong, and what to do about it. */
export function complain({ err }: Pick<Host, 'err'>, message: string): void {
	err.write(`buildrepo: ${oneLine(message)}\n`);
}

/** What is worth knowing; a comment where a shell reads it. */
export function note({ err }: Pick<Host, 'err'>, message: string): void {
	err.write(`# ${oneLine(message)}\n`);
}
