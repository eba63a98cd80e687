/** What goes to standard error, and is reported as an event: each message on one line, whatever names are in it. */
import { oneLine } from '../base/visible.ts';
import type { Host } from './host.ts';

/** What is wrong, and what to do about it. */
export function printError({ err, report }: Pick<Host, 'err' | 'report'>, message: string): void {
	report?.({ event: 'problem', message: oneLine(message) });
	err.write(`buildrepo: ${oneLine(message)}\n`);
}

/** What is worth knowing; a comment where a shell reads it. */
export function printNote({ err, report }: Pick<Host, 'err' | 'report'>, message: string): void {
	report?.({ event: 'note', message: oneLine(message) });
	err.write(`# ${oneLine(message)}\n`);
}
