/** Detached gpg signatures beside archives. */
import { isBelow } from '../base/posixPath.ts';
import type { Ground, Owner } from '../repository/index.ts';
import { changeOn } from './change.ts';
import type { Session } from './session.ts';
import { complain } from './stderr.ts';

export interface Signing {
	readonly session: Session;
	readonly ground: Ground;
	readonly owner: Owner | undefined;
	readonly failed: string[];
}

/** Signs an archive with the caller's default key, unless it has a signature already; says which file it makes. */
export async function sign(work: Signing, archive: string): Promise<void> {
	const { host } = work.session;
	const path = `${archive}.gpg`;
	if ((await host.files.linkStatus(path)) !== undefined || !isBelow(archive, work.ground.mirror)) return;
	host.out.write(`${path}\n`);
	await host.out.flush();
	const outcome = await host.processes.run({
		program: 'gpg',
		arguments: ['--batch', '--output', path, '--detach-sign', '--', archive],
		env: host.env,
		cwd: host.cwd,
	});
	if (outcome.kind !== 'exited' || outcome.status !== 0) {
		const reason = outcome.kind === 'failed' ? `: ${outcome.reason}` : '';
		complain(host, `gpg could not sign ${archive}${reason}`);
		work.failed.push(archive);
	} else if (work.owner !== undefined) {
		const owned = {
			kind: 'set-owner',
			path,
			owner: work.owner,
			reason: 'as path/mirror/owner says',
		} as const;
		if (!(await changeOn(work.ground, work.session, owned))) work.failed.push(archive);
	}
}
