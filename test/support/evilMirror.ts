/** A Metro home on the real disk whose names, links and files are all meant to lead a program astray. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import type { TestContext } from 'node:test';
import { reprString } from '../../server/src/base/pythonText.ts';
import { decodeEscaping, encodeEscaping } from '../../server/src/base/surrogateEscape.ts';
import { canary, evilNames } from './evilNames.ts';

export interface EvilMirror {
	/** Everything lies below this. */
	readonly top: string;
	/** The Metro home, under a name of the same kind. */
	readonly home: string;
	/** As `.metro` says it: a link to a directory of such a name. */
	readonly mirror: string;
	/** Paths that must never be touched, although links lead there. */
	readonly outside: string;
	/** Where the canaries of a careless shell would turn up. */
	readonly cwd: string;
}

/** Old enough to be removed, complete ones and one that is not, and the newest. */
export const dates = ['2015-01-01', '2015-01-02', '2015-01-03', '2015-02-19'] as const;
const incomplete = '2015-01-05';

/** One directory for all: build and arch that hold the evil subarches. */
export const plainPlace = 'funtoo-current/x86-64bit';

/** A path as the system takes it. */
export function bytes(path: string): Buffer {
	return Buffer.from(encodeEscaping(path));
}

export function makeEvilMirror(t: TestContext): EvilMirror {
	const top = mkdtempSync(`${tmpdir()}/metro-evil-`);
	t.after(() => rmSync(top, { recursive: true, force: true }));
	const home = `${top}/home $(touch ${canary})`;
	const mirror = `${top}/mirror`;
	const real = `${top}/mir;touch ${canary}'"\nror`;
	const outside = `${top}/outside`;
	const cwd = `${top}/cwd`;
	for (const directory of [home, real, outside, cwd]) mkdirSync(directory);
	symlinkSync(real, mirror);
	const place: EvilMirror = { top, home, mirror, outside, cwd };
	writeOutside(outside);
	writeHome(place);
	for (const name of evilNames) {
		writeSubarch(`${mirror}/${plainPlace}/${name}`, name);
		writeSubarch(`${mirror}/${name}/x86-64bit/generic_64`, name);
		writeSnapshots(`${mirror}/${name}/snapshots`);
	}
	writeLinks(place);
	writePipes(`${mirror}/pipes/x86-64bit/generic_64`);
	return place;
}

function put(path: string, content = path): void {
	const parent = bytes(path.slice(0, path.lastIndexOf('/')));
	mkdirSync(parent, { recursive: true });
	writeFileSync(bytes(path), content);
}

function link(target: string, path: string): void {
	mkdirSync(bytes(path.slice(0, path.lastIndexOf('/'))), { recursive: true });
	symlinkSync(bytes(target), bytes(path));
}

function writeHome({ home, mirror }: EvilMirror): void {
	put(`${home}/.metro`, `[section path/mirror]\n\n: ${mirror}\nowner: somebody\ngroup: somebody\n`);
	const names = evilNames.map(reprString).join(',\n\t');
	put(
		`${home}/.buildbot`,
		[
			'import os, subprocess',
			`os.system("touch ${canary}")`,
			`subprocess.call(["touch", "${canary}"])`,
			`builds = (\n\t"funtoo-current", "linked", "loop", "pipes",\n\t${names},\n)`,
			'arches = ("x86-64bit",)',
			`subarches = (\n\t"generic_64",\n\t"linked-control",\n\t${names},\n)`,
			'keep_num = 1',
			'',
		].join('\n'),
	);
}

/** Three complete builds and a stale one that is not, with a failcount. */
function writeSubarch(path: string, name: string): void {
	for (const date of dates) {
		put(`${path}/${date}/stage1-${date}.tar.xz`);
		put(`${path}/${date}/stage3-${date}.tar.xz`);
		put(`${path}/${date}/status`, 'ok');
	}
	put(`${path}/${dates[3]}/${name.slice(0, 240)}.tar.xz`);
	put(`${path}/${incomplete}/status`, 'fail');
	put(`${path}/.control/.failcount`, '2');
	// Not a build, so it must not be removed.
	put(`${path}/a stranger\nrm -rf ${canary}/file`);
}

function writeSnapshots(path: string): void {
	for (const date of dates) put(`${path}/portage-${date}.tar.xz`);
}

