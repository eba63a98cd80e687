/** A small Metro home on the real disk for one test; it is gone when the test ends. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

export interface MetroHome {
	readonly home: string;
	readonly mirror: string;
	/** Writes a file below the home, making its folders. */
	write(path: string, content: string): Promise<void>;
	/** Gives the installation a `metro/etc/master.conf`, and has `.metro` collect it. */
	collectMaster(text: string): Promise<void>;
	/** A dated build with a stage3, and a stage1 if it is full. */
	build(path: string, kind?: 'full' | 'freshen' | 'incomplete'): Promise<void>;
}

const metro = (mirror: string): string =>
	[
		'[section path]',
		'install: $[path/config]/metro',
		'',
		'[section path/mirror]',
		`: ${mirror}`,
		'owner: root',
		'group: root',
		'',
	].join('\n');

export const jaguar = [
	'builds = ("funtoo-current", "funtoo-current-hardened")',
	'arches = ("x86-64bit", "pure64")',
	'subarches = (',
	'\t"amd64-jaguar",',
	'\t"amd64-jaguar-pure64",',
	')',
	'',
	'def map_build(build, subarch, full, full_date):',
	'\treturn "freshen" if full else "full"',
	'',
].join('\n');

/** Makes a home whose `.metro` names `mirror/` beside it, and whose `.buildbot` is `buildbot`. */
export async function makeMetroHome(t: TestContext, buildbot: string = jaguar): Promise<MetroHome> {
	const home = await mkdtemp(join(tmpdir(), 'metro-home-'));
	t.after(() => rm(home, { recursive: true, force: true }));
	const mirror = join(home, 'mirror');
	const write = async (path: string, content: string): Promise<void> => {
		await mkdir(dirname(join(home, path)), { recursive: true });
		await writeFile(join(home, path), content);
	};
	await mkdir(mirror);
	await write('.metro', metro(mirror));
	await write('.buildbot', buildbot);
	return {
		home,
		mirror,
		write,
		async collectMaster(text) {
			await write('metro/etc/master.conf', text);
			await write('.metro', `${metro(mirror)}\n[collect $[path/install]/etc/master.conf]\n`);
		},
		async build(path, kind = 'freshen') {
			const [build, , subarch, date] = path.split('/');
			const name = (stage: number): string =>
				`mirror/${path}/stage${stage}-${subarch}-${build}-${date}.tar.xz`;
			await mkdir(join(mirror, path), { recursive: true });
			if (kind === 'full') await write(name(1), 'one');
			if (kind !== 'incomplete') await write(name(3), 'three');
		},
	};
}
