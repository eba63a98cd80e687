/** Our repository commands beside plain Unix tools that read the same directories and files. */
import { spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, ratioToBest, threeDigits } from './statistics.ts';

export interface RepositoryResult {
	readonly title: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

interface Task {
	readonly title: string;
	readonly program: string;
	readonly args: readonly string[];
	/** Puts things back, untimed, before each run. */
	prepare?(): void;
}

const buildrepo = join(import.meta.dirname, '..', '..', 'dist', 'buildrepo.cjs');

/** `fails` and `nextbuild` over a repository of that many dated builds, against `find` over the same directories. */
export async function measureRepository(builds: number, rounds: number): Promise<RepositoryResult> {
	const home = mkdtempSync(join(tmpdir(), 'metro-bench-'));
	try {
		writeRepository(home, builds);
		const own = (command: string): Task => ({
			title: `buildrepo ${command}`,
			program: process.execPath,
			args: [buildrepo, '--now', '2015-02-20T00:00:00Z', command],
		});
		const rows = await race(
			[own('fails'), own('nextbuild')],
			[{ title: 'find -maxdepth 5', program: 'find', args: [join(home, 'mirror'), '-maxdepth', '5'] }],
			home,
			rounds,
		);
		return { title: `Repository of ${builds} dated builds`, ...rows };
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

/** `digestgen` against `sha256sum`, on 256 MB of archives. */
export async function measureDigests(rounds: number): Promise<RepositoryResult> {
	const home = mkdtempSync(join(tmpdir(), 'metro-bench-'));
	try {
		writeRepository(home, 4);
		const folder = join(home, 'mirror', builds[0] ?? '', arches[0] ?? '', 'subarch0', '2015-02-18');
		const archives = ['a', 'b', 'c', 'd'].map((name) => join(folder, `stage3-${name}.tar.xz`));
		const content = randomFillSync(Buffer.alloc(64 * 2 ** 20));
		for (const archive of archives) writeFileSync(archive, content);
		const rows = await race(
			[
				{
					title: 'buildrepo digestgen',
					program: process.execPath,
					args: [buildrepo, 'digestgen'],
					prepare: () => {
						for (const archive of archives) rmSync(`${archive}.hash.txt`, { force: true });
					},
				},
			],
			[{ title: 'sha256sum', program: 'sha256sum', args: archives }],
			home,
			rounds,
		);
		return { title: 'Digests of 256 MB in 4 archives', ...rows };
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

/** Runs all tasks in turns, once to warm up and then `rounds` times. */
async function race(
	ours: readonly Task[],
	theirs: readonly Task[],
	home: string,
	rounds: number,
): Promise<Omit<RepositoryResult, 'title'>> {
	const samples = new Map<Task, number[]>();
	const tasks = [...ours, ...theirs];
	for (let round = -1; round < rounds; round++) {
		for (const task of tasks) {
			task.prepare?.();
			const took = await time(task, home);
			if (round >= 0) samples.set(task, [...(samples.get(task) ?? []), took]);
		}
	}
	const figure = (task: Task): number | undefined => median(samples.get(task) ?? []);
	return {
		head: ['', 'median', 'ratio'],
		rows: tasks.map((task) => {
			const value = figure(task);
			const ratio = ours.includes(task) ? ratioToBest(value, theirs.map(figure)) : undefined;
			return [
				task.title,
				value === undefined ? '—' : threeDigits(value),
				ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
			];
		}),
	};
}

/** Milliseconds from start to end of a program whose output is discarded. Exit status 1 means "nothing to report". */
function time({ title, program, args }: Task, home: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const began = performance.now();
		const child = spawn(program, args, {
			env: { ...process.env, HOME: home },
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		child.on('error', reject);
		child.on('close', (status) => {
			if (status === 0 || status === 1) resolve(performance.now() - began);
			else reject(new Error(`${title} ended with status ${status}`));
		});
	});
}

const builds: readonly string[] = ['funtoo-current', 'funtoo-stable', 'funtoo-hardened'];
const arches: readonly string[] = ['x86-64bit', 'pure64', 'arm-32bit', 'arm-64bit'];
const versionsEach = 10;

/** A Metro home with a repository of `count` dated builds: ten of each subarch, as many subarches as that takes. */
function writeRepository(home: string, count: number): void {
	const mirror = join(home, 'mirror');
	const subarches = Math.ceil(count / versionsEach / builds.length / arches.length);
	const places = builds.flatMap((build) =>
		arches.flatMap((arch) =>
			Array.from({ length: subarches }, (_, n) => ({ build, arch, subarch: `subarch${n}` })),
		),
	);
	let made = 0;
	for (const { build, arch, subarch } of places) {
		const control = join(mirror, build, arch, subarch, '.control');
		mkdirSync(control, { recursive: true });
		if (made % 7 === 0) writeFileSync(join(control, '.failcount'), '2');
		for (let version = 0; version < versionsEach && made < count; version++, made++) {
			const date = `2015-02-${String(18 - version).padStart(2, '0')}`;
			const folder = join(mirror, build, arch, subarch, date);
			mkdirSync(folder);
			writeFileSync(join(folder, `stage3-${subarch}-${build}-${date}.tar.xz`), '');
			if (version % 3 === 0) writeFileSync(join(folder, `stage1-${subarch}-${build}-${date}.tar.xz`), '');
		}
	}
	const tuple = (names: readonly string[]): string => `(${names.map((name) => `"${name}",`).join(' ')})`;
	writeFileSync(join(home, '.metro'), `[section path/mirror]\n\n: ${mirror}\nowner: root\ngroup: root\n`);
	writeFileSync(
		join(home, '.buildbot'),
		[
			`builds = ${tuple(builds)}`,
			`arches = ${tuple(arches)}`,
			`subarches = ${tuple([...new Set(places.map(({ subarch }) => subarch))])}`,
			'',
			'def map_build(build, subarch, full, full_date):',
			'\treturn "freshen" if full else "full"',
			'',
		].join('\n'),
	);
}
