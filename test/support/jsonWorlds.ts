/** Repositories in which all commands with --json print something, and together all that their schema declares. */
import { FileError, type FileWriter } from '../../server/src/base/fileSystem.ts';
import type { PipedOutcome, PipedRequest } from '../../server/src/cli/host.ts';
import type { HistoryEvent } from '../../server/src/history/event.ts';
import { HistoryOff, type HistoryStore } from '../../server/src/history/historyStore.ts';
import { type FakeMaster, fakeMaster } from './fakeMaster.ts';
import { interleaved } from './interleaved.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from './memoryFileSystem.ts';
import { createMemoryHistory } from './memoryHistory.ts';
import { layOut } from './sampleRepository.ts';
import { buildrepo } from './testHost.ts';

const mapBuild = `
import os
def map_build(build, subarch, full, full_date):
	if subarch == "raises":
		return unknown
	if subarch == "none":
		return None
	if subarch == "host":
		return os.uname()
	return "freshen+openvz" if full else "full"
`;

/** A mirror with a subarch in each standing, builds of each kind, snapshots, and something wrong of each sort. */
function various(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	const build = (path: string, stages: string): void => {
		for (const stage of stages) files.put(`/mirror/current/x86/${path}/stage${stage}-x.tar.xz`, 'x');
		files.put(`/mirror/current/x86/${path}/status`, 'ok');
	};
	files.put(
		'/home/.metro',
		'[section path]\ninstall: /metro\nmirror: /mirror\n\n[section a]\n\nb: $[c]\nlist: [\none\n]\nzapped: $[zap c]\n',
	);
	files.put('/metro/metro', '');
	files.put(
		'/home/.buildbot',
		`builds = ("current",)\narches = ("x86", "gone")\nsubarches = ("never", "stale", "fresh", "out", "unread", "busy", "late", "starved", "a/b")\nall_subarches = subarches + ("remote",)\n${mapBuild}`,
	);
	files.put('/mirror/index.xml', '<subarches/>');
	files.putDirectory('/mirror/current/x86/never');
	for (const day of ['10', '11', '12', '13']) build(`stale/2015-02-${day}`, day === '12' ? '13' : '3');
	files.put('/mirror/current/x86/stale/2015-02-01/log', '');
	files.put('/mirror/current/x86/stale/2015-02-19/log', '');
	files.put('/mirror/current/x86/stale/old/log', '');
	files.put('/mirror/current/x86/stale/old/cut-x.tar.xz', '');
	build('stale/2015-02-13-abcdef', '3');
	build('fresh/2015-02-19', '3');
	files.put('/mirror/current/x86/starved/2015-2-1/log', '');
	files.put('/mirror/current/x86/late/.control/.multi_progress', '78');
	files.failAt('/mirror/current/x86/late/.control/.multi_progress', 'denied');
	files.putDirectory('/mirror/current/x86/remote/2015-02-02');
	files.failAt('/mirror/current/x86/remote/2015-02-02', 'denied');
	files.put('/mirror/current/x86/fresh/2015-02-19/lxd-x.tar.xz', 'x');
	build('busy/2015-02-18-shut', '3');
	files.failAt('/mirror/current/x86/busy/2015-02-18-shut/status', 'denied');
	files.put('/mirror/current/x86/out/.buildrepo-removing-ab/log', '');
	files.putLink('/mirror/current/x86/busy/2015-02-17-odd/status', '/mirror');
	files.put('/mirror/current/x86/stale/.control/version/stage3', '2015-02-10\n');
	for (const day of ['02', '03', '04']) build(`out/2015-01-${day}`, '3');
	files.put('/mirror/current/x86/out/.control/version/stage3', '2015-02-01\n');
	files.failAt('/mirror/current/x86/out/.control/version/stage3', 'denied');
	build('out/2015-02-01', '3');
	files.put('/mirror/current/x86/out/.control/.failcount', '3');
	files.put('/mirror/current/x86/unread/.control/.failcount', 'many');
	build('busy/2015-02-01', '3');
	files.put('/mirror/current/x86/busy/2015-01-01/log', '');
	files.put('/mirror/current/x86/busy/2015-02-20/log', '');
	files.put('/mirror/current/x86/busy/.control/.multi_progress', '77');
	build('late/2015-03-01', '3');
	build('starved/2015-02-01', '3');
	files.put('/mirror/current/x86/starved/.control/.failcount', '1');
	build('remote/2015-02-01', '3');
	for (const day of ['01', '02', '03', '04']) {
		files.put(`/mirror/current/snapshots/portage-2015-02-${day}.tar.xz`, 'x');
	}
	const hash = (path: string, text: string): void =>
		files.put(`/mirror/current/x86/${path}/stage3-x.tar.xz.hash.txt`, text);
	hash('fresh/2015-02-19', 'sha256 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\n');
	hash('out/2015-02-01', `sha256 ${'0'.repeat(64)}\n`);
	hash('starved/2015-02-01', 'soon\n');
	files.put('/mirror/current/x86/out/2015-02-01/gone.tar.xz.hash.txt', 'x');
	return files;
}

