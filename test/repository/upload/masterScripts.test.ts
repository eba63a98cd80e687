/** The scripts for the master, carried out by a shell on this machine. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import {
	arrivalMade,
	arrivalPlaced,
	arrivalScript,
	discardScript,
	placeScript,
} from '../../../server/src/repository/upload/arrival.ts';
import { indexOutcome, indexScript } from '../../../server/src/repository/upload/indexScript.ts';
import {
	arrivalPath,
	masterQuestion,
	masterState,
} from '../../../server/src/repository/upload/masterQuestion.ts';
import { masterScript, readMasterAnswer } from '../../../server/src/repository/upload/masterScript.ts';
import type { UploadableBuild } from '../../../server/src/repository/upload/uploadable.ts';

const top = mkdtempSync(join(tmpdir(), 'metro-master-'));
after(() => rmSync(top, { recursive: true }));

function put(path: string, content = 'x'): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}

/** Runs a script as the login shell of the master would. */
function run(script: string, env: Readonly<Record<string, string>> = {}) {
	const { stdout, stderr } = spawnSync('sh', ['-s'], {
		input: script,
		encoding: 'utf8',
		env: { PATH: process.env.PATH, HOME: top, ...env },
	});
	return { ...readMasterAnswer(stdout), stderr };
}

const digest = (content: string): string => createHash('sha256').update(content).digest('hex');

function buildOf(name: string, archives: Readonly<Record<string, string>>): UploadableBuild {
	const files = Object.entries(archives).map(([file, content]) => ({
		name: file,
		path: `/mirror/${name}/${file}`,
		status: { size: content.length, modified: 0 } as UploadableBuild['files'][number]['status'],
		digest: digest(content),
	}));
	const bytes = files.reduce((sum, { status }) => sum + status.size, 0);
	return { name, path: `/mirror/${name}`, files, bytes, candidate: {} as UploadableBuild['candidate'] };
}

/** Names that a shell would take apart. */
const odd = [
	"2015-02-18-it's",
	'2015-02-18-$(touch pwned)',
	'2015-02-18- a  b',
	'2015-02-18-"`x`"',
	'2015-02-18-a\nb',
	'2015-02-18-\\',
];

test('an answer is read whatever stands around it, and is whole only with its end', () => {
	const script = masterScript(['say one two', 'say three']);
	assert.deepEqual(run(`echo Welcome; ${script}`).lines, [['one', 'two'], ['three']]);
	assert.equal(readMasterAnswer('=buildrepo= begin\n=buildrepo= one\n').whole, false);
	assert.equal(readMasterAnswer('This account is currently not available.\n').begun, false);
});

test('of a script that is cut off anywhere, nothing is carried out', () => {
	const mark = join(top, 'mark');
	const script = masterScript([`touch '${mark}'`, 'say done']);
	for (let length = 0; length < script.length - 2; length += 7) run(script.slice(0, length));
	assert.equal(existsSync(mark), false);
	run(script);
	assert.equal(existsSync(mark), true);
});

test('what the master has, by sizes and hash files', () => {
	const mirror = join(top, "mirror with ' quotes");
	const subarch = 'current/x86/a';
	const has = (day: string, files: Readonly<Record<string, string>>): UploadableBuild => {
		for (const [file, content] of Object.entries(files)) put(join(mirror, subarch, day, file), content);
		return buildOf(`${subarch}/${day}`, { 's.tar.xz': 'four', '1.tar.xz': 'x' });
	};
	const whole = {
		's.tar.xz': 'four',
		's.tar.xz.hash.txt': `sha256 ${digest('four')}\n`,
		'1.tar.xz': 'x',
		'1.tar.xz.hash.txt': `sha256 ${digest('x')}`,
	};
	const builds = [
		has('2015-01-01', whole),
		has('2015-01-02', { ...whole, 's.tar.xz': 'fours' }),
		has('2015-01-03', { ...whole, '1.tar.xz.hash.txt': `sha256 ${digest('y')}\n` }),
		has('2015-01-04', { 's.tar.xz': 'four' }),
		has('2015-01-05', { log: '' }),
		buildOf(`${subarch}/2015-01-06`, { s: 'x' }),
		buildOf(`${subarch}/2015-01-07`, { s: 'x' }),
		buildOf(`${subarch}/2015-01-08`, { s: 'x' }),
		buildOf('next/x86/a/2015-01-01', { s: 'x' }),
		...odd.map((day) => has(day, whole)),
	];
	put(join(mirror, subarch, '2015-01-06'), 'a file');
	symlinkSync('/nowhere', join(mirror, subarch, '2015-01-07'));
	mkdirSync(dirname(arrivalPath(mirror, builds[7] as UploadableBuild, 'h')), { recursive: true });
	const answer = run(masterQuestion(mirror, builds, 'h'));
	const state = masterState(answer, builds);
	assert.equal(answer.whole, true, answer.stderr);
	const nothing = { kind: 'nothing', arrived: false };
	assert.deepEqual(state.has, [
		{ kind: 'whole', arrived: false },
		{ kind: 'differs', archive: 's.tar.xz', arrived: false },
		{ kind: 'differs', archive: '1.tar.xz', arrived: false },
		{ kind: 'differs', archive: 's.tar.xz', arrived: false },
		{ kind: 'lacks', archive: 's.tar.xz', arrived: false },
		{ kind: 'taken', arrived: false },
		{ kind: 'taken', arrived: false },
		{ kind: 'nothing', arrived: true },
		nothing,
		...odd.map(() => ({ kind: 'whole', arrived: false })),
	]);
	assert.deepEqual([...state.builds], ['current']);
	assert.equal(state.mirror, 'there');
	assert.match(state.rsync ?? '', /version/);
	const { dev, ino } = statSync(mirror);
	assert.equal(state.places[0], `${dev}:${ino}`);
	assert.ok(state.places.includes(`${statSync(top).dev}:${statSync(top).ino}`));
	assert.equal(existsSync('pwned') || existsSync(join(mirror, 'pwned')), false);
	assert.equal(masterState(run(masterQuestion(join(top, 'none'), builds, 'h')), builds).mirror, 'missing');
});

