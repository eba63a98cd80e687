/** The last check of a build or snapshot before its removal: it may have changed since the plan was made. */
import { directoryOf } from '../../base/posixPath.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { whyLocked } from '../locks/unfinished.ts';
import { seedPath, type Trouble } from '../model.ts';
import { scanBuild } from '../scan/scanBuild.ts';
import { readSeed } from '../scan/scanSubarch.ts';
import type { RetentionItem } from './retention.ts';

/** Why what was to be removed is to stay, as a clause about it; `undefined` if it may go. Rejects with `AbortError`. */
export async function whyNotRemovable(
	{ what, build, subarch, path }: RetentionItem,
	dialect: Dialect,
	ports: ScanPorts,
): Promise<string | undefined> {
	if (what === 'snapshot') return whyLocked(path, [], ports);
	if (build === undefined || subarch === undefined) return undefined;
	const troubles: Trouble[] = [];
	const kind = build.linked ? 'link' : 'directory';
	const now = await scanBuild(directoryOf(path), { name: build.name, kind }, dialect, ports, troubles);
	if (now !== undefined && now.state !== build.state) {
		const unreadable = now.state === 'unreadable' ? troubles[0]?.message : undefined;
		return unreadable ?? `it is ${now.state} now`;
	}
	const seed = await readSeed(subarch, ports, troubles);
	if (seed.kind === 'unreadable') return seed.reason;
	if (seed.kind !== 'build' || seed.name !== build.name) return undefined;
	return `${seedPath(subarch)} names it now, so the next build starts from it`;
}
