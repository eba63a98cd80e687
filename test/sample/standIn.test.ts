/** The sample's stand-in for Metro: it leaves the same files as Metro, whether it succeeds, fails or is stopped. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
	existsSync,
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
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeSampleHome, type SampleHome } from '../../scripts/sample/makeSampleHome.ts';

let folder: string;
let sample: SampleHome;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'metro-stand-in-'));
	sample = await makeSampleHome(join(folder, 'home'), { now: new Date(), runner: process.pid, seconds: 0 });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function set(key: 'seconds' | 'fail', value: string): void {
	const path = join(sample.home, '.metro');
	writeFileSync(path, readFileSync(path, 'utf8').replace(new RegExp(`^${key}: .*`, 'm'), `${key}: ${value}`));
}

/** The arguments of Metro's buildbot.sh. */
function request(arch: string, subarch: string, mode: string, ...extras: string[]): string[] {
	const target = ['target/build:', 'funtoo-current', 'target/arch_desc:', arch, 'target/subarch:', subarch];
	return ['-d', 'multi:', 'yes', ...target, 'target/version:', '2015-02-20', 'multi/mode:', mode, ...extras];
}

function run(args: readonly string[]): { status: number | null; output: string } {
	const done = spawnSync(process.execPath, [join(sample.install, 'metro'), ...args], { encoding: 'utf8' });
	return { status: done.status, output: done.stdout + done.stderr };
}

function place(arch: string, subarch: string, ...rest: string[]): string {
	return join(sample.mirror, 'funtoo-current', arch, subarch, ...rest);
}

function controlFiles(arch: string, subarch: string): string[] {
	return readdirSync(place(arch, subarch, '.control'))
		.filter((name) => name.startsWith('.'))
		.sort();
}

async function until(condition: () => boolean, what: string): Promise<void> {
	for (let tries = 0; !condition(); tries++) {
		assert.ok(tries < 500, `waited in vain for ${what}`);
		await sleep(20);
	}
}

/** Every Node that is on PATH, by version. */
function nodesOnPath(): ReadonlyMap<string, string> {
	const programs = (process.env.PATH ?? '').split(delimiter).map((each) => join(each, 'node'));
	return new Map(
		programs.flatMap((program) => {
			const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
			return status === 0 ? [[stdout.trim(), dirname(program)] as const] : [];
		}),
	);
}

for (const type of ['module', 'commonjs']) {
	test(`below a package of type ${type} the program runs where it lies, on any Node`, async () => {
		const above = join(folder, `a package of type ${type}`);
		mkdirSync(above);
		writeFileSync(join(above, 'package.json'), JSON.stringify({ type }));
		const { install } = await makeSampleHome(join(above, 'home'), { now: new Date() });
		symlinkSync(join(install, 'metro'), join(above, 'linked'));
		for (const [version, bin] of nodesOnPath()) {
			const PATH = `${bin}${delimiter}${process.env.PATH}`;
			for (const program of [join(install, 'metro'), join(above, 'linked')]) {
				const { status, stderr } = spawnSync(program, ['multi:', 'no'], { encoding: 'utf8', env: { PATH } });
				assert.deepEqual([status, stderr.split(':')[0]], [1, 'metro (stand-in)'], `${version}: ${stderr}`);
			}
		}
	});
}

test('a full build makes three stages, a snapshot and links, and removes the failcount', () => {
	const { status, output } = run(request('pure64', 'corei7-pure64', 'full'));
	assert.equal(status, 0, output);
	assert.match(
		output,
		/^Stand-in for Metro: snapshot, stage1, stage2, stage3 of funtoo-current for corei7-pure64$/m,
	);
	assert.deepEqual(readdirSync(place('pure64', 'corei7-pure64', '2015-02-20')).sort(), [
		'build-info.json',
		'log',
		'stage1-corei7-pure64-funtoo-current-2015-02-20.tar.xz',
		'stage2-corei7-pure64-funtoo-current-2015-02-20.tar.xz',
		'stage3-corei7-pure64-funtoo-current-2015-02-20.tar.xz',
		'status',
	]);
	assert.equal(readFileSync(place('pure64', 'corei7-pure64', '2015-02-20', 'status'), 'utf8'), 'ok');
	assert.deepEqual(controlFiles('pure64', 'corei7-pure64'), []);
	assert.equal(
		readFileSync(place('pure64', 'corei7-pure64', '.control/version/stage3'), 'utf8'),
		'2015-02-20\n',
	);
	assert.equal(
		readlinkSync(place('pure64', 'corei7-pure64', 'stage3-latest.tar.xz')),
		'2015-02-20/stage3-corei7-pure64-funtoo-current-2015-02-20.tar.xz',
	);
	assert.ok(existsSync(join(sample.mirror, 'funtoo-current/snapshots/portage-2015-02-20.tar.xz')));
	const info = JSON.parse(
		readFileSync(place('pure64', 'corei7-pure64', '2015-02-20/build-info.json'), 'utf8'),
	);
	assert.deepEqual(info, {
		ARCH: 'amd64',
		CFLAGS: '-march=corei7 -O2 -pipe',
		CHOST: 'x86_64-pc-linux-gnu',
		CPU_FLAGS_X86: 'mmx sse sse2 sse3 ssse3 sse4',
	});
});

