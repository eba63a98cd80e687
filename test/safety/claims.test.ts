/** Several `buildbot` at once, as real processes with a stand-in for Metro: no two ever build the same subarch. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
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

/** Metro since December 2020, as far as its lock goes: it takes a lock of this host without a living process for a stale one. */
const laterStandIn = `#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = target/subarch: ] && subarch=$2; shift; done
here=$HOME/mirror/b/a/$subarch lock=$HOME/mirror/b/a/$subarch/.control/.multi_progress
if [ -e "$lock" ]; then
	read -r text < "$lock"
	if [ "$text" = "" ] || [ "\${text%:*}" != "$(hostname)" ] || kill -0 "\${text##*:}" 2> /dev/null; then
		echo "refused: $text" >> "$HOME/refused"; exit 1
	fi
	rm "$lock"
fi
printf '%s:%s' "$(hostname)" $$ > "$lock"
mkdir "$here/.control/at-work" || exit 1
sleep 0.02
mkdir -p "$here/$(date +%F)"
echo stage3 > "$here/$(date +%F)/.targets"
printf ok > "$here/$(date +%F)/status"
echo "$subarch $(hostname)" >> "$HOME/built"
rmdir "$here/.control/at-work"
rm "$lock"
`;

const hasHosts = process.getuid?.() === 0 && spawnSync('unshare', ['--uts', 'hostname', 'x']).status === 0;

test('three hosts share a mirror: each subarch is built once, by one of them, and Metro never refuses', {
	skip: !hasHosts && 'needs root and UTS namespaces',
}, async (t) => {
	const home = mkdtempSync(join(tmpdir(), 'hosts-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const names = Array.from({ length: Number(process.env.BUILDS ?? 12) }, (_, index) => `s${index}`);
	for (const name of names) {
		const build = join(home, 'mirror/b/a', name, '2015-02-01');
		mkdirSync(build, { recursive: true });
		writeFileSync(join(build, '.targets'), 'stage3\n');
		writeFileSync(join(build, 'status'), 'ok');
	}
	mkdirSync(join(home, 'metro'));
	writeFileSync(join(home, 'metro/metro'), laterStandIn, { mode: 0o755 });
	writeFileSync(join(home, '.metro'), `[section path]\nmirror: ${home}/mirror\ninstall: ${home}/metro\n`);
	writeFileSync(
		join(home, 'mirror/.buildbot'),
		`builds = ("b",)\narches = ("a",)\nall_subarches = ${JSON.stringify(names)}\ndef get_subarches(hostname, release):\n\treturn all_subarches\n`,
	);
	const run = (host: string): Promise<Ended> =>
		new Promise((resolve) => {
			const script = 'hostname "$1"; shift; exec "$@"';
			const words = [process.execPath, buildrepoProgram, '--dialect', '2024', 'buildbot', '--until-idle'];
			const child = spawn('unshare', ['--uts', 'sh', '-c', script, 'sh', host, ...words], {
				env: { HOME: home, PATH: process.env.PATH, XDG_STATE_HOME: join(home, host) },
				stdio: ['ignore', 'ignore', 'pipe'],
			});
			let stderr = '';
			child.stderr.on('data', (text) => {
				stderr += text;
			});
			child.once('close', (status) => resolve({ status, stderr }));
		});
	const runs = await Promise.all(['alpha', 'beta', 'gamma'].map(run));
	assert.deepEqual(
		runs.map(({ status }) => status),
		[0, 0, 0],
		runs.map(({ stderr }) => stderr).join(''),
	);
	assert.deepEqual(
		built(home).map((line) => line.split(' ')[0]),
		[...names].sort(),
	);
	assert.ok(!existsSync(join(home, 'refused')), 'no Metro found a lock');
	for (const name of names) {
		const left = readdirSync(join(home, 'mirror/b/a', name, '.control'));
		assert.deepEqual(left, [], 'neither lock nor claim is left');
	}
});
