/** `latest`: links to the newest archives, with their hash files and signatures. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, in2019 } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const first = '2015-02-18/stage3-corei7-2015-02-18.tar.xz';
const second = '2015-02-19/stage3-corei7-2015-02-19.tar.xz';
const two = builds('corei7', '2015-02-18', '2015-02-19');
const link = 'corei7/stage3-latest.tar.xz';
const locked = { 'corei7/.control/.multi_progress': '77' };

interface Case {
	readonly name: string;
	readonly sample: Sample;
	/** The links afterwards, by their names in the subarch; the tests look at all links. */
	readonly links: Readonly<Record<string, string>>;
	readonly says?: RegExp;
}

const cases: readonly Case[] = [
	{
		name: 'there was none',
		sample: { files: two },
		links: { 'stage3-latest.tar.xz': second },
		says: /^Linked .*stage3-latest\.tar\.xz to 2015-02-19/,
	},
	{
		name: 'with hash file and signature',
		sample: { files: { ...two, [`corei7/${second}.hash.txt`]: 'x', [`corei7/${second}.gpg`]: 'x' } },
		links: {
			'stage3-latest.tar.xz': second,
			'stage3-latest.tar.xz.gpg': `${second}.gpg`,
			'stage3-latest.tar.xz.hash.txt': `${second}.hash.txt`,
		},
	},
	{
		name: 'an older one is replaced, and the hash file of the older archive goes',
		sample: {
			files: { ...two, [`corei7/${first}.hash.txt`]: 'x' },
			links: { [link]: first, [`${link}.hash.txt`]: `${first}.hash.txt` },
		},
		links: { 'stage3-latest.tar.xz': second },
	},
	{
		name: 'one that leads there in other words stays',
		sample: { files: two, links: { [link]: `./2015-02-19/../${second}` } },
		links: { 'stage3-latest.tar.xz': `./2015-02-19/../${second}` },
		says: /^All links are up to date/,
	},
	{
		name: 'an absolute one becomes relative',
		sample: { files: two, links: { [link]: `${top}/corei7/${second}` } },
		links: { 'stage3-latest.tar.xz': second },
	},
	{
		name: 'an archive that is marked as unfinished is passed over',
		sample: { files: { ...two, [`corei7/${second}.part`]: 'x', [`corei7/${second}.hash.txt`]: 'x' } },
		links: { 'stage3-latest.tar.xz': first },
	},
	{
		name: 'an archive that is cut off is passed over, and a link to it goes back',
		sample: { files: { ...two, [`corei7/${second}`]: '' }, links: { [link]: second } },
		links: { 'stage3-latest.tar.xz': first },
	},
	{
		name: 'a link to the only archive goes if that is cut off',
		sample: { files: { [`corei7/${second}`]: '' }, links: { [link]: second } },
		links: {},
	},
	{
		name: 'an incomplete build is passed over, and a link to it goes back',
		sample: {
			files: { ...two, 'corei7/2015-02-20/log.txt': 'x' },
			links: { [link]: '2015-02-20/stage3-x.tar.xz' },
		},
		links: { 'stage3-latest.tar.xz': second },
	},
	{
		name: 'dangling links go, others stay',
		sample: {
			files: two,
			links: {
				'corei7/gnome-latest.tar.xz': '2015-01-01/gnome.tar.xz',
				'corei7/stage3-latest.tar.bz2': first,
				'corei7/stage3-latest.txt': 'nowhere',
				'corei7/newest': 'nowhere',
			},
		},
		links: {
			newest: 'nowhere',
			'stage3-latest.tar.bz2': first,
			'stage3-latest.tar.xz': second,
			'stage3-latest.txt': 'nowhere',
		},
		says: /Removed .*gnome-latest\.tar\.xz: its target is gone/,
	},
	{
		name: 'a link to what clean removes goes',
		sample: {
			rules: 'keep_num = 1',
			files: two,
			links: { 'corei7/stage3-latest.tar.bz2': first },
		},
		links: { 'stage3-latest.tar.xz': second },
		says: /clean is about to remove its target/,
	},
];

