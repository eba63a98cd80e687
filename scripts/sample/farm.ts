/** The sample's build server: its subarches, their results, and the contents of their folders. */

/** One dated folder. */
export interface SampleBuild {
	readonly daysAgo: number;
	/**
	 * `full` has stages 1 to 3, `freshen` only a stage3; `failed` failed in its stage3; `interrupted` left a stage1 and the
	 * beginning of a log; `running` is the same but continues.
	 */
	readonly kind: 'full' | 'freshen' | 'failed' | 'interrupted' | 'running';
	/** Whether the archives have hash files; `stale` ones are older than their archives and do not match. */
	readonly hashes: 'right' | 'missing' | 'stale';
}

export interface SampleSubarch {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	/** Consecutive failures; with none, the file does not exist. */
	readonly failcount?: number;
	/** Built on another server; only `all_subarches` names it. */
	readonly remote?: true;
	/** Newest first. */
	readonly builds: readonly SampleBuild[];
}

/** Alternating builds as the map_build of Metro's documentation requests them, the newest `newest` days old, one every four days. */
function history(newest: number, count: number, first: 'full' | 'freshen' = 'freshen'): SampleBuild[] {
	return Array.from({ length: count }, (_, index): SampleBuild => {
		const kind = (index % 2 === 0) === (first === 'full') ? 'full' : 'freshen';
		return { daysAgo: newest + 4 * index, kind, hashes: newest + 4 * index < 3 ? 'missing' : 'right' };
	});
}

function attempt(kind: 'failed' | 'interrupted' | 'running', daysAgo: number): SampleBuild {
	return { daysAgo, kind, hashes: 'missing' };
}

function withStaleHashes(build: SampleBuild): SampleBuild {
	return { ...build, hashes: 'stale' };
}

const current = 'funtoo-current';
const hardened = 'funtoo-current-hardened';

/** The sample's subarches. A build is stale after three days; three failures take a subarch out of the rotation. */
export const farm: readonly SampleSubarch[] = [
	// This server's own.
	{ build: current, arch: 'x86-64bit', subarch: 'amd64-jaguar', builds: history(1, 4) },
	{ build: current, arch: 'x86-64bit', subarch: 'amd64-k8', builds: [] },
	{
		build: current,
		arch: 'x86-64bit',
		subarch: 'core2_64',
		failcount: 3,
		builds: [attempt('failed', 3), attempt('failed', 6), attempt('failed', 9), ...history(13, 2, 'full')],
	},
	{
		build: current,
		arch: 'x86-64bit',
		subarch: 'corei7',
		builds: [attempt('running', 0), ...history(4, 3, 'full')],
	},
	{
		build: current,
		arch: 'x86-64bit',
		subarch: 'generic_64',
		failcount: 1,
		builds: [attempt('failed', 1), ...history(5, 3)],
	},
	{ build: current, arch: 'pure64', subarch: 'amd64-jaguar-pure64', builds: history(2, 4, 'full') },
	{
		build: current,
		arch: 'pure64',
		subarch: 'corei7-pure64',
		failcount: 2,
		builds: [attempt('failed', 2), attempt('failed', 5), ...history(8, 3, 'full')],
	},
	{
		build: current,
		arch: 'pure64',
		subarch: 'generic_64-pure64',
		builds: history(5, 3).map(withStaleHashes),
	},
	{
		build: current,
		arch: 'x86-32bit',
		subarch: 'generic_32',
		builds: [attempt('interrupted', 1), ...history(6, 2), attempt('interrupted', 16)],
	},
	{ build: current, arch: 'x86-32bit', subarch: 'i686', builds: history(1, 3, 'full') },
	{ build: current, arch: 'x86-32bit', subarch: 'pentium4', builds: history(4, 3) },
	{ build: hardened, arch: 'x86-64bit', subarch: 'amd64-jaguar', builds: history(2, 3) },
	// amd64-k8 is new here, and its hardened build has no directory yet.
	{ build: hardened, arch: 'x86-64bit', subarch: 'core2_64', builds: history(3, 2, 'full') },
	{ build: hardened, arch: 'x86-64bit', subarch: 'corei7', builds: history(7, 2, 'full') },
	{ build: hardened, arch: 'x86-64bit', subarch: 'generic_64', builds: history(1, 3, 'full') },
	{
		build: hardened,
		arch: 'pure64',
		subarch: 'amd64-jaguar-pure64',
		failcount: 1,
		builds: [attempt('failed', 2), ...history(6, 2)],
	},
	{ build: hardened, arch: 'pure64', subarch: 'corei7-pure64', builds: history(2, 2) },
	{ build: hardened, arch: 'pure64', subarch: 'generic_64-pure64', builds: history(3, 3, 'full') },
	{ build: hardened, arch: 'x86-32bit', subarch: 'generic_32', builds: history(2, 2, 'full') },
	{ build: hardened, arch: 'x86-32bit', subarch: 'i686', builds: history(5, 2) },
	{ build: hardened, arch: 'x86-32bit', subarch: 'pentium4', builds: history(1, 2) },
	// Built elsewhere, kept and cleaned here.
	{ build: current, arch: 'x86-64bit', subarch: 'amd64-piledriver', remote: true, builds: history(3, 2) },
	{
		build: current,
		arch: 'x86-64bit',
		subarch: 'intel64-haswell',
		remote: true,
		builds: history(2, 4, 'full'),
	},
	{ build: current, arch: 'pure64', subarch: 'intel64-haswell-pure64', remote: true, builds: history(2, 2) },
	{ build: current, arch: 'x86-32bit', subarch: 'atom_32', remote: true, builds: history(11, 2, 'full') },
	{
		build: current,
		arch: 'arm-32bit',
		subarch: 'armv7a_hardfp',
		remote: true,
		builds: history(3, 4, 'full'),
	},
	{ build: current, arch: 'arm-32bit', subarch: 'armv6j_hardfp', remote: true, builds: history(9, 2) },
	{
		build: current,
		arch: 'arm-32bit',
		subarch: 'armv5te',
		remote: true,
		failcount: 2,
		builds: history(27, 1),
	},
];

/** Snapshots of each build's package tree, by age in days. */
export const snapshotAges: readonly number[] = [0, 1, 2, 4, 5, 8];
