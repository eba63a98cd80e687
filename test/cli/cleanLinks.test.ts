/** `clean` on real files with links: what stays is whole afterwards; second names count neither as builds nor as snapshots. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { suite, test } from 'node:test';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { realSample } from '../support/realSample.ts';
import { buildrepo } from '../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';

interface Case {
	readonly what: string;
	readonly keep: number;
	readonly real: readonly string[];
	/** Targets of links by name. */
	readonly links: Readonly<Record<string, string>>;
	/** What is there afterwards. */
	readonly left: readonly string[];
}

for (const dialect of ['2015', '2019'] as const) {
	suite(`builds (${dialect})`, () => {
		const cases: readonly Case[] = [
			{
				what: 'a link to the only build is no second build',
				keep: 1,
				real: ['2015-01-02'],
				links: { '2015-01-05': '2015-01-02' },
				left: ['2015-01-02', '2015-01-05'],
			},
			{
				what: 'two names of one build count once',
				keep: 2,
				real: ['2015-01-01', '2015-01-03'],
				links: { '2015-01-04': '2015-01-03' },
				left: ['2015-01-01', '2015-01-03', '2015-01-04'],
			},
			{
				what: 'an old build stays if a link that stays leads to it',
				keep: 1,
				real: ['2015-01-01', '2015-01-02', '2015-01-03'],
				links: { '2015-01-04': '2015-01-01' },
				left: ['2015-01-01', '2015-01-03', '2015-01-04'],
			},
			{
				what: 'links that are passed on the way stay as well',
				keep: 1,
				real: ['2015-01-01', '2015-01-03'],
				links: { '2015-01-02': '2015-01-01', '2015-01-04': `../s/2015-01-02` },
				left: ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04'],
			},
			{
				what: 'an old build stays if an archive that stays is a link into it',
				keep: 1,
				real: ['2015-01-01', '2015-01-02'],
				links: { '2015-01-03/stage3-s-2015-01-03.tar.xz': '../2015-01-01/stage3-s-2015-01-01.tar.xz' },
				left: ['2015-01-01', '2015-01-03'],
			},
			{
				what: 'what stays because of a link keeps what it leads to itself',
				keep: 1,
				real: ['2015-01-01', '2015-01-04'],
				links: {
					'2015-01-02/stage3-s-2015-01-02.tar.xz': '../2015-01-01/stage3-s-2015-01-01.tar.xz',
					'2015-01-03/stage3-s-2015-01-03.tar.xz': '../2015-01-02/stage3-s-2015-01-02.tar.xz',
					'2015-01-04/stage3-again.tar.xz': '../2015-01-02/stage3-s-2015-01-02.tar.xz',
				},
				left: ['2015-01-01', '2015-01-02', '2015-01-04'],
			},
			{
				what: 'a link that goes takes nothing along',
				keep: 1,
				real: ['2015-01-02', '2015-01-03'],
				links: { '2015-01-01': '2015-01-03' },
				left: ['2015-01-03'],
			},
		];
		for (const { what, keep, real, links, left } of cases) {
			test(what, async (t) => {
				const sample = realSample(t, `keep_num = ${keep}`, dialect);
				for (const day of real) sample.putBuild(day);
				for (const [name, target] of Object.entries(links)) {
					const [day = '', file] = name.split('/');
					if (file !== undefined) {
						mkdirSync(`${sample.subarch}/${day}`, { recursive: true });
						if (dialect === '2019') sample.put(`${day}/status`, 'ok');
					}
					symlinkSync(target, `${sample.subarch}/${name}`);
				}
				const { status, stderr } = await clean(sample.env, ['clean', '--apply', '--yes']);
				assert.deepEqual(readdirSync(sample.subarch).sort(), left);
				for (const name of Object.keys(links))
					if (left.includes(name.split('/')[0] ?? ''))
						assert.ok(existsSync(`${sample.subarch}/${name}`), name);
				const wasNeeded = stderr.includes('stays and leads to it');
				assert.equal(status, wasNeeded ? 1 : 0);
			});
		}
	});
}

suite('snapshots', () => {
	const name = (day: string): string => `portage-2015-01-${day}.tar.xz`;
	const cases: readonly Case[] = [
		{
			what: 'a link to the only snapshot is no second one',
			keep: 1,
			real: [name('01')],
			links: { [name('02')]: name('01') },
			left: [name('01'), name('02')],
		},
		{
			what: 'a link to nothing is no snapshot',
			keep: 1,
			real: [name('01')],
			links: { [name('02')]: 'gone' },
			left: [name('01'), name('02')],
		},
		{
			what: 'an old snapshot stays if a link that stays leads to it',
			keep: 1,
			real: [name('01'), name('02'), name('03')],
			links: { [name('04')]: name('01') },
			left: [name('01'), name('03'), name('04')],
		},
		{
			what: 'a snapshot whose name begins with that of another stays, with its own companions',
			keep: 1,
			real: [
				name('01'),
				`${name('01')}.hash.txt`,
				`${name('01')}-2.tar.xz`,
				`${name('01')}-2.tar.xz.hash.txt`,
			],
			links: {},
			left: [`${name('01')}-2.tar.xz`, `${name('01')}-2.tar.xz.hash.txt`],
		},
	];
	for (const { what, keep, real, links, left } of cases) {
		test(what, async (t) => {
			for (const how of ['--apply', 'script']) {
				const sample = realSample(t, `keep_num = ${keep}`);
				for (const one of real) sample.put(`${sample.snapshots}/${one}`);
				for (const [from, target] of Object.entries(links))
					symlinkSync(target, `${sample.snapshots}/${from}`);
				if (how === 'script') {
					const { stdout } = await clean(sample.env, ['clean']);
					execFileSync('sh', ['-eu'], { input: stdout });
				} else await clean(sample.env, ['clean', '--apply', '--yes']);
				assert.deepEqual(readdirSync(sample.snapshots).sort(), [...left].sort(), how);
			}
		});
	}
});

function clean(env: Readonly<Record<string, string>>, line: readonly string[]) {
	return buildrepo(line, { files: openFileSystem(), now, env });
}
