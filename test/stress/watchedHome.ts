/** A Metro home on disk in which everything that can be replaced is: two mirrors, two installations, two homes, links to each. */
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A number from 0 to below `end`. */
export type Random = (end: number) => number;

export interface WatchedHome {
	/** As an editor opens it: a link. */
	readonly home: string;
	/** A file of the installation to open, and its text, which is always the same. */
	readonly document: string;
	readonly documentText: string;
	/** Changes something; the name of the change, `undefined` if it could not be made. */
	change(): string | undefined;
	/** Names of all kinds of changes. */
	readonly kinds: readonly string[];
	dispose(): void;
}

const builds = ['funtoo-current', 'funtoo-stable'];
const arches = ['x86-64bit', 'pure64'];
const days = ['2015-02-10', '2015-02-18', '2015-03-01', '2015-03-05'];

const documentText =
	'[collect ./builds/$[target/build]/build.conf]\n\n[section my]\n\ncolor: $[my/hue]/$[target]\n';

/**
 * @param subarches how many there are of each build and arch
 * @param canMount whether the process may mount, in its own mount namespace
 */
export function makeWatchedHome(random: Random, subarches: number, canMount: boolean): WatchedHome {
	const top = mkdtempSync(join(tmpdir(), 'metro-stress-'));
	const at = (...parts: string[]): string => join(top, ...parts);
	const names = Array.from({ length: subarches }, (_, index) => `amd64-${index}`);
	const one = <T>(from: readonly T[]): T => from[random(from.length)] as T;
	let serial = 0;
	/** A new name beside a path, because a rename must not cross mounts. */
	const beside = (path: string): string => join(dirname(path), `.new${serial++}`);

	const subarch = (mirror: string): string => join(mirror, one(builds), one(arches), one(names));
	const makeSubarch = (path: string): void => {
		mkdirSync(join(path, '.control'), { recursive: true });
		for (const day of days.slice(0, 1 + random(3))) makeBuild(join(path, day));
		if (random(2) === 0) writeFileSync(join(path, '.control/.failcount'), String(random(5)));
	};
	const makeBuild = (path: string): void => {
		mkdirSync(path, { recursive: true });
		if (random(4) > 0) writeFileSync(join(path, 'stage3-x.tar.xz'), 'x'.repeat(random(9)));
		if (random(3) > 0) writeFileSync(join(path, 'status'), random(2) === 0 ? 'ok' : 'failed');
	};
	const makeMirror = (path: string): void => {
		for (const build of builds)
			for (const arch of arches) for (const name of names) makeSubarch(join(path, build, arch, name));
	};
	const script = (): string => (random(2) === 0 ? 'print("release=" + build)\n' : 'print "build=" + build\n');
	const buildConf = (): string =>
		`[section my]\n\nhue: h${random(100)}\n${random(2) === 0 ? 'color: mine\n' : ''}${random(3) === 0 ? 'odd\n' : ''}`;
	const makeInstall = (path: string): void => {
		for (const directory of ['scripts', 'subarch', 'etc/multi-targets', 'targets/gentoo'])
			mkdirSync(join(path, directory), { recursive: true });
		writeFileSync(join(path, 'scripts/buildrepo'), script());
		writeFileSync(join(path, 'etc/master.conf'), documentText);
		for (const build of builds) {
			mkdirSync(join(path, 'etc/builds', build), { recursive: true });
			writeFileSync(join(path, 'etc/builds', build, 'build.conf'), buildConf());
		}
		for (const name of ['etc/multi-targets/full', 'targets/gentoo/stage3.spec'])
			writeFileSync(join(path, name), '');
	};
	const metro = (): string =>
		`[section path]\n\ninstall: ${at('metro')}\nmirror: ${at(one(['mirror', 'mirror', 'mirror', 'm2']))}\n\n[collect $[path/install]/etc/master.conf]\n`;
	const buildbot = (): string =>
		`builds = ${tuple(builds.slice(random(2)))}\narches = ${tuple(arches.slice(random(2)))}\nsubarches = ${tuple(names)}\nmax_failcount = ${1 + random(4)}\n\ndef map_build(build, subarch, full, full_date):\n\treturn "full"\n`;
	const makeHome = (path: string): void => {
		mkdirSync(path);
		for (const [name, text] of [
			['metro', metro],
			['buildbot', buildbot],
		] as const) {
			for (const number of [1, 2]) writeFileSync(join(path, `${name}${number}`), text());
			if (random(2) === 0) symlinkSync(`${name}1`, join(path, `.${name}`));
			else writeFileSync(join(path, `.${name}`), text());
		}
	};

	for (const number of [1, 2]) {
		makeMirror(at(`m${number}`));
		makeInstall(at(`i${number}`));
		makeHome(at(`h${number}`));
	}
	symlinkSync('m1', at('mirror'));
	symlinkSync(at('i1'), at('metro'));
	symlinkSync('h1', at('home'));

	/** Where a link on top leads now. */
	const real = (name: string): string => at(readlinkSync(at(name)).split('/').at(-1) ?? '');
	const relink = (path: string, target: string): void => {
		const link = beside(path);
		symlinkSync(target, link);
		renameSync(link, path);
	};
	const replace = (path: string, text: string): void => {
		const file = beside(path);
		writeFileSync(file, text);
		renameSync(file, path);
	};
	/** Puts a changed copy of a directory in its place. */
	const exchange = (path: string, edit: (copy: string) => void): void => {
		// What is mounted elsewhere of a directory that goes would be empty from then on.
		unmountBelow(dirname(path) === top ? top : path);
		const copy = beside(path);
		const old = beside(path);
		cpSync(path, copy, { recursive: true, verbatimSymlinks: true });
		edit(copy);
		renameSync(path, old);
		try {
			renameSync(copy, path);
		} catch (error) {
			renameSync(old, path);
			throw error;
		}
		if (random(2) === 0) rmSync(old, { recursive: true });
	};
	const mounts: string[] = [];
	const unmountBelow = (path: string): void => {
		for (const mounted of mounts.filter((one) => one === path || one.startsWith(`${path}/`)).reverse())
			unmount(mounted);
	};
	const unmount = (mounted: string): void => {
		execFileSync('umount', ['--lazy', mounted], { stdio: 'ignore' });
		mounts.splice(mounts.lastIndexOf(mounted), 1);
	};
	const mount = (what: string, where: string): void => {
		execFileSync('mount', ['--bind', what, where], { stdio: 'ignore' });
		mounts.push(where);
	};
	const failcount = (path: string): string => join(path, '.control/.failcount');
	/** A random directory of a repository, from the mirror down to a build. */
	const directoryIn = (mirror: string): string => {
		const parts = subarch(mirror)
			.slice(mirror.length + 1)
			.split('/');
		return join(mirror, ...parts.slice(0, random(4)));
	};
	const config = (): string => {
		const home = real('home');
		return join(home, one(['.metro', '.buildbot', 'metro1', 'buildbot1']));
	};
	const textFor = (path: string): string =>
		path.includes('metro') && !path.endsWith('buildbot1') && !path.endsWith('.buildbot')
			? metro()
			: buildbot();

	const changes: readonly (readonly [kind: string, weight: number, change: () => void])[] = [
		['failcount written', 12, () => writeFileSync(failcount(subarch(real('mirror'))), String(random(6)))],
		['failcount replaced', 6, () => replace(failcount(subarch(real('mirror'))), String(random(6)))],
		['failcount removed', 5, () => rmSync(failcount(subarch(real('mirror'))), { force: true })],
		[
			'lock',
			4,
			() => {
				const lock = join(subarch(real('mirror')), '.control/.multi_progress');
				if (random(2) === 0) rmSync(lock, { force: true });
				else writeFileSync(lock, random(2) === 0 ? String(process.pid) : '2147483646');
			},
		],
		['build made', 5, () => makeBuild(join(subarch(real('mirror')), one(days)))],
		[
			'build removed',
			4,
			() => rmSync(join(subarch(real('mirror')), one(days)), { recursive: true, force: true }),
		],
		[
			'archive grows',
			5,
			() => {
				const build = join(subarch(real('mirror')), one(days));
				if (existsSync(build)) writeFileSync(join(build, 'stage3-x.tar.xz'), 'x'.repeat(random(2000)));
			},
		],
		[
			'directory of the mirror replaced',
			8,
			() =>
				exchange(directoryIn(real('mirror')), (copy) => {
					for (const path of deep(copy))
						if (path.endsWith('.failcount')) writeFileSync(path, String(random(6)));
				}),
		],
		[
			'directory of the mirror away and back',
			3,
			() => {
				const path = directoryIn(real('mirror'));
				unmountBelow(path);
				const away = beside(path);
				renameSync(path, away);
				if (random(2) === 0) pause(random(20));
				renameSync(away, path);
			},
		],
		['mirror linked elsewhere', 4, () => relink(at('mirror'), one(['m1', 'm2', at('m1'), at('m2')]))],
		['installation linked elsewhere', 4, () => relink(at('metro'), one(['i1', 'i2', at('i1'), at('i2')]))],
		['home linked elsewhere', 4, () => relink(at('home'), one(['h1', 'h2']))],
		[
			'installation replaced',
			3,
			() => exchange(real('metro'), (copy) => writeFileSync(join(copy, 'scripts/buildrepo'), script())),
		],
		[
			'home replaced',
			3,
			() => exchange(real('home'), (copy) => writeFileSync(join(copy, 'buildbot1'), buildbot())),
		],
		['scripts/buildrepo written', 3, () => writeFileSync(join(real('metro'), 'scripts/buildrepo'), script())],
		['scripts/buildrepo replaced', 3, () => replace(join(real('metro'), 'scripts/buildrepo'), script())],
		[
			'configuration linked elsewhere',
			5,
			() => {
				const name = one(['metro', 'buildbot']);
				relink(join(real('home'), `.${name}`), `${name}${1 + random(2)}`);
			},
		],
		[
			'configuration replaced',
			5,
			() => {
				const path = config();
				replace(path, textFor(path));
			},
		],
		[
			'configuration written',
			5,
			() => {
				const path = config();
				writeFileSync(path, textFor(path));
			},
		],
		[
			'configuration removed and made anew',
			3,
			() => {
				const path = config();
				rmSync(path);
				if (random(2) === 0) pause(random(30));
				writeFileSync(path, textFor(path));
			},
		],
		[
			'build.conf written',
			6,
			() => writeFileSync(join(real('metro'), 'etc/builds', one(builds), 'build.conf'), buildConf()),
		],
		[
			'build.conf replaced',
			4,
			() => replace(join(real('metro'), 'etc/builds', one(builds), 'build.conf'), buildConf()),
		],
		[
			'permissions of a failcount',
			1,
			() => {
				const path = failcount(subarch(real('mirror')));
				if (existsSync(path)) chmodSync(path, (statSync(path).mode ^ 0o040) & 0o777);
			},
		],
		...(canMount
			? ([
					[
						'mounted at the mirror',
						3,
						() => mounts.length < 3 && mount(one([at('m1'), at('m2')]), real('mirror')),
					],
					[
						'mounted below the mirror',
						4,
						() => {
							const target = directoryIn(real('mirror'));
							const depth = target.slice(real('mirror').length).split('/').filter(Boolean).length;
							const parts = subarch(at('m2')).split('/');
							if (mounts.length < 12) mount(parts.slice(0, parts.length - 3 + depth).join('/'), target);
						},
					],
					[
						'unmounted',
						5,
						() => {
							const last = mounts.at(-1);
							if (last !== undefined) unmount(last);
						},
					],
				] as const)
			: []),
	];
	const bag = changes.flatMap((change) => Array<typeof change>(change[1]).fill(change));

	return {
		home: at('home'),
		document: at('metro/etc/master.conf'),
		documentText,
		kinds: changes.map(([kind]) => kind),
		change() {
			const [kind, , change] = one(bag);
			try {
				change();
			} catch (error) {
				// What is to be changed is gone for now, because of another change.
				if (
					!/ENOENT|ENOTDIR|EBUSY|resource busy|EEXIST|ENOTEMPTY|ELOOP|EINVAL|EXDEV|Command failed/.test(
						String(error),
					)
				)
					throw error;
				return undefined;
			}
			return kind;
		},
		dispose() {
			// What was mounted on has gone from some of ours with another mount.
			for (const mounted of mountedBelow(top).reverse()) execFileSync('umount', ['--lazy', mounted]);
			rmSync(top, { recursive: true, force: true });
		},
	};
}

/** Where something is mounted below a directory, in the order in which it was. */
function mountedBelow(directory: string): string[] {
	if (process.platform !== 'linux') return [];
	return readFileSync('/proc/self/mounts', 'utf8')
		.split('\n')
		.map((line) => line.split(' ')[1] ?? '')
		.filter((place) => place.startsWith(`${directory}/`));
}

function tuple(names: readonly string[]): string {
	return `(${names.map((name) => `"${name}",`).join(' ')})`;
}

function deep(path: string): string[] {
	return readdirSync(path, { recursive: true }).map((name) => join(path, String(name)));
}

/** Others may see the disk in between. */
function pause(milliseconds: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
