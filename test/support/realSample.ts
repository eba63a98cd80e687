/** A small set-up as real files, for tests in which the disk itself matters: one build, one arch, one subarch. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

export interface RealSample {
	readonly home: string;
	readonly subarch: string;
	readonly snapshots: string;
	/** For a machine of `buildrepo`. */
	readonly env: Readonly<Record<string, string>>;
	/** Writes a file below the subarch, or anywhere for an absolute path. */
	put(path: string, content?: string): void;
	/** Puts a complete build there. */
	putBuild(day: string): void;
}

/** @param rules lines of `.buildbot` */
export function realSample(t: TestContext, rules: string, dialect: '2015' | '2019' = '2015'): RealSample {
	const home = realpathSync(mkdtempSync(join(tmpdir(), 'metro-clean-')));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const subarch = join(home, 'mirror/b/a/s');
	const put = (path: string, content = 'x'): void => {
		const full = path.startsWith('/') ? path : join(subarch, path);
		mkdirSync(dirname(full), { recursive: true });
		writeFileSync(full, content);
	};
	put(
		join(home, '.metro'),
		`[section path]\n\ninstall: ${home}/metro\n\n[section path/mirror]\n\n: ${home}/mirror\n`,
	);
	put(join(home, '.buildbot'), `builds = ('b',)\narches = ('a',)\nsubarches = ('s',)\n${rules}\n`);
	mkdirSync(subarch, { recursive: true });
	return {
		home,
		subarch,
		snapshots: join(home, 'mirror/b/snapshots'),
		env: { HOME: home, BUILDREPO_DIALECT: dialect },
		put,
		putBuild(day) {
			put(`${day}/stage3-s-${day}.tar.xz`);
			if (dialect === '2019') put(`${day}/status`, 'ok');
		},
	};
}
