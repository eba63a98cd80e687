/**
 * Several hosts build into one mirror at once, each with its own host name and mounts, by `buildbot` and the sample's stand-in for Metro:
 * each subarch is built by one host at a time, no lock is lost or left, and the histories of the hosts have every build.
 * `npm run stress -- hosts --seed 1 --builds 300`.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleStandIn } from '../../scripts/sample/standIn/bundle.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { randomNumbers } from '../support/randomNumbers.ts';

/** Whether hosts can have names and mounts of their own here. */
export const canBeHosts =
	process.getuid?.() === 0 && spawnSync('unshare', ['--uts', '--mount', 'hostname', 'x']).status === 0;

export interface Farm {
	readonly seed: number;
	/** In each round, every subarch becomes due again. */
	readonly rounds: number;
	readonly subarches: number;
	/** Otherwise the hosts are told their names, and Metro's lock is not taken before Metro starts. */
	readonly inNamespaces: boolean;
	readonly say: (line: string) => void;
}

const hosts = ['alpha', 'beta', 'gamma'];
const first = Date.parse('2015-03-01T12:00:00Z');
const fourDays = 4 * 86_400_000;

/** Counts as a violation that two builds of a subarch overlap; says who built what. */
const metro = (top: string): string => `#!/bin/sh
for word; do [ "$before" = target/subarch: ] && subarch=$word; before=$word; done
mkdir "${top}/at-work/$subarch" || { echo "two at once: $subarch" >> "${top}/violations"; exit 1; }
"${process.execPath}" "$(dirname "$0")/stand-in" "$@"
status=$?
rmdir "${top}/at-work/$subarch"
echo "$subarch $status" >> "${top}/$HOST.built"
exit $status
`;

/** Throws if anything went wrong. @returns the number of builds by each host */
export async function buildByHosts(farm: Farm): Promise<ReadonlyMap<string, number>> {
	const top = mkdtempSync(join(tmpdir(), 'metro-hosts-'));
	try {
		const names = await layOut(top, farm);
		for (let round = 0; round < farm.rounds; round++) {
			const now = new Date(first + round * fourDays).toISOString();
			const ended = await Promise.all(hosts.map((host) => runHost(top, host, now, farm)));
			for (const { status, stderr } of ended) assert.equal(status, 0, `round ${round}: ${stderr}`);
			checkRound(top, names, now.slice(0, 10));
			farm.say(`round ${round + 1}: ${names.length} subarches built once each`);
		}
		assert.ok(!existsSync(join(top, 'violations')), 'no subarch was built by two at once');
		return await checkHistories(top, names, farm);
	} finally {
		rmSync(top, { recursive: true, force: true });
	}
}

/** @returns the names of the subarches */
async function layOut(top: string, { seed, subarches, inNamespaces }: Farm): Promise<readonly string[]> {
	const random = randomNumbers(seed);
	const names = Array.from({ length: subarches }, (_, index) => `s${index}`);
	const mirror = join(top, 'export');
	for (const name of names) {
		const build = join(mirror, 'b/a', name, '2015-02-01');
		mkdirSync(build, { recursive: true });
		writeFileSync(join(build, '.targets'), 'stage3\n');
		writeFileSync(join(build, 'status'), 'ok');
	}
	// Each is built by two hosts or all.
	const shares = new Map(hosts.map((host) => [host, [] as string[]]));
	for (const name of names) {
		const without = Math.floor(random() * (hosts.length + 1));
		for (const [index, host] of hosts.entries()) if (index !== without) shares.get(host)?.push(name);
	}
	writeFileSync(
		join(mirror, '.buildbot'),
		[
			'builds = ("b",)\narches = ("a",)',
			`all_subarches = ${JSON.stringify(names)}`,
			`shares = ${JSON.stringify(Object.fromEntries(shares))}`,
			'def get_subarches(hostname, release):\n\treturn shares[hostname]',
			'def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "freshen"\n',
		].join('\n'),
	);
	mkdirSync(join(top, 'at-work'));
	mkdirSync(join(top, 'mnt'));
	const standIn = join(top, 'stand-in/metro');
	mkdirSync(join(top, 'stand-in'));
	await bundleStandIn(standIn);
	for (const host of hosts) {
		const install = join(top, host, 'metro');
		mkdirSync(install, { recursive: true });
		copyFileSync(standIn, join(install, 'stand-in'));
		copyFileSync(join(top, 'stand-in/package.json'), join(install, 'package.json'));
		writeFileSync(join(install, 'metro'), metro(top), { mode: 0o755 });
		const name = inNamespaces ? '' : `host: ${host}\n`;
		writeFileSync(
			join(top, host, '.metro'),
			`[section path]\nmirror: ${mirrorOf(top, inNamespaces)}\ninstall: ${install}\n[section stand-in]\ngeneration: 2024\nseconds: 0\n${name}`,
		);
	}
	return names;
}

