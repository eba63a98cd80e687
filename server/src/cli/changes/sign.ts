/** Detached gpg signatures beside archives. */
import { isBelow } from '../../base/posixPath.ts';
import type { ChangeRoot } from '../../repository/index.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

/** The ending that a signature adds to its archive's name. */
export const signatureEnding = '.gpg';

/** Signs an archive with the caller's default key, unless it already has a signature; prints the new file's name. */
export async function sign(
	{ host }: Session,
	root: ChangeRoot,
	archive: string,
): Promise<'signed' | 'failed' | 'left'> {
	const path = archive + signatureEnding;
	if ((await host.files.linkStatus(path)) !== undefined || !isBelow(archive, root.mirror)) return 'left';
	say(host, path);
	await host.out.flush();
	const outcome = await host.processes.run({
		program: 'gpg',
		arguments: ['--batch', '--output', path, '--detach-sign', '--', archive],
		env: host.env,
		cwd: host.cwd,
	});
	if (outcome.kind === 'exited' && outcome.status === 0) return 'signed';
	const reason = outcome.kind === 'failed' ? `: ${outcome.reason}` : '';
	printError(host, `gpg could not sign ${archive}${reason}`);
	return 'failed';
}
