/** Which rows the repository view shows, and how they are grouped and sorted. */

/** A subarch is shown if one of these is true of it. */
export const shownStates = [
	'failing',
	'out-of-rotation',
	'stale',
	'never-built',
	'running',
	'fresh',
	'remote',
	'unreadable',
	'no-directory',
] as const;

export type ShownState = (typeof shownStates)[number];

export const rowGroups = ['build', 'arch', 'state', 'host'] as const;

/** `build`: builds, below them arches; `host`: the hosts that build them. */
export type RowGroups = (typeof rowGroups)[number];

export const rowOrders = ['buildbot', 'name', 'age', 'failcount'] as const;

/** `buildbot`: as `.buildbot` names them; `age`: the oldest latest build first; `failcount`: the highest first. */
export type RowOrder = (typeof rowOrders)[number];

/** What is absent is not restricted, and as it comes. */
export interface Arrangement {
	readonly states?: readonly ShownState[];
	readonly where?: 'local' | 'remote';
	/** What one of these hosts builds, or is building. */
	readonly hosts?: readonly string[];
	/** Words that all appear in the build, arch or subarch. */
	readonly text?: string;
	readonly groups?: RowGroups;
	readonly order?: RowOrder;
}

/** True for all rows as they come. */
export function isPlain(arrangement: Arrangement): boolean {
	const { groups = 'build', order = 'buildbot' } = arrangement;
	return !isFiltered(arrangement) && groups === 'build' && order === 'buildbot';
}

/** True if an arrangement leaves rows out. */
export function isFiltered({ states = [], where, hosts = [], text = '' }: Arrangement): boolean {
	return states.length + hosts.length > 0 || where !== undefined || text.trim() !== '';
}

/** How rows are grouped and sorted, without what restricts them. */
export function withoutFilter({ groups, order }: Arrangement): Arrangement {
	return { ...(groups !== undefined && { groups }), ...(order !== undefined && { order }) };
}