/** Where the hosts find the mirror: in namespaces each has its own mount at the same place, and outside there is nothing. */
function mirrorOf(top: string, inNamespaces: boolean): string {
	return join(top, inNamespaces ? 'mnt' : 'export');
}

async function runHost(
	top: string,
	host: string,
	now: string,
	{ inNamespaces }: Farm,
): Promise<{ readonly status: number | null; readonly stderr: string }> {
	const words = [process.execPath, buildrepoProgram, '--dialect', '2024', '--now', now];
	const script = `hostname "$1" && mount --bind "${top}/export" "${top}/mnt" && shift && exec "$@"`;
	const [program = '', ...args] = inNamespaces
		? ['unshare', '--uts', '--mount', 'sh', '-c', script, 'sh', host, ...words, 'buildbot', '--until-idle']
		: [...words, '--hostname', host, 'buildbot', '--until-idle'];
	const child = spawn(program, args, {
		env: {
			HOME: join(top, host),
			HOST: host,
			PATH: process.env.PATH,
			XDG_STATE_HOME: join(top, host, 'state'),
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let stderr = '';
	child.stderr.on('data', (text) => {
		stderr += text;
	});
	return new Promise((resolve) => child.once('close', (status) => resolve({ status, stderr })));
}

function checkRound(top: string, names: readonly string[], day: string): void {
	for (const name of names) {
		const subarch = join(top, 'export/b/a', name);
		assert.equal(readFileSync(join(subarch, day, 'status'), 'utf8'), 'ok', `${name} of ${day}`);
		const left = readdirSync(join(subarch, '.control')).filter((file) => file.startsWith('.'));
		assert.deepEqual(left, [], `${name}: neither lock nor claim is left`);
	}
}

/** The history of each host has its builds, each once, from start to end; together they have all. */
async function checkHistories(
	top: string,
	names: readonly string[],
	{ rounds, inNamespaces }: Farm,
): Promise<ReadonlyMap<string, number>> {
	const counts = new Map<string, number>();
	const all: string[] = [];
	for (const host of hosts) {
		const file = join(top, host, 'state/metro-vscode/history.db');
		const mirror = mirrorOf(top, inNamespaces);
		const events = await openHistory(file, assert.fail).read(mirror, Number.NEGATIVE_INFINITY);
		// What others have built is found on disk, and then there is no word of the host.
		const builds = events.filter((event) => event.kind === 'build-ended');
		const own = builds.filter((event) => event.host !== undefined);
		const ended = own.map(({ name, day }) => `${name} ${day}`).sort();
		const started = events.flatMap((event) =>
			event.kind === 'build-started' ? [`${event.name} ${event.day}`] : [],
		);
		assert.deepEqual(started.sort(), ended, `${host}: what began has ended`);
		for (const { name, day, result, host: by } of own)
			assert.deepEqual(
				[result, by, builds.filter((one) => one.name === name && one.day === day).length],
				['succeeded', host, 1],
				`${name} ${day}`,
			);
		const said = existsSync(join(top, `${host}.built`))
			? readFileSync(join(top, `${host}.built`), 'utf8')
					.trim()
					.split('\n')
			: [];
		assert.deepEqual(
			said.map((line) => `b/a/${line.replace(/ 0$/, '')}`).sort(),
			ended.map((line) => line.split(' ')[0]).sort(),
			`${host}: each build is in its history`,
		);
		counts.set(host, ended.length);
		all.push(...ended);
	}
	assert.equal(all.length, names.length * rounds);
	assert.equal(new Set(all).size, all.length, 'no build was made twice');
	return counts;
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: { seed: { type: 'string', default: '1' }, builds: { type: 'string', default: '300' } },
	});
	const began = performance.now();
	const subarches = 30;
	const rounds = Math.ceil(Number(values.builds) / subarches);
	const counts = await buildByHosts({
		seed: Number(values.seed),
		rounds,
		subarches,
		inNamespaces: canBeHosts,
		say: (line) => {
			if (process.stdout.isTTY) console.log(line);
		},
	});
	const each = [...counts].map(([host, count]) => `${host} ${count}`).join(', ');
	const how = canBeHosts ? 'in namespaces of their own' : 'by names only, since namespaces need root';
	console.log(
		`seed ${values.seed}: ${rounds * subarches} builds (${each}) ${how}: none by two at once, no lock left, the histories complete (${Math.round((performance.now() - began) / 1000)} s)`,
	);
}
