/** What of the retention's removals must not happen as the disk is now: mounts, locks, and links of what stays. */
import type { CivilTime } from '../../base/civilTime.ts';
import { FileError, type FileReader, type MountReader } from '../../base/fileSystem.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { whyLocked } from '../locks/unfinished.ts';
import type { Repository } from '../model.ts';
import { neededBy } from './neededBy.ts';
import { type RetentionItem, type RetentionPolicy, retention } from './retention.ts';

export interface PlannedItem {
	readonly item: RetentionItem;
	/** Why it stays although retention would have it removed. */
	readonly obstacle?: Obstacle;
}

export interface Obstacle {
	readonly reason: 'mounted' | 'mount-unknown' | 'locked' | 'needed' | 'held-back';
	/** A clause about the item, with what to do. */
	readonly message: string;
}

export interface PlanPorts extends ScanPorts {
	readonly files: FileReader & MountReader;
}

/**
 * The items of `retention`. Nothing goes in which something is or may be mounted, or that what stays needs.
 * @param hold the paths of those that somebody wants to keep in any case
 */
export async function plannedRemovals(
	repository: Repository,
	policy: RetentionPolicy,
	now: CivilTime,
	ports: PlanPorts,
	hold: (items: readonly RetentionItem[]) => ReadonlySet<string> = () => new Set(),
): Promise<readonly PlannedItem[]> {
	const items: PlannedItem[] = [];
	const retained = retention(repository, policy, now);
	const held = hold(retained);
	const isHeld = ({ action, path }: RetentionItem): boolean => action === 'remove' && held.has(path);
	const needed = await neededBy(
		retained.map((item) => (isHeld(item) ? { ...item, action: 'keep' } : item)),
		ports,
	);
	for (const item of retained) {
		const obstacle = isHeld(item)
			? heldObstacle
			: ((await obstacleTo(item, ports)) ?? neededObstacle(needed.get(item.path)));
		items.push({ item, ...(obstacle && { obstacle }) });
	}
	return items;
}

/** What is to be removed: retention says so, and nothing stands against it. */
export function removalsIn(items: readonly PlannedItem[]): readonly RetentionItem[] {
	return items.flatMap(({ item, obstacle }) =>
		item.action === 'remove' && obstacle === undefined ? [item] : [],
	);
}

/** What should go, but cannot. */
export function blockedIn(items: readonly PlannedItem[]): readonly Required<PlannedItem>[] {
	return items.flatMap(({ item, obstacle }) =>
		obstacle === undefined || obstacle.reason === 'held-back' ? [] : [{ item, obstacle }],
	);
}

const heldObstacle: Obstacle = { reason: 'held-back', message: 'it is held back' };

function neededObstacle(message: string | undefined): Obstacle | undefined {
	return message === undefined ? undefined : { reason: 'needed', message };
}

/** Files can be mount points too. Metro locks a snapshot by a file beside it. */
async function obstacleTo(item: RetentionItem, ports: PlanPorts): Promise<Obstacle | undefined> {
	if (item.what === 'snapshot' && item.action === 'remove') {
		const message = await whyLocked(item.path, [], ports);
		if (message !== undefined) return { reason: 'locked', message };
	}
	for (const { path } of item.changes) {
		ports.signal.throwIfAborted();
		try {
			const mount = await ports.files.mountIn(path);
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