/** A repository with a mount in one build, another build where that is unknown, and a link to an old snapshot. */
function mounted(): FileWriter {
	const files = various();
	files.mountAt('/mirror/current/x86/stale/2015-02-01/chroot');
	files.putLink('/mirror/current/snapshots/portage-2015-02-05.tar.xz', 'portage-2015-02-01.tar.xz');
	return interleaved(files, (_, name, path) => {
		if (name !== 'mountIn' || !path.includes('.buildrepo-removing-')) return;
		throw new FileError('denied', path, `${path}: permission denied`);
	});
}

/** A subarch whose lock is of another machine, and which a run of this program has claimed. */
function claimed(): MemoryFileSystem {
	const files = various();
	files.put('/mirror/current/x86/fresh/.control/.multi_progress', 'far:5');
	files.put('/mirror/current/x86/fresh/.control/.buildrepo_progress', 'buildhost:77\n77-5-b-a\n');
	return files;
}

/** A place where there is nothing to build, and nothing to be found. */
function idle(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put('/home/.buildbot', 'builds = ()\n');
	files.putDirectory('/mirror');
	return files;
}

/** Its index.xml tells of something else. */
function outdated(): MemoryFileSystem {
	const files = idle();
	files.put('/mirror/index.xml', '<subarches/>');
	return files;
}

/** Its index.xml has an entry of each standing. */
function listed(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	const names = ['same', 'newer', 'older', 'changed', 'added'];
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put(
		'/home/.buildbot',
		`builds = ("current",)\narches = ("x86",)\nsubarches = (${names.map((name) => `"${name}",`).join('')})\n`,
	);
	const archive = (name: string, day: string): string =>
		`/current/x86/${name}/${day}/stage3-${name}-current-${day}.tar.xz`;
	for (const name of names) files.put(`/mirror${archive(name, '2015-02-10')}`, 'x');
	const entry = (name: string, day: string, download = archive(name, day)): string =>
		`<subarch name="${name}"><build variant="" build="current" latest="${day}" download="${download}"/></subarch>`;
	const entries = [
		entry('same', '2015-02-10'),
		entry('newer', '2015-02-01'),
		entry('older', '2015-02-19'),
		entry('changed', '2015-02-10', '/elsewhere'),
		entry('gone', '2015-02-10'),
	];
	files.put('/mirror/index.xml', `<subarches>${entries.join('')}</subarches>`);
	return files;
}

/** Its index.xml cannot be read. */
function unreadable(): MemoryFileSystem {
	const files = outdated();
	files.failAt('/mirror/index.xml', 'denied');
	return files;
}

/** One that lacks directories: of one the arch is known, of the other it is not. */
function lacking(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put(
		'/home/.buildbot',
		'builds = ("current",)\narches = ("x86-64bit", "pure64")\nsubarches = ("atom_64", "odd")\n',
	);
	files.putDirectory('/mirror');
	return files;
}

/** A repository where Python would have to be asked. */
function dynamic(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[collect $[nowhere]/x.conf]\n[section a]\nb: [\n<?python\nprint(1)\n?>\n]\n');
	files.put('/home/.buildbot', 'import os\nbuilds = os.listdir()\nwhile True: pass\n');
	return files;
}

/** A configuration that Metro reads and cannot resolve. */
function odd(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put(
		'/home/.metro',
		'[section path]\ninstall: /metro\n[section a]\nfile: << /seed\nblank:  x\n[when a/file]\ntwice: 1\n[when *]\ntwice: 2\nwrong: $[[a/file]]\n',
	);
	files.put('/home/invalid.conf', '[when b is]\nkey: 1\n');
	files.put('/seed', 'seed\n');
	files.put('/metro/metro', '');
	files.put('/metro/etc/builds/current/build.conf', '[section target]\nx: $[y]\n');
	files.put('/home/.buildbot', 'builds = ("current",)\n');
	return files;
}

