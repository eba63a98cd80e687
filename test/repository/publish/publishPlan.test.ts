/** What is published of a mirror and in which part, and what may be removed from a target. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { neverAborted } from '../../../server/src/base/abort.ts';
import {
	dialect2015,
	planPublish,
	planUnpublish,
	scanRepository,
} from '../../../server/src/repository/index.ts';
import { publishClass } from '../../../server/src/repository/publish/publishable.ts';
import type { MemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';

const policy = {
	allBuilds: ['funtoo-current'],
	allArches: ['x86-64bit'],
	allSubarches: ['corei7', 'generic_64'],
	builds: ['funtoo-current'],
	arches: ['x86-64bit'],
	subarches: ['corei7', 'generic_64'],
	staleDays: 3,
	maxFailcount: 3,
	keepNum: 3,
	indexIgnoreBuilds: [],
	givesUp: false,
} as never;

const here = 'funtoo-current/x86-64bit/corei7';
const one = builds('corei7', '2015-02-18');
const archive = `${here}/2015-02-18/stage3-corei7-2015-02-18.tar.xz`;
const hash = `sha256 ${'0'.repeat(64)}\n`;
const index = (...downloads: readonly string[]): string =>
	`<subarches>${downloads.map((path) => `<build download="/${path}"/>`).join('')}</subarches>`;

function portsOf(files: MemoryFileSystem) {
	return {
		files,
		hostName: 'buildhost',
		isAlive: (pid: number) => pid === 77,
		hasEnded: () => false,
		now: () => 0,
		signal: neverAborted,
	};
}

async function planOf(sample: Sample, change: (files: MemoryFileSystem) => void = () => {}) {
	const files = layOut(sample);
	change(files);
	const ports = portsOf(files);
	const repository = await scanRepository('/mirror', policy, dialect2015, ports);
	const plan = await planPublish({ repository, policy, dialect: dialect2015 }, ['/mirror'], ports);
	return { files, ports, repository, plan };
}

const namesOf = (list: readonly { readonly name: string }[]): readonly string[] =>
	list.map(({ name }) => name);

suite('names', () => {
	const classes: readonly (readonly [string, string, string?])[] = [
		['stage3-x.tar.xz', 'file'],
		['stage3-x.tar.xz', 'making', 'stage3-x.tar.cme'],
		['stage3-x.tar.xz', 'making', 'stage3-x.tar.cme.run'],
		['x.iso', 'making', 'x.iso.part'],
		['stage3-x.tar', 'hidden'],
		['stage1-x.tar.xz', 'hidden'],
		['stage2-x.tar.bz2', 'hidden'],
		['stage1.txt', 'file'],
		['stage3-x.tar.xz.progress', 'hidden'],
		['stage3-x.tar.cme', 'hidden'],
		['x.part', 'hidden'],
		['.control', 'hidden'],
		['.maintain_progress', 'hidden'],
		['stage3-x.tar.xz.hash.txt', 'companion', 'stage3-x.tar.xz'],
		['stage3-x.tar.xz.gpg', 'companion', 'stage3-x.tar.xz'],
		['stage3-x.tar.xz.hash.txt', 'hidden'],
		['stage1-x.tar.xz.hash.txt', 'hidden', 'stage1-x.tar.xz'],
		['index.xml', 'index'],
		['index.html', 'page'],
		['build-info.json', 'file'],
	];
	for (const [name, expected, beside] of classes)
		test(`${name}${beside === undefined ? '' : ` beside ${beside}`}: ${expected}`, () =>
			assert.equal(publishClass(name, new Set([name, ...(beside === undefined ? [] : [beside])])), expected));
});

suite('plan', () => {
	test('parts: files, hash files, links, pages, indexes', async () => {
		const { plan } = await planOf({
			files: {
				...one,
				'corei7/2015-02-18/log/stage3.txt': 'x',
				[`/mirror/${archive}.hash.txt`]: hash,
				'corei7/2015-02-18/stage1-x.tar.xz': 'x',
				'corei7/.control/version/stage3': 'x',
				'/mirror/index.xml': index(archive),
				'/mirror/index.html': 'x',
				'/mirror/livecd/x.iso': 'xx',
			},
			links: { 'corei7/stage3-latest.tar.xz': '2015-02-18/stage3-corei7-2015-02-18.tar.xz' },
		});
		assert.deepEqual(namesOf(plan.files).toSorted(), [
			`${here}/2015-02-18/log/stage3.txt`,
			archive,
			'livecd/x.iso',
		]);
		assert.deepEqual(namesOf(plan.companions), [`${archive}.hash.txt`]);
		assert.deepEqual(namesOf(plan.links), [`${here}/stage3-latest.tar.xz`]);
		assert.deepEqual(namesOf(plan.pages), ['index.html']);
		assert.deepEqual(namesOf(plan.indexes), ['index.xml']);
		assert.deepEqual([plan.held, plan.leftOut, plan.troubles], [[], [], []]);
	});

	const left: readonly (readonly [string, Sample, string, RegExp])[] = [
		[
			'an incomplete build',
			{ files: { ...one, 'corei7/2015-02-19/log.txt': 'x' } },
			`${here}/2015-02-19`,
			/not complete/,
		],
		[
			'a build with an archive that is being compressed, whole',
			{
				files: { ...one, 'corei7/2015-02-18/gnome-x.tar.xz': 'x', 'corei7/2015-02-18/gnome-x.tar.cme': 'x' },
			},
			`${here}/2015-02-18`,
			/being made/,
		],
		[
			'a build under a lock',
			{ files: { ...one, 'corei7/.control/.multi_progress': '77' } },
			`${here}/2015-02-18`,
			/in progress/,
		],
		[
			'a link out of the mirror',
			{ files: one, links: { '/mirror/out': '../etc' } },
			'out',
			/out of the mirror/,
		],
		[
			'an absolute link',
			{ files: one, links: { '/mirror/out': `/mirror/${archive}` } },
			'out',
			/out of the mirror/,
		],
		[
			'a link to what is hidden',
			{ files: one, links: { '/mirror/in': `${here}/.control` } },
			'in',
			/not published/,
		],
	];
	for (const [name, sample, path, reason] of left)
		test(`leaves out ${name}`, async () => {
			const { plan } = await planOf(sample);
			const found = plan.leftOut.find((each) => each.name === path);
			assert.match(found?.reason ?? '', reason);
			assert.ok(!namesOf(plan.files).some((file) => file.startsWith(`${path}/`)));
		});

	suite('what lies beside an archive is not its own, or its end is missing', () => {
		const later = Date.parse('2015-02-20T12:00:01Z');
		const unsound: readonly (readonly [string, (files: MemoryFileSystem, path: string) => void, RegExp])[] = [
			[
				'an archive that was written after its hash file',
				(files, path) => {
					files.put(`${path}.hash.txt`, hash);
					files.setModified(path, later);
				},
				/written after its hash file: "buildrepo digestgen --repair"/,
			],
			[
				'an archive that was written after its signature',
				(files, path) => {
					files.put(`${path}.gpg`, 'x');
					files.setModified(path, later);
				},
				/written after its \.gpg file/,
			],
			[
				'an archive whose hash file has no digest',
				(files, path) => files.put(`${path}.hash.txt`, 'md5 x'),
				/hash file without a digest/,
			],
			[
				'an archive that is cut off',
				(files, path) => {
					files.put(path, Buffer.from('fd377a585a000004e6d6b446', 'hex'));
					files.put(`${path}.hash.txt`, hash);
				},
				/is cut off/,
			],
		];
		for (const [name, change, reason] of unsound)
			test(`leaves out ${name}, whole, and holds the index`, async () => {
				const sample = { files: { ...one, '/mirror/index.xml': index(archive), '/mirror/x.tar.xz': 'x' } };
				const { plan } = await planOf(sample, (files) => {
					change(files, `/mirror/${archive}`);
					change(files, '/mirror/x.tar.xz');
				});
				assert.deepEqual([plan.files, plan.companions, plan.indexes], [[], [], []]);
				assert.deepEqual(namesOf(plan.leftOut).toSorted(), [`${here}/2015-02-18`, 'x.tar.xz']);
				for (const each of plan.leftOut) assert.match(`${each.reason}: ${each.remedy}`, reason);
				assert.equal(plan.held[0]?.cause, plan.leftOut.find(({ name }) => name.startsWith(here))?.reason);
			});
	});

	test('an index that names what is not published is held', async () => {
		const { plan } = await planOf({
			files: { ...one, '/mirror/index.xml': index(archive, 'gone/a.tar.xz', 'b') },
		});
		assert.deepEqual(plan.indexes, []);
		assert.match(plan.held[0]?.reason ?? '', /names gone\/a\.tar\.xz and 1 more/);
		assert.ok(plan.held[0]?.isExpected);
	});

	test('names that rclone cannot be told are left out for it alone', async () => {
		const files = layOut({ files: { ...one, '/mirror/live/a\nb.iso': 'x', '/mirror/live/\udcff.iso': 'x' } });
		const ports = portsOf(files);
		const repository = await scanRepository('/mirror', policy, dialect2015, ports);
		const inputs = { repository, policy, dialect: dialect2015 };
		const plain = await planPublish(inputs, ['/mirror'], ports, true);
		assert.deepEqual(namesOf(plain.files), [archive]);
		assert.deepEqual(namesOf(plain.leftOut), ['live/a\nb.iso', 'live/\udcff.iso']);
		assert.equal((await planPublish(inputs, ['/mirror'], ports)).files.length, 3);
	});

	test('an index may name a link', async () => {
		const link = `${here}/stage3-latest.tar.xz`;
		const sample = {
			files: { ...one, '/mirror/index.xml': index(link) },
			links: { [`/mirror/${link}`]: '2015-02-18/stage3-corei7-2015-02-18.tar.xz' },
		};
		assert.deepEqual(namesOf((await planOf(sample)).plan.indexes), ['index.xml']);
	});
});

suite('removals', () => {
	const old = `${here}/2015-02-01`;
	const at = (...names: readonly string[]) =>
		names.map((name) => ({ name: name.replace(/\/$/, ''), isDirectory: name.endsWith('/') }));
	const usual = at(
		`${archive}`,
		'index.xml',
		`${old}/`,
		`${old}/x.tar.xz`,
		`${old}/log/`,
		`${old}/log/a`,
		'theirs/x',
		`${here}/notes.txt`,
		'funtoo-current/x86-64bit/other/2015-02-01/x',
	);
	const listed = { files: { ...one, '/mirror/index.xml': index(archive) } };

	async function removalsOf(
		sample: Sample,
		entries = usual,
		change: (files: MemoryFileSystem) => void = () => {},
	) {
		const { files, plan, repository, ports } = await planOf(sample);
		change(files);
		return planUnpublish(entries, plan, repository, ports);
	}

	test('builds that are gone go, the deepest directories first; everything else stays', async () => {
		const { files, directories, kept } = await removalsOf(listed);
		assert.deepEqual(files, [`${old}/x.tar.xz`, `${old}/log/a`]);
		assert.deepEqual(directories, [`${old}/log`, old]);
		assert.deepEqual(kept, []);
	});

	test('what the mirror has stays, whether or not it is published', async () => {
		const sample = {
			files: { ...listed.files, [`/mirror/${old}/x.tar.xz`]: 'x', [`/mirror/${old}/log/a`]: 'x' },
		};
		assert.deepEqual((await removalsOf(sample)).files, []);
	});

	test('nothing goes of a subarch that has no complete build left', async () => {
		const generic = at('funtoo-current/x86-64bit/generic_64/2015-02-01/x');
		const sample = { files: { ...listed.files, 'generic_64/': '' } };
		const { files, kept } = await removalsOf(sample, generic);
		assert.deepEqual(files, []);
		assert.match(kept[0]?.reason ?? '', /nothing of it any more/);
	});

	test('nothing goes that an index at the target may name', async () => {
		const held = { files: { ...one, '/mirror/index.xml': index('gone') } };
		const { files, kept } = await removalsOf(held);
		assert.deepEqual(files, []);
		assert.match(kept[0]?.reason ?? '', /published index\.xml is not up to date/);
	});

	test('nothing goes if part of the mirror cannot be read', async () => {
		const files = layOut({ files: { ...listed.files, 'generic_64/2015-02-01/x': 'x' } });
		const ports = portsOf(files);
		const repository = await scanRepository('/mirror', policy, dialect2015, ports);
		const plan = await planPublish({ repository, policy, dialect: dialect2015 }, ['/mirror'], ports);
		const trouble = { code: 'unreadable-directory', path: '/x', message: 'unreadable directory /x' } as const;
		const { files: gone, kept } = await planUnpublish(
			usual,
			{ ...plan, troubles: [trouble] },
			repository,
			ports,
		);
		assert.deepEqual(gone, []);
		assert.match(kept[0]?.reason ?? '', /unreadable directory/);
	});

	test('snapshots and links that are gone go', async () => {
		const sample = {
			files: { ...listed.files, '/mirror/funtoo-current/snapshots/portage-2015-02-18.tar.xz': 'x' },
		};
		const names = at(
			'funtoo-current/snapshots/portage-2015-02-01.tar.xz',
			'funtoo-current/snapshots/portage-2015-02-01.tar.xz.hash.txt',
			'funtoo-current/snapshots/other.txt',
			`${here}/gnome-latest.tar.xz`,
		);
		assert.deepEqual((await removalsOf(sample, names)).files, [
			'funtoo-current/snapshots/portage-2015-02-01.tar.xz',
			'funtoo-current/snapshots/portage-2015-02-01.tar.xz.hash.txt',
			`${here}/gnome-latest.tar.xz`,
		]);
	});

	test('no name leads out of the target', async () => {
		const names = at(`${here}/2015-02-01/../../../../x`, `${here}//x`, `${here}/2015-02-01/\ufffd`);
		assert.deepEqual((await removalsOf(listed, names)).files, []);
	});
});
