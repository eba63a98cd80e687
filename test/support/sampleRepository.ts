/** A small set-up in memory for tests of the command line: one build, one arch, and what a test puts there. */
import { createMemoryFileSystem, type MemoryFileSystem } from './memoryFileSystem.ts';

export const top = '/mirror/funtoo-current/x86-64bit';

export interface Sample {
	/** Text of `.buildbot`; by default one build, one arch, and the subarches given. */
	readonly buildbot?: string;
	/** More lines of `.buildbot`. */
	readonly rules?: string;
	readonly subarches?: readonly string[];
	/** More lines of `.metro`. */
	readonly metro?: string;
	/** Files and directories (ending in a slash) below `top` or, from a slash on, anywhere; with their content. */
	readonly files?: Readonly<Record<string, string>>;
	/** Links below `top`, with their targets. */
	readonly links?: Readonly<Record<string, string>>;
}

/** Lays the set-up out: home is /home, the mirror /mirror, Metro itself /metro. */
export function layOut(sample: Sample): MemoryFileSystem {
	const files = createMemoryFileSystem(() => Date.parse('2015-02-20T12:00:00Z'));
	files.put('/home/.metro', metroText(sample.metro ?? ''));
	const names = sample.subarches ?? ['corei7'];
	const usual = [
		"builds = ('funtoo-current',)",
		"arches = ('x86-64bit',)",
		`subarches = (${names.map((name) => `'${name}',`).join(' ')})`,
		sample.rules ?? '',
	];
	files.put('/home/.buildbot', sample.buildbot ?? `${usual.join('\n')}\n`);
	files.putDirectory('/mirror');
	for (const [path, content] of Object.entries(sample.files ?? {})) {
		const full = path.startsWith('/') ? path : `${top}/${path}`;
		if (full.endsWith('/')) files.putDirectory(full.slice(0, -1));
		else files.put(full, content);
	}
	for (const [path, target] of Object.entries(sample.links ?? {})) {
		files.putLink(path.startsWith('/') ? path : `${top}/${path}`, target);
	}
	return files;
}

function metroText(more: string): string {
	return [
		'[section path]',
		'',
		'install: /metro',
		'',
		'[section path/mirror]',
		'',
		': /mirror',
		'owner: root',
		'group: root',
		'',
		more,
		'',
	].join('\n');
}

/** Files of complete builds of a subarch on those days. */
export function builds(subarch: string, ...days: readonly string[]): Readonly<Record<string, string>> {
	return Object.fromEntries(days.map((day) => [`${subarch}/${day}/stage3-${subarch}-${day}.tar.xz`, 'x']));
}
