/** A server that uploads its builds to a master, in memory. */
import { createMemoryFileSystem, type MemoryFileSystem } from './memoryFileSystem.ts';

/** Its subarch that has a build, and when that was made. */
export const subarch = 'current/x86/a';
export const built = Date.parse('2015-02-15T00:00:00Z');

/** A server with one build; `section` holds the lines of `[section upload]`. */
export function server(section = 'host: master'): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', `[section path]\nmirror: /mirror\n[section upload]\n${section}\n`);
	files.put(
		'/home/.buildbot',
		'builds = ("current",)\narches = ("x86",)\nsubarches = ("a", "b")\ndef map_build(build, subarch, full, full_date):\n\treturn "full"\n',
	);
	addBuild(files, `${subarch}/2015-02-15`);
	return files;
}

/** Adds a build with a hash file. */
export function addBuild(files: MemoryFileSystem, name: string): void {
	files.put(`/mirror/${name}/stage3-a.tar.xz`, 'x', built);
	files.put(`/mirror/${name}/stage3-a.tar.xz.hash.txt`, `sha256 ${'0'.repeat(64)}\n`, built + 1000);
}