/** One that Metro would read for ever. */
function endless(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[collect ./.metro]\n');
	return files;
}

/** One whose files are broken. */
function broken(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section a]\nb: c\nb: d\n');
	files.put('/home/.buildbot', 'builds = (\n');
	return files;
}

/** A server whose builds are uploaded to a master, each in another state. */
function uploading(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n[section upload]\nhost: master\npath: /m\n');
	files.put(
		'/home/.buildbot',
		`builds = ("current", "next")\narches = ("x86",)\nsubarches = ("stale",)\n${mapBuild}`,
	);
	for (const day of [
		'current/x86/stale/2015-02-11',
		'current/x86/stale/2015-02-12',
		'current/x86/stale/2015-02-13',
		'current/x86/stale/2015-02-14',
		'current/x86/stale/2015-02-19',
		'next/x86/stale/2015-02-11',
	]) {
		files.put(`/mirror/${day}/stage3-x.tar.xz`, 'x', Date.parse('2015-02-15'));
		files.put(
			`/mirror/${day}/stage3-x.tar.xz.hash.txt`,
			`sha256 ${'0'.repeat(64)}\n`,
			Date.parse('2015-02-16'),
		);
		files.put(`/mirror/${day}/status`, 'ok', Date.parse('2015-02-16'));
	}
	files.put('/mirror/current/x86/stale/2015-02-01/stage3-x.tar.xz', 'x');
	return files;
}

/** The same, where index.xml cannot be written. */
const unindexed = (): MemoryFileSystem => uploading();

const master: FakeMaster = {
	tops: [0],
	has: (name) =>
		({ '2015-02-11': 'whole -', '2015-02-12': 'differs 0', '2015-02-13': 'nothing - left' })[name.slice(-10)],
	send: ({ arguments: words }) => ({
		kind: 'exited',
		status: words.at(-1)?.includes('2015-02-13') === true ? 23 : 0,
		output: '',
		complaint: '',
	}),
};

/** A history with an event of each kind, and the least that one can hold. */
async function filled(): Promise<HistoryStore> {
	const at = Date.parse('2015-02-19T12:00:00Z');
	const name = 'current/x86/stale';
	const asked = { day: '2015-02-19', target: 'full', extras: ['lxd'], host: 'buildhost' };
	const failure = { name: 'glibc', phase: 'compile', more: 2 };
	const total = 1000 * 2 ** 30;
	const events: readonly HistoryEvent[] = [
		{ kind: 'build-started', at, name, ...asked },
		{
			kind: 'build-ended',
			at,
			name,
			result: 'failed',
			...asked,
			duration: 1500,
			failure: { target: 'stage1', ...failure },
		},
		{ kind: 'build-ended', at, name, result: 'failed', failure },
		{ kind: 'build-ended', at, name, result: 'interrupted' },
		{ kind: 'build-ended', at, name, result: 'not-started' },
		{ kind: 'build-ended', at: at + 1000, name, result: 'succeeded', day: '2015-02-19', duration: 2000 },
		{ kind: 'build-ended', at, name: 'current/x86/out', result: 'failed', failure },
		{ kind: 'build-ended', at, name: 'current/x86/busy', result: 'succeeded', duration: 2000 },
		{ kind: 'failcount', at, name, from: 0, to: 1, stamp: 1 },
		{ kind: 'failcount', at, name, to: 0 },
		{ kind: 'zapped', at, name, from: 1 },
		{ kind: 'zapped', at, name },
		{ kind: 'removed', at, name: `${name}/2015-02-01`, what: 'build', bytes: 1 },
		{ kind: 'removed', at, name: 'current/snapshots/portage-2015-02-01.tar.xz', what: 'snapshot', bytes: 1 },
		{ kind: 'removed', at, name: `${name}/old`, what: 'stranger', bytes: 1 },
		{ kind: 'digests', at, name: '', hashed: 1, repaired: 2, removed: 3, failed: 4 },
		{ kind: 'linked', at, name: '', linked: 2, removed: 1 },
		{
			kind: 'published',
			at,
			name: '',
			target: 'publish',
			result: 'published',
			asOf: at,
			files: 3,
			bytes: 4096,
			removed: 1,
			leftOut: [],
		},
		{
			kind: 'published',
			at,
			name: '',
			target: 'far',
			result: 'failed',
			asOf: at,
			files: 0,
			bytes: 0,
			removed: 0,
			leftOut: [`${name}/2015-02-19`],
			reason: 'the connection was lost',
		},
		{ kind: 'maintained', at, name: '', done: ['clean'], failed: ['digestgen'], skipped: ['publish'] },
		{ kind: 'index', at, name: 'index.xml' },
		{ kind: 'upload-started', at, name: `${name}/2015-02-19`, to: 'master:/m', bytes: 1 },
		...(['succeeded', 'failed', 'interrupted', 'already-there'] as const).map((result) => ({
			kind: 'upload-ended' as const,
			at,
			name: `${name}/2015-02-19`,
			to: 'master:/m',
			result,
			bytes: 1,
			duration: 1500,
			...(result === 'failed' && { reason: 'the disk is full' }),
		})),
	];
	const store = createMemoryHistory();
	await store.record(
		'/mirror',
		events.map((event, index) => ({ key: [index], seenBy: 'run', event })),
	);
	for (const days of [1, 2, 3, 4])
		await store.recordSpace('/mirror', { at: at - days * 86_400_000, free: (400 + days) * 2 ** 30, total });
	return store;
}

