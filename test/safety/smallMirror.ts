/** A small repository in memory that every command has something to do in. */
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

export const subarch = '/mirror/funtoo/x86/atom';

/** What lies outside of the mirror has the names of what lies inside, so that a link to it leads to harm. */
export function smallMirror(): MemoryFileSystem {
	const files = createMemoryFileSystem(() => Date.parse('2015-02-20T12:00:00Z'));
	files.put('/home/.metro', '[section path/mirror]\n\n: /mirror\nowner: somebody\ngroup: somebody\n');
	files.put(
		'/home/.buildbot',
		'builds = ("funtoo",)\narches = ("x86",)\nsubarches = ("atom", "corei7")\nkeep_num = 1\n',
	);
	for (const top of ['/mirror', '/outside']) {
		for (const name of ['atom', 'corei7']) {
			const path = `${top}/funtoo/x86/${name}`;
			for (const date of ['2015-01-01', '2015-01-02', '2015-01-03']) {
				files.put(`${path}/${date}/stage3-${date}.tar.xz`, `${path} ${date}`);
				files.put(`${path}/${date}/status`, 'ok');
			}
			files.put(`${path}/2015-01-01/gone.tar.xz.hash.txt`, 'sha256 0\n');
			files.put(`${path}/.control/.failcount`, '2');
			files.put(`${path}/.control/.multi_progress`, '99');
			files.putLink(`${path}/stage3-latest.tar.xz`, '2015-01-03/stage3-2015-01-03.tar.xz');
			files.putLink(`${path}/stage3-dead.tar.xz`, '2014-01-01/stage3-2014-01-01.tar.xz');
		}
		for (const date of ['2015-01-01', '2015-01-02']) {
			files.put(`${top}/funtoo/snapshots/portage-${date}.tar.xz`, date);
		}
	}
	return files;
}

/** All that changes the repository, each as words of a command line. */
export const changes: readonly (readonly string[])[] = [
	['zap'],
	['digestgen'],
	['index.xml'],
	['clean', '--apply', '--yes'],
	['nextbuild'],
];
