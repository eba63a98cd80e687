/** What each command reports with --events, as a real process: one JSON object a line, as the schema describes it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { type BuildrepoEvent, eventNames } from '../../server/src/protocol/events.ts';
import { readSchema } from '../support/jsonSchema.ts';
import { buildrepoProgram } from '../support/programs.ts';

const { definitions, violations } = readSchema('buildrepo.events.schema.json');
const top = mkdtempSync(join(tmpdir(), 'events-'));
const mirror = join(top, 'mirror');
const subarch = join(mirror, 'b/a/s');
after(() => rmSync(top, { recursive: true }));

function put(path: string, content = 'x'): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}

suite('events', () => {
	beforeEach(() => {
		rmSync(top, { recursive: true });
		put(
			join(top, '.metro'),
			`[section path]\n\ninstall: ${top}/metro\nmirror: ${mirror}\n\n[section target]\n\ncompression: gz\n`,
		);
		put(
			join(top, '.buildbot'),
			"builds = ('b',)\narches = ('a',)\nsubarches = ('s', 't')\nall_builds = ('b',)\nkeep_num = 1\n",
		);
		for (const day of ['01', '02', '03']) put(`${subarch}/2015-02-${day}/stage3-s.tar.xz`);
		put(`${subarch}/2015-01-05/log.txt`);
		put(`${subarch}/.control/.failcount`, '2');
		for (const day of ['01', '02']) put(`${mirror}/b/snapshots/portage-2015-02-${day}.tar.xz`);
		put(`${mirror}/b/snapshots/portage-2015-02-01.tar.xz.hash.txt`);
	});

	function call(...argv: string[]) {
		const { status, stdout, stderr } = spawnSync(process.execPath, [buildrepoProgram, ...argv], {
			env: { PATH: process.env.PATH, HOME: top, BUILDREPO_NOW: '2015-02-20T12:00:00Z' },
			encoding: 'utf8',
		});
		return { status, stdout, stderr };
	}

	/** Runs a command with --events; its events, each held to the schema. */
	function report(...argv: string[]) {
		const { status, stdout, stderr } = call(...argv, '--events');
		assert.ok(stdout === '' || stdout.endsWith('\n'));
		const lines = stdout.split('\n').slice(0, -1);
		const events = lines.map((line) => JSON.parse(line) as BuildrepoEvent);
		for (const event of events) {
			assert.ok(eventNames.has(event.event), event.event);
			assert.deepEqual(violations(event, event.event), []);
		}
		const named = <Name extends BuildrepoEvent['event']>(name: Name) =>
			events.filter((event): event is Extract<BuildrepoEvent, { event: Name }> => event.event === name);
		return { status, stderr, events, named };
	}

	test('every event has its definition', () => {
		const parts = ['planItem', 'publishedTarget', 'publishedNames', 'uploadItem'];
		const defined = Object.keys(definitions).filter((name) => !parts.includes(name));
		assert.deepEqual(defined.sort(), [...eventNames].sort());
	});

	test('clean: the plan says what is being built, and which kept snapshot the script leaves out', () => {
		const text = "builds = ('b',)\narches = ('a',)\nsubarches = ('s',)\nall_builds = ('b',)\nkeep_num = 2\n";
		put(join(top, '.buildbot'), text);
		put(`${mirror}/b/snapshots/portage-2015-02-03.tar.xz`);
		put(`${subarch}/2015-02-19/log.txt`);
		put(`${subarch}/.control/.multi_progress`, String(process.pid));
		put(`${subarch}/2015-02-20/log/stage1.txt`);
		const items = report('clean').named('plan')[0]?.items ?? [];
		const staying = items.filter(({ action }) => action === 'keep');
		assert.deepEqual(
			staying.map(({ path, reason, unnamed }) => [path.slice(mirror.length), reason, unnamed]),
			[
				['/b/a/s/2015-02-01', 'locked', undefined],
				['/b/a/s/2015-02-02', 'recent', undefined],
				['/b/a/s/2015-02-03', 'recent', undefined],
				['/b/snapshots/portage-2015-02-02.tar.xz', 'recent', true],
				['/b/snapshots/portage-2015-02-03.tar.xz', 'recent', undefined],
				['/b/a/s/2015-01-05', 'locked', undefined],
				['/b/a/s/2015-02-19', 'young', undefined],
				['/b/a/s/2015-02-20', 'building', undefined],
			],
		);
		const said = call('clean').stdout;
		assert.ok(!said.includes('portage-2015-02-02') && said.includes('portage-2015-02-03'));
	});

	test('clean: the plan has the script that clean prints, and what goes is what it counts', () => {
		const { named, stderr, status } = report('clean');
		const [plan] = named('plan');
		assert.ok(plan);
		const { stdout } = call('clean');
		assert.deepEqual([status, plan.script, stderr], [0, stdout, stdout]);
		const going = plan.items.filter(({ action }) => action === 'remove');
		assert.deepEqual(
			going.map(({ kind, reason, path }) => [kind, reason, path.slice(mirror.length)]),
			[
				['build', 'superseded', '/b/a/s/2015-02-01'],
				['build', 'superseded', '/b/a/s/2015-02-02'],
				['snapshot', 'superseded', '/b/snapshots/portage-2015-02-01.tar.xz'],
				['build', 'abandoned', '/b/a/s/2015-01-05'],
			],
		);
		assert.ok(going.every(({ bytes }) => bytes !== undefined && bytes > 0));
		const applied = report('clean', '--apply', '--yes', '--expect', plan.sha256);
		assert.equal(applied.status, 0);
		assert.deepEqual(
			applied.named('removed').map(({ path, bytes, kind }) => ({ path, bytes, kind })),
			going.map(({ path, bytes, kind }) => ({ path, bytes, kind })),
		);
		assert.deepEqual(applied.named('progress').at(-1), {
			event: 'progress',
			done: 4,
			total: 4,
			unit: 'removal',
		});
		for (const { path } of going) assert.ok(!existsSync(path));
		assert.ok(!existsSync(`${mirror}/b/snapshots/portage-2015-02-01.tar.xz.hash.txt`));
	});

	test('clean --apply --expect: a repository that changed is a problem, and nothing is removed', () => {
		const [plan] = report('clean').named('plan');
		put(`${subarch}/2015-02-04/stage3-s.tar.xz`);
		const { status, events, named } = report('clean', '--apply', '--yes', '--expect', plan?.sha256 ?? '');
		assert.equal(status, 1);
		assert.deepEqual(events.map(({ event }) => event).sort(), ['outdated', 'problem']);
		assert.match(named('problem')[0]?.message ?? '', /the repository has changed/);
		assert.ok(existsSync(`${subarch}/2015-02-01`));
	});

	test('digestgen: what was hashed, and the tally that --json prints', () => {
		put(`${subarch}/2015-02-01/gone.tar.xz.hash.txt`);
		const { named, status } = report('digestgen');
		const [digests] = named('digests');
		assert.ok(digests);
		assert.equal(status, 0);
		assert.equal(named('hashed').length, digests.tally.hashed);
		assert.ok(digests.tally.hashed > 2);
		assert.equal(named('removed').length, digests.tally.removed);
		assert.ok(digests.tally.removed > 0);
		assert.equal(named('progress').at(-1)?.done, digests.tally.hashed);
		const again = call('digestgen', '--json');
		assert.deepEqual(Object.keys(JSON.parse(again.stdout)), Object.keys(digests.tally));
	});

	test('verify: the problems and the counts', () => {
		rmSync(`${mirror}/b/snapshots/portage-2015-02-01.tar.xz.hash.txt`);
		call('digestgen');
		writeFileSync(`${subarch}/2015-02-01/stage3-s.tar.xz.hash.txt`, `sha256 ${'0'.repeat(64)}\n`);
		const { named, status } = report('verify');
		const [verified] = named('verified');
		assert.ok(verified);
		assert.equal(status, 1);
		assert.deepEqual(
			named('verdict').map(({ path, state }) => [path, state]),
			[[`${subarch}/2015-02-01/stage3-s.tar.xz`, 'wrong']],
		);
		assert.equal(verified.right, verified.total - 1);
		assert.ok(named('progress').length > 1);
	});

	test('zap, create, index.xml: each path that was changed', () => {
		assert.deepEqual(report('zap').events, [
			{ event: 'removed', kind: 'failcount', path: `${subarch}/.control/.failcount` },
		]);
		assert.deepEqual(report('zap').events, []);
		assert.deepEqual(report('create').events, [{ event: 'created', path: `${mirror}/b/a/t` }]);
		assert.deepEqual(report('index.xml').named('written'), [
			{ event: 'written', path: `${mirror}/index.xml` },
		]);
	});

	test('compress: the compressed archives and the progress', () => {
		put(`${subarch}/2015-02-03/more.tar`);
		put(`${subarch}/2015-02-03/more.tar.cme`);
		const { named, status } = report('--dialect', '2019', 'compress', mirror);
		assert.equal(status, 0);
		assert.deepEqual(named('compressed'), [
			{ event: 'compressed', path: `${subarch}/2015-02-03/more.tar.gz` },
		]);
		assert.deepEqual(named('progress'), [{ event: 'progress', done: 1, total: 1, unit: 'archive' }]);
	});

	test('a set-up that cannot be used is a problem, in the words of standard error', () => {
		writeFileSync(join(top, '.buildbot'), 'builds = (\n');
		const { events, stderr, status } = report('clean');
		assert.equal(status, 1);
		const [problem] = events;
		assert.ok(problem?.event === 'problem');
		assert.equal(stderr, `buildrepo: ${problem.message}\n`);
	});

	test('a command that reports nothing, or one of several without the option, is refused', () => {
		const alone = call('status', '--events');
		assert.deepEqual([alone.status, alone.stdout], [2, '']);
		assert.match(alone.stderr, /unknown option --events/);
		const several = call('zap', '--events', 'fails');
		assert.deepEqual([several.status, several.stdout], [2, '']);
		assert.match(several.stderr, /--events must follow each command/);
		assert.ok(existsSync(`${subarch}/.control/.failcount`));
	});
});