for (const day of ['2015-02-18', ...odd]) {
	test(`a build arrives and gets to its place at once: ${JSON.stringify(day)}`, () => {
		const path = mkdtempSync(join(top, 'm-'));
		const files = { 's.tar.xz': 'four', "log/it's a\\log": 'x', 'a\nb': 'y' };
		const build = buildOf(`current/x86/a/${day}`, files);
		const arrival = { path, build, host: 'häst/1' };
		const digests = build.files.map(({ name, digest: one }) => ({ name, digest: one ?? '' }));
		const made = () => arrivalMade(run(arrivalScript(arrival)), arrival);
		assert.deepEqual(made(), { kind: 'done' });
		assert.deepEqual(made(), { kind: 'done' }, 'a second time, to go on');
		const to = arrivalPath(path, build, arrival.host);
		const place = () => {
			const answer = run(placeScript(arrival, digests));
			return { ...arrivalPlaced(answer, answer.stderr), stderr: answer.stderr };
		};
		for (const [name, content] of Object.entries(files)) put(join(to, name), content);
		put(join(to, 's.tar.xz'), 'five');
		const damaged = place();
		assert.equal(damaged.kind, 'damaged');
		assert.match('what' in damaged ? damaged.what : '', /s\.tar\.xz/);
		rmSync(join(to, 's.tar.xz'));
		assert.equal(place().kind, 'damaged', 'a missing file');
		put(join(to, 's.tar.xz'), 'four');
		assert.deepEqual(readdirSync(join(path, 'current/x86/a')).length, 1, 'nothing is shown before');
		assert.deepEqual(place(), { kind: 'done', stderr: '' });
		assert.deepEqual(readdirSync(join(path, 'current/x86/a')), [day]);
		assert.equal(readFileSync(join(path, build.name, 's.tar.xz'), 'utf8'), 'four');
		assert.deepEqual(made(), { kind: 'exists' });
		// Another server was first: its build stays, and what arrived goes.
		put(join(to, 's.tar.xz'), 'four');
		assert.deepEqual(place(), { kind: 'exists', stderr: '' });
		assert.deepEqual(readdirSync(join(path, 'current/x86/a')), [day]);
		put(join(to, 's.tar.xz'), 'four');
		run(discardScript(arrival));
		assert.deepEqual(readdirSync(join(path, 'current/x86/a')), [day]);
	});
}

test('too little space is said before anything is sent', () => {
	const path = mkdtempSync(join(top, 'm-'));
	const build = { ...buildOf('current/x86/a/2015-02-18', { s: 'x' }), bytes: 1e18 };
	const arrival = { path, build, host: 'h' };
	const made = arrivalMade(run(arrivalScript(arrival)), arrival);
	assert.equal(made.kind, 'no-space');
	const answer = { begun: true, whole: true, lines: [['free', '2000'], ['arrived', '5000'], ['made']] };
	assert.equal(
		arrivalMade(answer, { ...arrival, build: { ...build, bytes: 6_000_000 } }).kind,
		'done',
		'most of it is there',
	);
	assert.equal(arrivalMade({ ...answer, lines: [['made']] }, arrival).kind, 'done', 'unknown');
	assert.equal(arrivalMade({ ...answer, lines: [] }, arrival).kind, 'unknown');
});

test('a directory that cannot be made, and a place that is taken meanwhile', () => {
	const path = mkdtempSync(join(top, 'm-'));
	const build = buildOf('current/x86/a/2015-02-18', { s: 'x' });
	const arrival = { path, build, host: 'h' };
	put(join(path, 'current'), 'a file');
	const answer = run(arrivalScript(arrival));
	assert.equal(arrivalMade(answer, arrival).kind, 'unknown');
	assert.match(answer.stderr, /mkdir/);
	assert.equal(answer.whole, false);
});

test('index.xml is written by the program that is named, on PATH, or of the Metro there', () => {
	const bin = join(top, 'bin');
	const program = (path: string, status: number): void => {
		put(path, `#!/bin/sh\necho "$0 $*" >&2\nexit ${status}\n`);
		spawnSync('chmod', ['+x', path]);
	};
	const write = (name?: string, path = process.env.PATH ?? '') => {
		const answer = run(indexScript(name), { PATH: path });
		return [indexOutcome(answer), answer.stderr.trim()];
	};
	assert.deepEqual(write('no-such-buildrepo')[0], { kind: 'no-program' });
	program(join(top, 'metro/scripts/buildrepo'), 0);
	put(join(top, '.metro'), `[section path]\ninstall: ${top}/metro/\n`);
	const system = '/usr/bin:/bin';
	assert.deepEqual(write(undefined, system), [
		{ kind: 'written' },
		`${top}/metro/scripts/buildrepo index.xml`,
	]);
	program(join(bin, 'buildrepo'), 3);
	assert.deepEqual(write(undefined, `${bin}:${system}`), [
		{ kind: 'failed', status: 3 },
		`${bin}/buildrepo index.xml`,
	]);
	program(join(bin, 'own'), 0);
	assert.deepEqual(write('own', `${bin}:${system}`), [{ kind: 'written' }, `${bin}/own index.xml`]);
});
