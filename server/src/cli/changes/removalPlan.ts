/** The plan of `clean`: what goes and what stays, with reasons and sizes, and the same as a shell script. */
import { toCivil } from '../../base/civilTime.ts';
import { FileError } from '../../base/fileSystem.ts';
import { encodeEscaping } from '../../base/surrogateEscape.ts';
import type { PlanItem } from '../../protocol/events.ts';
import {
	cleanScript,
	type MeasureFreed,
	measureFreed,
	neededBy,
	type RetentionItem,
	retention,
	whyLocked,
} from '../../repository/index.ts';
import type { Host } from '../host.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';

export interface RemovalPlan {
	readonly items: readonly PlannedItem[];
	/** What `clean` prints. */
	readonly script: string;
}

export interface PlannedItem {
	readonly item: RetentionItem;
	/** Why it stays although retention would have it removed. */
	readonly obstacle?: Obstacle;
}

export interface Obstacle {
	readonly reason: 'mounted' | 'mount-unknown' | 'locked' | 'needed';
	/** A clause about the item, with what to do. */
	readonly message: string;
}

/** Plans what goes of a repository as it is now. Nothing goes in which something is or may be mounted, or that what stays needs. */
export async function planRemovals(session: Session): Promise<RemovalPlan> {
	const { repository, policy } = await session.scan();
	const items: PlannedItem[] = [];
	const retained = retention(repository, policy, toCivil(session.clock.now()));
	const needed = await neededBy(retained, scanPorts(session.host));
	for (const item of retained) {
		const obstacle = (await obstacleTo(session.host, item)) ?? neededObstacle(needed.get(item.path));
		items.push({ item, ...(obstacle && { obstacle }) });
	}
	const obstacles = new Map(
		items.flatMap(({ item, obstacle }) => (obstacle ? [[item.path, scriptWords[obstacle.reason]]] : [])),
	);
	const lines = cleanScript(
		items.map(({ item }) => item),
		obstacles,
	);
	return { items, script: lines.map((line) => `${line}\n`).join('') };
}

/** What is to be removed: retention says so, and nothing stands against it. */
export function removalsOf({ items }: Pick<RemovalPlan, 'items'>): readonly RetentionItem[] {
	return items.flatMap(({ item, obstacle }) =>
		item.action === 'remove' && obstacle === undefined ? [item] : [],
	);
}

function neededObstacle(message: string | undefined): Obstacle | undefined {
	return message === undefined ? undefined : { reason: 'needed', message };
}

const scriptWords: Readonly<Record<Obstacle['reason'], string>> = {
	mounted: 'something is mounted in it',
	'mount-unknown': 'it is not known whether something is mounted in it',
	locked: 'it is being made, or may be',
	needed: 'something that stays leads to it, or may do so',
};

/** Files can be mount points too. Metro locks a snapshot by a file beside it. */
async function obstacleTo(host: Host, item: RetentionItem): Promise<Obstacle | undefined> {
	if (item.what === 'snapshot' && item.action === 'remove') {
		const message = await whyLocked(item.path, [], scanPorts(host));
		if (message !== undefined) return { reason: 'locked', message };
	}
	for (const { path } of item.changes) {
		host.signal.throwIfAborted();
		try {
			const mount = await host.files.mountIn(path);
			if (mount === undefined) continue;
			return { reason: 'mounted', message: `something is mounted at ${mount}: unmount it first` };
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			const message = `it is not known whether something is mounted in it: ${error.message}`;
			return { reason: 'mount-unknown', message };
		}
	}
	return undefined;
}

/** The plan's items for programs, with the disk space that each removal frees once those before it are done. */
export async function planItems(host: Host, { items }: RemovalPlan): Promise<readonly PlanItem[]> {
	const planned: PlanItem[] = [];
	const measure = measureFreed(scanPorts(host));
	for (const one of items) planned.push(await planItem(measure, one));
	return planned;
}

async function planItem(measure: MeasureFreed, { item, obstacle }: PlannedItem): Promise<PlanItem> {
	const { what: kind, path, changes } = item;
	const reason = obstacle?.reason ?? item.reason;
	if (item.action === 'keep' || obstacle !== undefined)
		return { action: 'keep', kind, path, reason, ...(item.unnamed && { unnamed: true }) };
	let bytes: number | undefined = 0;
	for (const change of changes) {
		const use: number | undefined = await measure(change.path);
		bytes = bytes === undefined || use === undefined ? undefined : bytes + use;
	}
	return { action: 'remove', kind, path, reason, ...(bytes !== undefined && { bytes }) };
}

/** SHA-256 of the script's bytes, hexadecimal: it stands for the plan that was reviewed. */
export async function planHash({ script }: Pick<RemovalPlan, 'script'>): Promise<string> {
	const bytes = Uint8Array.from(encodeEscaping(script));
	return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