suite('latest', () => {
	for (const { name, sample, links, says } of cases) {
		test(name, async () => {
			const { files, status, stdout } = await call('latest', sample, { alive: [77] });
			assert.equal(status, 0);
			const found = (await files.list(`${top}/corei7`)) ?? [];
			const left = found.filter(({ kind }) => kind === 'link').map(({ name }) => name);
			assert.deepEqual(left, Object.keys(links).sort());
			for (const [one, target] of Object.entries(links))
				assert.equal(await files.readLink(`${top}/corei7/${one}`), target);
			if (says !== undefined) assert.match(stdout, says);
		});
	}

	test('each flavor has its own link, to its own newest archive', async () => {
		const files = {
			'corei7/2015-02-18/stage3-x.tar.xz': 'x',
			'corei7/2015-02-18/gnome-x.tar.xz': 'x',
			'corei7/2015-02-18/status': 'ok',
			'corei7/2015-02-19/stage3-y.tar.xz': 'x',
			'corei7/2015-02-19/status': 'ok',
		};
		const { lines } = await call('latest', { files, metro: '' }, in2019);
		assert.equal(lines.length, 2);
		assert.match(
			lines.join('\n'),
			/gnome-latest\.tar\.xz to 2015-02-18.*\n.*stage3-latest\.tar\.xz to 2015-02-19/,
		);
	});

	test('the newest build is passed over while a lock covers it, the one before is not', async () => {
		const disk = layOut({ files: { ...two, ...locked } });
		disk.setModified(`${top}/corei7/${first}`, Date.parse('2015-02-18T12:00:00Z'));
		await buildrepo(['latest'], { files: disk, alive: [77] });
		assert.equal(await disk.readLink(`${top}/${link}`), first);
	});

	test('a hash file does not make an archive finished that is being made: a link to it goes', async () => {
		const disk = layOut({
			files: { ...two, ...locked, [`corei7/${second}.hash.txt`]: 'x' },
			links: { [link]: second },
		});
		disk.setModified(`${top}/corei7/${first}`, Date.parse('2015-02-18T12:00:00Z'));
		const locks = `${top}/corei7/.control/.multi_progress`;
		disk.setModified(locks, Date.parse('2015-02-20T10:00:00Z'));
		for (const name of [second, `${second}.hash.txt`])
			disk.setModified(`${top}/corei7/${name}`, Date.parse('2015-02-20T11:00:00Z'));
		await buildrepo(['latest'], { files: disk, alive: [77] });
		assert.equal(await disk.readLink(`${top}/${link}`), first);
		await disk.remove(`${top}/corei7/${first}`);
		await disk.replaceLink(second, `${top}/${link}`);
		const { stdout } = await buildrepo(['latest'], { files: disk, alive: [77] });
		assert.match(stdout, /Removed .*stage3-latest\.tar\.xz: its target is being made/);
	});

	test('a link stays while it is unknown whether its target is made anew', async () => {
		const disk = layOut({ files: { ...two, ...locked }, links: { [link]: second } });
		for (const name of [first, second])
			disk.setModified(`${top}/corei7/${name}`, Date.parse('2015-02-19T05:00:00Z'));
		disk.setModified(`${top}/corei7/.control/.multi_progress`, Date.parse('2015-02-19T10:00:00Z'));
		await buildrepo(['latest'], { files: disk, alive: [77] });
		assert.equal(await disk.readLink(`${top}/${link}`), second);
		await disk.replaceLink(first, `${top}/${link}`);
		await buildrepo(['latest'], { files: disk, alive: [77] });
		assert.equal(await disk.readLink(`${top}/${link}`), first, 'nothing new is linked meanwhile');
	});

	test('what is not a link is never replaced', async () => {
		const { files, stderr, status } = await call('latest', { files: { ...two, [link]: 'mine' } });
		assert.equal((await files.linkStatus(`${top}/${link}`))?.kind, 'file');
		assert.match(stderr, /stage3-latest\.tar\.xz left alone: it is not a link/);
		assert.equal(status, 0);
	});

	test('--pretend changes nothing', async () => {
		const sample = { files: two, links: { 'corei7/gnome-latest.tar.xz': 'nowhere' } };
		const { files, lines } = await call('latest --pretend', sample);
		assert.equal(await files.linkStatus(`${top}/${link}`), undefined);
		assert.deepEqual(
			lines.map((line) => line.split(' ').slice(0, 2).join(' ')),
			['Would remove', 'Would link'],
		);
	});

	test('of one subarch alone', async () => {
		const files = { ...two, ...builds('generic_64', '2015-02-19') };
		const sample = { files, subarches: ['corei7', 'generic_64'] };
		const { lines } = await call('latest generic_64', sample);
		assert.equal(lines.length, 1);
		assert.match(lines[0] ?? '', /generic_64\/stage3-latest/);
	});
});