/** The usual set-up, for a user without a history. */
const withoutHistory = (): FileWriter => various();
const noHistory: HistoryStore = {
	...createMemoryHistory(),
	look: () => Promise.reject(new HistoryOff('history is off: it is locked by another program')),
};

/** With two targets, one of which does not exist; what clean has removed is still at the other. */
function toPublish(): MemoryFileSystem {
	const files = various();
	const sections =
		'[section path]\nmirror: /mirror\n[section publish]\ntarget: /srv\nremove: yes\n[section publish/far]\ntarget: /far\nprogram: rclone\n';
	files.put('/home/.metro', sections);
	files.put('/mirror/index.xml', '<build download="/gone"/>');
	files.put('/mirror/index.html', '');
	files.put('/mirror/live/x.iso', 'x');
	files.put('/mirror/live/x.iso.hash.txt', `sha256 ${'0'.repeat(64)}\n`);
	files.putLink('/mirror/live/latest.iso', 'x.iso');
	files.putDirectory('/srv');
	return files;
}

/** One whose index.xml only has to be written anew. */
function staleIndex(): MemoryFileSystem {
	return layOut({
		files: {
			'corei7/2015-02-11/stage3-corei7-funtoo-current-2015-02-11.tar.xz': 'x',
			'/mirror/index.xml': '<build download="/gone"/>',
			'/srv/': '',
		},
		metro: '[section publish]\n\ntarget: /srv\n',
	});
}

/** One whose index.xml cannot be written. */
function unwritable(): MemoryFileSystem {
	const files = toPublish();
	files.failAt('/mirror/index.xml', 'denied');
	return files;
}

/** What rsync says of a target at which is a build that is gone here, and of all that it is to send. */
function rsyncThere({ arguments: words, input = '', onOutput }: PipedRequest): PipedOutcome {
	if (words.includes('--info=progress2'))
		for (const name of input.split('\0').filter(Boolean)) onOutput?.(`>1 ${name.slice(2)}\n`);
	if (words.includes('--recursive')) onOutput?.('>1 current/x86/stale/2014-01-01/a\n>1 index.xml\n');
	const output = words.includes('--version') ? 'rsync  version 3.2.7  protocol version 31\n' : '';
	return { kind: 'exited', status: 0, output, complaint: '' };
}

