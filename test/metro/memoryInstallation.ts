/** An installation of Metro in memory, with the configuration of a set-up that has it. */
import { textReader } from '../../server/src/base/readText.ts';
import type { ParsedFile } from '../../server/src/flexdata/index.ts';
import { type ConfigWorld, createConfigWorld } from '../../server/src/metro/configWorld.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

export const installation: Readonly<Record<string, string>> = {
	'/home/.metro': '[section path]\ninstall: /metro/\n[collect /metro/etc/master.conf]\n',
	'/metro/etc/master.conf': '[collect ./builds/$[target/build]/build.conf]\n',
	'/metro/etc/builds/1.4/build.conf': 'a: $[target/build]\n',
	'/metro/etc/builds/packages/x86.conf': '',
	'/metro/etc/multi-targets/full': '',
	'/metro/etc/multi-targets/strategy/seed/stage3': '',
	'/metro/targets/gentoo/stage1.spec': '',
	'/metro/targets/gentoo/stage3.spec': '',
	'/metro/targets/gentoo/README.rst': 'not ours\n',
	'/metro/etc/builds/1.4/fsroot/etc/nsswitch.conf': 'passwd:\tdb\n',
	'/metro/etc/keys/vagrant': 'secret\n',
};

export interface Made {
	readonly disk: MemoryFileSystem;
	readonly world: ConfigWorld;
	readonly open: Map<string, ParsedFile>;
}

export function makeWorld(files: Readonly<Record<string, string>> = installation): Made {
	const disk = createMemoryFileSystem();
	for (const [path, text] of Object.entries(files)) disk.put(path, text);
	const open = new Map<string, ParsedFile>();
	const world = createConfigWorld({
		metroFile: '/home/.metro',
		files: disk,
		read: textReader(disk),
		openFile: (path) => open.get(path),
	});
	return { disk, world, open };
}