test('freshen makes a stage3 only; extras come after it, joined with a blank or a plus', () => {
	for (const [subarch, extras] of [
		['i686', 'openvz lxc'],
		['pentium4', 'openvz+lxc'],
	] as const) {
		const { status, output } = run(request('x86-32bit', subarch, 'freshen', 'multi/extras:', extras));
		assert.equal(status, 0, output);
		const made = readdirSync(place('x86-32bit', subarch, '2015-02-20')).filter((name) =>
			name.endsWith('.xz'),
		);
		assert.deepEqual(made.sort(), [
			`funtoo-current-${subarch}-openvz-2015-02-20.tar.xz`,
			`lxc-${subarch}-funtoo-current-2015-02-20.tar.xz`,
			`stage3-${subarch}-funtoo-current-2015-02-20.tar.xz`,
		]);
	}
});

test('existing stages are not made again', () => {
	const { status, output } = run(request('x86-32bit', 'i686', 'freshen'));
	assert.equal(status, 0, output);
	assert.match(output, /^There already: .*stage3-i686/m);
});

test('a build that fails raises the failcount from nothing, then from one, and keeps log and errors', () => {
	set('fail', 'armv5te amd64-jaguar');
	for (const [mode, count] of [
		['full', '1'],
		['quick', '2'],
	] as const) {
		const { status, output } = run(request('x86-64bit', 'amd64-jaguar', mode));
		assert.equal(status, 1, output);
		assert.equal(readFileSync(place('x86-64bit', 'amd64-jaguar', '.control/.failcount'), 'utf8'), count);
	}
	const dated = place('x86-64bit', 'amd64-jaguar', '2015-02-20');
	assert.equal(readFileSync(join(dated, 'status'), 'utf8'), 'fail');
	assert.equal(JSON.parse(readFileSync(join(dated, 'log/errors.json'), 'utf8')).length, 1);
	assert.ok(!existsSync(join(dated, 'stage3-amd64-jaguar-funtoo-current-2015-02-20.tar.xz')));
	assert.deepEqual(controlFiles('x86-64bit', 'amd64-jaguar'), ['.failcount']);
	set('fail', 'no');
});

test('a subarch that is locked by a living process is not built, and its lock stays', () => {
	const { status, output } = run(request('x86-64bit', 'corei7', 'full'));
	assert.equal(status, 1);
	assert.match(output, /^Locked: /m);
	assert.ok(controlFiles('x86-64bit', 'corei7').includes('.multi_progress'));
});

test('a lock whose process is gone is taken over', () => {
	const gone = spawnSync(process.execPath, ['--eval', '']).pid;
	writeFileSync(place('x86-32bit', 'generic_32', '.control/.multi_progress'), String(gone));
	const { status, output } = run(request('x86-32bit', 'generic_32', 'freshen'));
	assert.equal(status, 0, output);
	assert.deepEqual(controlFiles('x86-32bit', 'generic_32'), []);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test(`while it builds the subarch is locked; ${signal} ends it at once, without locks and without counting`, async () => {
		set('seconds', '600');
		const subarch = signal === 'SIGINT' ? 'core2_64' : 'amd64-k8';
		const before = controlFiles('x86-64bit', subarch);
		const child: ChildProcess = spawn(
			process.execPath,
			[join(sample.install, 'metro'), ...request('x86-64bit', subarch, 'full')],
			{ stdio: 'ignore' },
		);
		const ended = once(child, 'exit');
		const lock = place('x86-64bit', subarch, '.control/.multi_progress');
		await until(() => existsSync(lock) && readFileSync(lock, 'utf8') === String(child.pid), 'the lock');
		const log = place('x86-64bit', subarch, '2015-02-20/log/stage1.txt');
		await until(() => existsSync(log) && readFileSync(log, 'utf8').includes('\n'), 'the log');
		child.kill(signal);
		assert.deepEqual(await ended, [1, null]);
		assert.deepEqual(controlFiles('x86-64bit', subarch), before);
		set('seconds', '0');
	});
}

for (const [what, args, message] of [
	['no arguments', [], /missing: target\/build: .* multi\/mode:/],
	['a key without a colon', ['multi', 'yes'], /'multi' does not end in a colon/],
	['a part missing', request('x86-64bit', 'corei7', ''), /missing: multi\/mode:/],
] as const) {
	test(`${what}: one line says what is wrong, and nothing is done`, () => {
		const { status, output } = run(args);
		assert.equal(status, 1);
		assert.match(output, message);
		assert.equal(output.trimEnd().split('\n').length, 1);
	});
}
