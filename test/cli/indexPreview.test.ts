/** `index.xml --pretend` names exactly the files that `index.xml` would write, and how those on disk differ. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { layOut } from '../support/sampleRepository.ts';
import { buildrepo } from '../support/testHost.ts';

const day = '2015-02-01';
const names = (count: number): readonly string[] =>
	Array.from({ length: count }, (_, i) => `sub${String(i + 10)}`);

/** A mirror of 2024 whose subarches have a complete build each, but for the last. */
function farm(count: number): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	const all = names(count);
	const subarches = all.map((name) => `"${name}",`).join(' ');
	files.put(
		'/mirror/.buildbot',
		`builds = ("one",)\narches = ("x",)\nall_subarches = (${subarches})\ndef get_subarches(hostname, release):\n\treturn all_subarches\n`,
	);
	for (const name of all.slice(0, -1)) {
		files.put(`/mirror/one/x/${name}/${day}/.targets`, 'stage3\n');
		files.put(`/mirror/one/x/${name}/${day}/status`, 'ok');
		files.put(`/mirror/one/x/${name}/${day}/stage3-${name}-${day}.tar.xz`, 'x');
	}
	files.putDirectory(`/mirror/one/x/${all.at(-1)}`);
	return files;
}

const run = (files: MemoryFileSystem, ...words: string[]) =>
	buildrepo(['--dialect', '2024', '--hostname', 'alpha', ...words], { files });

/** Its files, and their states. */
async function previewed(files: MemoryFileSystem) {
	const { stdout } = await run(files, 'index.xml', '--pretend', '--json');
	return JSON.parse(stdout) as { state: string; files: { path: string; state: string }[] };
}

async function indexesIn(files: MemoryFileSystem): Promise<readonly string[]> {
	return [...files.dump('/mirror').keys()].filter((name) => /(?:^|\/)index\.xml$/.test(name)).toSorted();
}

suite('index.xml --pretend', () => {
	test('with one index.xml per subarch, names those that would be written, and no other', async () => {
		const files = farm(4);
		const before = await previewed(files);
		assert.equal(before.state, 'missing');
		const { stdout } = await run(files, 'index.xml', '--pretend');
		assert.match(
			stdout,
			/^Of 3 index\.xml files, all would change:\n\/mirror\/one\/x\/sub10\/index\.xml is missing\.\n/,
		);
		assert.doesNotMatch(stdout, /\/mirror\/index\.xml/);
		assert.deepEqual(await indexesIn(files), []);
		await run(files, 'index.xml');
		assert.deepEqual(
			before.files.map(({ path }) => path.slice('/mirror/'.length)),
			await indexesIn(files),
		);
		assert.equal((await previewed(files)).state, 'current');
		assert.equal(
			(await run(files, 'index.xml', '--pretend')).stdout,
			'All 3 index.xml files are up to date.\n',
		);
	});

	test('tells the states apart', async () => {
		const files = farm(4);
		await run(files, 'index.xml');
		files.put('/mirror/one/x/sub11/index.xml', 'old');
		await files.remove('/mirror/one/x/sub12/index.xml');
		const { files: listed, state } = await previewed(files);
		assert.deepEqual(
			listed.map((file) => file.state),
			['current', 'outdated', 'missing'],
		);
		assert.equal(state, 'missing');
		const { stdout } = await run(files, 'index.xml', '--pretend');
		assert.match(
			stdout,
			/^Of 3 index\.xml files, 2 would change:\n\/mirror\/one\/x\/sub11\/index\.xml is out of date\.\n\/mirror\/one\/x\/sub12\/index\.xml is missing\.\n/,
		);
	});

	test('names so many, and counts the others', async () => {
		const { stdout } = await run(farm(30), 'index.xml', '--pretend');
		const lines = stdout.split('\n');
		assert.equal(lines.filter((line) => line.endsWith('index.xml is missing.')).length, 20);
		assert.equal(lines[21], 'and 9 more.');
	});

	test('says it where no subarch has a complete build', async () => {
		const { stdout, status } = await run(farm(1), 'index.xml', '--pretend');
		assert.equal(stdout, 'No index.xml would be written: no subarch has a complete build.\n');
		assert.equal(status, 0);
	});

	test('with one file for the mirror, names that', async () => {
		const files = layOut({ files: { [`corei7/${day}/stage3-x.tar.xz`]: 'x' } });
		const { stdout } = await buildrepo(['--dialect', '2015', 'index.xml', '--pretend'], { files });
		assert.match(stdout, /^\/mirror\/index\.xml is missing\.\n/);
	});

	test('names the subarches where the list cannot be made', async () => {
		const files = farm(3);
		files.failAt(`/mirror/one/x/sub10/${day}`, 'denied');
		for (const words of [['index.xml'], ['index.xml', '--pretend']]) {
			const { stderr, status } = await run(files, ...words);
			assert.equal(status, 1);
			assert.match(stderr, /an index\.xml for each subarch of \/mirror (?:was not written|cannot be made)/);
		}
	});
});
