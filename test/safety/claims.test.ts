/** Several `buildbot` at once, as real processes with a stand-in for Metro: no two ever build the same subarch. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { buildByHosts, canBeHosts } from '../stress/hosts.ts';
import { buildrepoProgram } from '../support/programs.ts';

const subarches = ['atom', 'corei7', 'native'];

/** Refuses to start where another one is at work, as Metro; makes the directory of the build, and says what it built. */
const standIn = `#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = target/subarch: ] && subarch=$2; shift; done
here=$HOME/mirror/b/a/$subarch
mkdir "$here/.control/at-work" || exit 1
sleep 0.2
mkdir -p "$here/$(date +%F)"
echo > "$here/$(date +%F)/stage3-$subarch.tar.xz"
echo "$subarch" >> "$HOME/built"
rmdir "$here/.control/at-work"
`;

interface Ended {
	readonly status: number | null;
	readonly stderr: string;
}

function lay(t: TestContext): { home: string; buildbot: (...words: string[]) => Promise<Ended> } {
	const home = mkdtempSync(join(tmpdir(), 'claims-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	for (const subarch of subarches) mkdirSync(join(home, 'mirror/b/a', subarch), { recursive: true });
	mkdirSync(join(home, 'metro'));
	writeFileSync(join(home, 'metro/metro'), standIn, { mode: 0o755 });
	writeFileSync(join(home, '.metro'), `[section path]\nmirror: ${home}/mirror\ninstall: ${home}/metro\n`);
	writeFileSync(
		join(home, '.buildbot'),
		`builds = ("b",)\narches = ("a",)\nsubarches = ${JSON.stringify(subarches)}\ndef map_build(*a):\n\treturn "full"\n`,
	);
	const buildbot = (...words: string[]): Promise<Ended> =>
		new Promise((resolve) => {
			const child = spawn(process.execPath, [buildrepoProgram, 'buildbot', ...words], {
				env: { HOME: home, PATH: process.env.PATH },
				stdio: ['ignore', 'ignore', 'pipe'],
			});
			let stderr = '';
			child.stderr.on('data', (text) => {
				stderr += text;
			});
			child.once('close', (status) => resolve({ status, stderr }));
		});
	return { home, buildbot };
}

function built(home: string): readonly string[] {
	const file = join(home, 'built');
	return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').sort() : [];
}

test('more runs than subarches: each subarch is built once, and no run fails', async (t) => {
	const { home, buildbot } = lay(t);
	const runs = await Promise.all(Array.from({ length: 6 }, () => buildbot()));
	assert.deepEqual(
		runs.map(({ status }) => status),
		runs.map(() => 0),
		runs.map(({ stderr }) => stderr).join(''),
	);
	assert.deepEqual(built(home), subarches);
	for (const subarch of subarches) {
		const control = join(home, 'mirror/b/a', subarch, '.control');
		assert.ok(!existsSync(join(control, '.buildrepo_progress')), 'the claim ends with the build');
		assert.equal(statSync(control).mode & 0o777, 0o775, 'the group may write there, as buildbot.sh has it');
	}
});

test('the same subarch, chosen by all: one at a time, and the others say that a build is in progress', async (t) => {
	const { home, buildbot } = lay(t);
	const runs = await Promise.all(Array.from({ length: 4 }, () => buildbot('--only', 'b/a/atom')));
	const failed = runs.filter(({ status }) => status !== 0);
	for (const { status, stderr } of failed) {
		assert.equal(status, 1);
		assert.match(stderr, /atom: a build is in progress there/);
	}
	assert.deepEqual(
		built(home),
		Array.from({ length: runs.length - failed.length }, () => 'atom'),
	);
});

test(`three hosts share a mirror${canBeHosts ? ', with names and mounts of their own' : ''}: one builds a subarch at a time, none is left out`, async () => {
	await buildByHosts({ seed: 1, rounds: 2, subarches: 6, inNamespaces: canBeHosts, say: () => {} });
});
