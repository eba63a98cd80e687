/** `digestgen --pretend`: which archives would be hashed, and how many hash files have lost theirs. */
import { withCount } from '../../base/phrases.ts';
import { sizeText } from '../../base/sizeText.ts';
import { findArchives, findLeftovers, type Trouble, whyUnfinished } from '../../repository/index.ts';
import { bytesToHash } from '../changes/bytesToHash.ts';
import { mirrorNames } from '../changes/steadyHash.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';

/** So many archives are named. */
const mostNamed = 20;

/** Prints it, and writes nothing. */
export async function previewDigests(session: Session): Promise<void> {
	const { host } = session;
	const { repository, mirror, dialect } = await session.scan();
	const ports = scanPorts(host);
	const troubles: Trouble[] = [];
	const groups = await findArchives(repository, dialect, ports, troubles);
	const fresh = groups.flatMap(({ archives }) => archives).filter(({ state }) => state === 'new');
	const tops = await mirrorNames(host, mirror);
	const ready: typeof fresh = [];
	for (const archive of fresh) {
		host.signal.throwIfAborted();
		if ((await whyUnfinished(archive.realPath, tops, ports)) === undefined) ready.push(archive);
	}
	let leftovers = 0;
	for await (const { what } of findLeftovers(mirror, dialect, ports, troubles)) {
		host.signal.throwIfAborted();
		if (what !== 'remains') leftovers++;
	}
	for (const { path } of ready.slice(0, mostNamed)) say(host, `Would hash ${path}`);
	if (ready.length > mostNamed) say(host, `and ${ready.length - mostNamed} more`);
	const size =
		ready.length === 0 ? '' : ` (${sizeText(await bytesToHash(ready, { ...host, report: () => {} }))})`;
	const waiting = fresh.length - ready.length;
	const parts = [
		`${withCount(ready.length, 'archive')}${size} would be hashed`,
		...(waiting > 0 ? [`${waiting} in progress and left alone`] : []),
		...(leftovers > 0 ? [`${withCount(leftovers, 'leftover hash file')} would be removed`] : []),
	];
	say(host, `${parts.join(', ')}.`);
	for (const { message } of troubles) printNote(host, message);
}
