/** The plan of `clean`: what goes and what stays, with reasons and sizes, and the same as a shell script. */
import { toCivil } from '../../base/civilTime.ts';
import { encodeEscaping } from '../../base/surrogateEscape.ts';
import type { PlanItem } from '../../protocol/events.ts';
import {
	cleanScript,
	createFreedSum,
	diskUseOf,
	type Obstacle,
	type PlannedItem,
	plannedRemovals,
	retentionLines,
} from '../../repository/index.ts';

import type { Host } from '../host.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { heldBack } from './heldBack.ts';

export interface RemovalPlan {
	readonly items: readonly PlannedItem[];
	/** What `clean` prints. */
	readonly script: string;
}

/**
 * Plans what goes of a repository as it is now. Nothing goes in which something is or may be mounted, or that what stays needs.
 * @param keep names of items that stay in any case. Throws `CommandError` if one of them is unknown.
 */
export async function planRemovals(session: Session, keep: readonly string[]): Promise<RemovalPlan> {
	const { repository, policy, mirror } = await session.scan();
	const now = toCivil(session.clock.now());
	const items = await plannedRemovals(repository, policy, now, scanPorts(session.host), (all) =>
		heldBack(session.host, mirror, all, keep),
	);
	const obstacles = new Map(
		items.flatMap(({ item, obstacle }) => (obstacle ? [[item.path, scriptWords[obstacle.reason]]] : [])),
	);
	const lines = cleanScript(retentionLines(repository, policy, now), obstacles);
	return { items, script: lines.map((line) => `${line}\n`).join('') };
}

const scriptWords: Readonly<Record<Obstacle['reason'], string>> = {
	mounted: 'something is mounted in it',
	'mount-unknown': 'it is not known whether something is mounted in it',
	locked: 'it is being made, or may be',
	needed: 'something that stays leads to it, or may do so',
	'held-back': 'held back',
};

/** The plan's items for programs, with the disk space that each removal frees once those before it are done. */
export async function planItems(host: Host, { items }: RemovalPlan): Promise<readonly PlanItem[]> {
	const ports = scanPorts(host);
	const sum = createFreedSum();
	const planned: PlanItem[] = [];
	for (const { item, obstacle } of items) {
		const { what: kind, path, changes } = item;
		const reason = obstacle?.reason ?? item.reason;
		if (item.action === 'keep' || obstacle !== undefined) {
			planned.push({ action: 'keep', kind, path, reason, ...(item.unnamed && { unnamed: true }) });
			continue;
		}
		let bytes: number | undefined = 0;
		for (const change of changes) {
			const freed: number | undefined = sum(await diskUseOf(change.path, ports));
			bytes = bytes === undefined || freed === undefined ? undefined : bytes + freed;
		}
		planned.push({ action: 'remove', kind, path, reason, ...(bytes !== undefined && { bytes }) });
	}
	return planned;
}

/** SHA-256 of the script's bytes, hexadecimal: it stands for the plan that was reviewed. */
export async function planHash({ script }: Pick<RemovalPlan, 'script'>): Promise<string> {
	const bytes = Uint8Array.from(encodeEscaping(script));
	return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
