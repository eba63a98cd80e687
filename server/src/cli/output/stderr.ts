/** Messages for standard error, also reported as events. Each is one line, whatever names it contains. */
import { oneLine } from '../../base/visible.ts';
import type { ErrorSubject } from '../commandError.ts';
import type { Host } from '../host.ts';

/** Prints what is wrong and what to do about it. */
export function printError(
	{ err, report }: Pick<Host, 'err' | 'report'>,
	message: string,
	about: ErrorSubject = {},
): void {
	report?.({ event: 'problem', message: oneLine(message), ...about });
	err.write(`buildrepo: ${oneLine(message)}\n`);
}

/** Prints information, in the form of a shell comment. */
export function printNote({ err, report }: Pick<Host, 'err' | 'report'>, message: string): void {
	report?.({ event: 'note', message: oneLine(message) });
	err.write(`# ${oneLine(message)}\n`);
}