const subarch = 'current/x86/';
/** The worlds, each with a line of words that is called there with --json, up to 2019. */
export const cases: readonly (readonly [world: () => FileWriter, line: string])[] = [
	[various, 'nextbuild'],
	[various, 'fails'],
	[various, 'empties'],
	[various, 'clean'],
	[mounted, 'clean'],
	[various, 'clean --keep current/x86/out/.buildrepo-removing-ab'],
	[various, 'status'],
	[various, 'explain'],
	...['stale', 'unread', 'fresh', 'busy', 'late', 'remote', 'out'].map(
		(name) => [various, `explain ${subarch}${name}`] as const,
	),
	[various, 'forecast'],
	[various, 'forecast -n 40'],
	[various, 'hosts'],
	[various, 'hosts --host alpha'],
	[various, 'history'],
	[various, 'history current/x86/stale --since 7d'],
	[idle, 'history'],
	[various, 'health'],
	[various, 'health --since 2015-02-01'],
	[unreadable, 'health'],
	[withoutHistory, 'health'],
	[idle, 'health'],
	[lacking, 'health'],
	[various, 'metrics'],
	[uploading, 'upload --pretend'],
	[uploading, 'upload'],
	[uploading, 'upload --no-index'],
	[uploading, 'upload current/x86/stale/2015-02-11'],
	[unindexed, 'upload'],
	[various, `unlock ${subarch}busy`],
	[claimed, `unlock ${subarch}fresh`],
	[claimed, `unlock --apply ${subarch}fresh`],
	[idle, 'index.xml --pretend'],
	[listed, 'index.xml --pretend'],
	[listed, 'index.xml --pretend --dialect 2015'],
	[various, 'latest --pretend'],
	[toPublish, 'publish'],
	[staleIndex, 'publish --dialect 2015'],
	[toPublish, 'maintain'],
	[various, 'maintain --without clean'],
	[unwritable, 'maintain'],
	[toPublish, 'publish --pretend'],
	[various, 'digestgen'],
	[various, 'digestgen --repair'],
	[various, 'verify'],
	[various, 'buildbot'],
	[various, `buildbot --only ${subarch}fresh`],
	[various, 'config'],
	[various, 'config --lookup a/b --lookup a/list --set a/c=d path/mirror'],
	[various, 'settings'],
	[
		various,
		'settings --map-build ["a","b",true,null] --map-build ["a","raises",true,null] --map-build ["a","none",true,null] --map-build ["a","host",true,null] --map-build [1] --map-build ["a"]',
	],
	[various, 'check'],
	[various, 'check --all'],
	[idle, 'status'],
	[outdated, 'status'],
	[unreadable, 'status'],
	[idle, 'nextbuild'],
	[idle, 'verify'],
	[idle, 'buildbot'],
	[idle, 'explain'],
	[lacking, 'empties --missing'],
	[lacking, 'explain'],
	[lacking, 'explain odd'],
	[lacking, 'status'],
	[lacking, 'create'],
	[dynamic, 'settings'],
	[dynamic, 'config'],
	[dynamic, 'config a/b'],
	[odd, 'config'],
	[odd, 'config --file /home/invalid.conf --lookup key'],
	[odd, 'check --all'],
	[endless, 'config'],
	[broken, 'settings --map-build ["a","b",false,null]'],
	[broken, 'config'],
	[broken, 'check'],
];

/** One mirror for several hosts, as Metro has it since December 2020: what this host builds is known for one build of four. */
function shared(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put(
		'/mirror/.buildbot',
		'builds = ("one", "two", "three", "four")\narches = ("x86",)\nall_subarches = ("a", "b", "c")\n' +
			'def get_subarches(hostname=None, release=None):\n\tif hostname == "alpha":\n\t\treturn ("a",)\n\tif release == "two":\n\t\treturn None\n' +
			'\tif release == "three":\n\t\treturn os.listdir()\n\twhile release == "four":\n\t\tpass\n\treturn ("a", "b")\n',
	);
	files.put('/mirror/one/x86/a/2015-02-01/.targets', 'stage3\n');
	files.put('/mirror/one/x86/a/2015-02-01/status', 'ok');
	files.put('/mirror/one/x86/a/2015-02-03/.targets', 'stage3\n');
	files.putDirectory('/mirror/one/x86/b');
	files.put('/mirror/one/x86/c/.control/.multi_progress', 'alpha:12');
	return files;
}

const sharedLines = [
	'settings',
	'status',
	'explain',
	'forecast',
	'forecast --hosts',
	'hosts',
	'clean',
	'fails',
	'empties',
	'health',
];

interface Call {
	readonly dialect: string;
	readonly world: () => FileWriter;
	readonly line: string;
}

/** Every case in each dialect. */
export const calls: readonly Call[] = [
	...['2015', '2019'].flatMap((dialect) => cases.map(([world, line]) => ({ dialect, world, line }))),
	...sharedLines.map((line) => ({ dialect: '2024', world: shared, line })),
];

/** What a call prints with --json. */
export async function answerOf({ dialect, world, line }: Call): Promise<{ stdout: string; stderr: string }> {
	return buildrepo(['--dialect', dialect, ...line.split(' '), '--json'], {
		files: world(),
		alive: [77],
		now: '2015-02-20T12:00:00Z',
		pipe: line.startsWith('upload')
			? fakeMaster(world === unindexed ? { ...master, index: ['none'] } : master)
			: rsyncThere,
		history: world === withoutHistory ? noHistory : await filled(),
	});
}
