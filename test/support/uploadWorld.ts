/** A build server with a few builds, and the mirror of a master: real files, for uploads. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildrepoProgram } from './programs.ts';

export interface UploadWorld {
	readonly top: string;
	readonly home: string;
	readonly mirror: string;
	/** The mirror on the master. */
	readonly there: string;
	/** Puts a finished and hashed build of 2015 there. @returns its directory */
	build(name: string, bytes?: number): string;
	write(path: string, content: string | Uint8Array): void;
	/** The command line that is to be run there, with this PATH. */
	start(path: string, ...words: readonly string[]): ChildProcess;
	end(): void;
}

/** @param section the lines of `[section upload]`, besides `path` */
export function makeUploadWorld(section: string): UploadWorld {
	const top = realpathSync(mkdtempSync(join(tmpdir(), 'metro-upload-')));
	const at = (...names: string[]): string => join(top, ...names);
	const write = (path: string, content: string | Uint8Array): void => {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		// Written long ago: nobody is writing to it now.
		utimesSync(path, 1_424_304_000, 1_424_304_000);
	};
	write(
		at('home/.metro'),
		`[section path]\nmirror: ${at('mirror')}\n[section upload]\npath: ${at('there')}\n${section}\n`,
	);
	write(
		at('home/.buildbot'),
		'builds = ("funtoo-current",)\narches = ("x86-64bit",)\nsubarches = ("core2_64", "amd64-jaguar")\ndef map_build(build, subarch, full, full_date):\n\treturn "full"\n',
	);
	mkdirSync(at('mirror'));
	mkdirSync(at('there/funtoo-current'), { recursive: true });
	return {
		top,
		home: at('home'),
		mirror: at('mirror'),
		there: at('there'),
		write,
		build(name, bytes = 1000) {
			const directory = at('mirror', name);
			for (const stage of ['stage3', 'stage1']) {
				const content = noise(`${name} ${stage}`, bytes);
				const archive = join(directory, `${stage}-core2_64-funtoo-current.tar.xz`);
				write(archive, content);
				write(`${archive}.hash.txt`, `sha256 ${createHash('sha256').update(content).digest('hex')}\n`);
			}
			write(join(directory, 'log/build log.txt'), 'built\n');
			symlinkSync('stage3-core2_64-funtoo-current.tar.xz', join(directory, 'current.tar.xz'));
			return directory;
		},
		start: (path, ...words) =>
			spawn(process.execPath, [buildrepoProgram, ...words], {
				env: {
					PATH: path,
					HOME: at('home'),
					XDG_STATE_HOME: at('state'),
					BUILDREPO_NOW: '2015-02-20T12:00:00Z',
					BUILDREPO_DIALECT: '2015',
				},
				stdio: ['ignore', 'pipe', 'pipe'],
			}),
		end: () => rmSync(top, { recursive: true, force: true }),
	};
}

/** Bytes that rsync cannot find twice. */
function noise(seed: string, length: number): Uint8Array {
	const blocks: Buffer[] = [];
	for (let count = 0; blocks.length * 64 < length; count++)
		blocks.push(createHash('sha512').update(`${seed} ${count}`).digest());
	return Buffer.concat(blocks).subarray(0, length);
}
