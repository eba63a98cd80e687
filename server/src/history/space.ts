/** How full the file system of a mirror was, and when it will be full. */
import { DAY } from '../base/civilTime.ts';
import type { FileSystemSpace } from '../base/fileSystem.ts';

export interface SpaceSample extends FileSystemSpace {
	/** Milliseconds since the epoch. */
	readonly at: number;
}

export interface SpaceTrend {
	/** Bytes by which free space shrinks in a day; negative if it grows. */
	readonly growth: number;
	/** Days until nothing is free; absent: it does not shrink. */
	readonly daysLeft?: number;
}

/** What happened in this span, in milliseconds, says what will happen. */
const span = 30 * DAY;

/** With less to go by, a trend is a guess: samples, and milliseconds from the first to the last. */
const least = { samples: 4, span: 3 * DAY };

/**
 * The trend of free space, by least squares over the last 30 days. `undefined`: unknown, as there are too few samples since the file
 * system got its present size.
 * @param samples in any order
 */
export function spaceTrend(samples: readonly SpaceSample[], now: SpaceSample): SpaceTrend | undefined {
	const before = samples.filter(({ at }) => at > now.at - span && at < now.at).sort((a, b) => a.at - b.at);
	const resized = before.findLastIndex(({ total }) => total !== now.total);
	const known = [...before.slice(resized + 1), now];
	const [first] = known;
	if (first === undefined || known.length < least.samples || now.at - first.at < least.span) return undefined;
	const growth = 0 - slopeOf(known.map(({ at, free }) => [(at - now.at) / DAY, free]));
	return { growth, ...(growth > 0 && { daysLeft: now.free / growth }) };
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
	const mean = (read: (point: readonly [number, number]) => number): number =>
		points.reduce((sum, point) => sum + read(point), 0) / points.length;
	const [x, y] = [mean(([at]) => at), mean(([, value]) => value)];
	const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
	const below = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
	return below === 0 ? 0 : above / below;
}