function writeOutside(outside: string): void {
	put(`${outside}/build/stage3.tar.xz`);
	put(`${outside}/build/stage3.tar.xz.hash.txt`, 'sha256 0\n');
	put(`${outside}/build/left.tar.xz.hash.txt`, 'sha256 0\n');
	put(`${outside}/build/status`, 'ok');
	put(`${outside}/control/.failcount`, '9');
	put(`${outside}/snapshots/portage-2015-01-01.tar.xz`);
	put(`${outside}/snapshots/portage-2015-01-02.tar.xz`);
	put(`${outside}/archive.tar.xz`);
	chmodSync(`${outside}/archive.tar.xz`, 0o600);
}

function writeLinks({ top, mirror, outside }: EvilMirror): void {
	const subarch = `${mirror}/linked/x86-64bit/generic_64`;
	// Builds that lie elsewhere: complete, and the oldest of all.
	for (const date of ['2014-01-01', '2014-01-02']) link(`${outside}/build`, `${subarch}/${date}`);
	put(`${subarch}/2015-02-19/stage3.tar.xz`);
	put(`${subarch}/2015-02-19/status`, 'ok');
	link(`${outside}/archive.tar.xz`, `${subarch}/2015-02-19/linked.tar.xz`);
	link(`${outside}/nothing.tar.xz`, `${subarch}/2015-02-19/dead.tar.xz`);
	// Within a build that goes: the links go, what they lead to stays.
	put(`${subarch}/2015-01-01/stage3.tar.xz`);
	put(`${subarch}/2015-01-01/status`, 'ok');
	link(`${outside}/build`, `${subarch}/2015-01-01/directory`);
	link(`${outside}/archive.tar.xz`, `${subarch}/2015-01-01/archive.tar.xz`);
	link(`${outside}/snapshots`, `${mirror}/linked/snapshots`);
	link(`${outside}/control`, `${mirror}/linked/x86-64bit/linked-control/.control`);
	put(`${top}/web/index.xml`, 'old');
	chmodSync(`${top}/web/index.xml`, 0o664);
	link('../web/index.xml', `${mirror}/index.xml`);
	// Loops, near and far.
	link('.', `${mirror}/loop/x86-64bit/generic_64/2015-01-01/self`);
	link('..', `${mirror}/loop/x86-64bit/generic_64/2015-01-02`);
	link('../../..', `${mirror}/loop/x86-64bit/generic_64/up`);
	link('round.tar.xz', `${mirror}/loop/x86-64bit/generic_64/round.tar.xz`);
}

/** Pipes without a writer, under the names of files that a program reads. */
function writePipes(subarch: string): void {
	put(`${subarch}/2015-02-19/stage3.tar.xz`);
	put(`${subarch}/2015-02-19/status`, 'ok');
	const names = [
		'.control/.failcount',
		'.control/.multi_progress',
		'2015-02-19/build-info.json',
		'2015-01-01/status',
	];
	const paths = [...names, '2015-01-01/stage3.tar.xz', '2015-02-19/pipe.tar.xz'].map(
		(name) => `${subarch}/${name}`,
	);
	for (const path of paths) mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
	spawnSync('mkfifo', paths);
}

/** Everything below `top`, link targets, contents, modes, owners and times included, by path. */
export function listing(top: string): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	const visit = (path: Buffer): void => {
		const { mode, uid, gid, size, ctimeMs, mtimeMs } = lstatSync(path);
		const kind = mode & 0o170000;
		const content =
			kind === 0o120000
				? readlinkSync(path, { encoding: 'hex' })
				: kind === 0o100000
					? createHash('sha256').update(readFileSync(path)).digest('hex')
					: '';
		found.set(decodeEscaping(path), [mode, uid, gid, size, ctimeMs, mtimeMs, content].join(' '));
		if (kind !== 0o040000) return;
		for (const name of readdirSync(path, { encoding: 'buffer' })) {
			visit(Buffer.concat([path, Buffer.from('/'), name]));
		}
	};
	visit(bytes(top));
	return found;
}

/** The canaries that were made, wherever that is. */
export function canariesIn(seen: ReadonlyMap<string, string>): readonly string[] {
	return [...seen.keys()].filter((path) => path.endsWith(`/${canary}`));
}
