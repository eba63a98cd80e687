/** `forecast --compare`: two `.buildbot` side by side. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { buildrepo } from '../../support/testHost.ts';

function buildbot(subarches: string, more = ''): string {
	return `builds = ("one",)\narches = ("x",)\nsubarches = ${subarches}\n${more}`;
}

/** @param own the `.buildbot` in use; absent: there is none */
async function compared(other: string, own?: string, ...words: string[]) {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	if (own !== undefined) files.put('/home/.buildbot', own);
	files.put('/other', other);
	for (const name of ['a', 'b', 'c'])
		for (const day of ['2015-02-07', '2015-02-08', '2015-02-09'])
			files.put(`/mirror/one/x/${name}/${day}/stage3-x.tar.xz`, '');
	const argv = ['--dialect', '2015', 'forecast', '--compare', '/other', ...words];
	const { stdout, ...rest } = await buildrepo(argv, { files, now: '2015-02-20T12:00:00Z' });
	return { ...rest, lines: stdout.trimEnd().split('\n') };
}

/** The first rows of the table, without why. */
function rows(lines: readonly string[]): readonly string[] {
	return lines
		.filter((line) => /^\| (?:Turn|[1-4]) /.test(line))
		.map((line) => line.replace(/ \([^|]*\)/g, '').replace(/ +/g, ' '));
}

function below(title: string, lines: readonly string[]): readonly string[] {
	const start = lines.indexOf(`## ${title}`);
	const end = lines.findIndex((line, index) => index > start && line.startsWith('## '));
	return lines.slice(start + 1, end < 0 ? undefined : end).filter((line) => line !== '');
}

suite('forecast --compare', () => {
	test('shows what is next, what is built here, and what clean would remove', async () => {
		const { lines, status } = await compared(
			buildbot('("a", "c")', 'all_subarches = ("a", "b", "c")\nkeep_num = 2\n'),
			buildbot('("a", "b")'),
		);
		assert.equal(status, 0);
		assert.deepEqual(rows(lines), [
			'| Turn | /other | In use |',
			'| 1 | 2015-02-20 one/x/a full | same |',
			'| 2 | 2015-02-20 one/x/c full | not among these |',
			'| 3 | 2015-02-23 one/x/a full | same |',
			'| 4 | 2015-02-23 one/x/c full | not among these |',
		]);
		const gone = below('Next Builds', lines).slice(-7);
		assert.equal(gone[0], 'In use only:');
		assert.match(gone[1] ?? '', /^- turn 2: 2015-02-20 one\/x\/b full \(last built 2015-02-09\)$/);
		assert.deepEqual(below('Built Here', lines), [
			'In use: 2 subarches. /other: 2.',
			'/other only:',
			'- one/x/c',
			'In use only:',
			'- one/x/b',
		]);
		assert.deepEqual(below('Clean Would Remove', lines), [
			'In use: 0. /other: 3.',
			'/other only:',
			...['a', 'b', 'c'].map(
				(name) => `- one/x/${name}/2015-02-07 (keep_num more recent complete ones exist)`,
			),
		]);
	});

	test('says at which turn the file in use has a build, and what differs', async () => {
		const { lines } = await compared(buildbot('("b", "a")', 'stale_days = 2\n'), buildbot('("a", "b")'));
		assert.deepEqual(rows(lines), [
			'| Turn | /other | In use |',
			'| 1 | 2015-02-20 one/x/b full | turn 2 |',
			'| 2 | 2015-02-20 one/x/a full | turn 1 |',
			'| 3 | 2015-02-22 one/x/b full | turn 4, 2015-02-23 full |',
			'| 4 | 2015-02-22 one/x/a full | turn 3, 2015-02-23 full |',
		]);
		const later = await compared(buildbot('("b", "a", "c")'), buildbot('("b", "a")'));
		assert.deepEqual(rows(later.lines).slice(3), [
			'| 3 | 2015-02-20 one/x/c full | not among these |',
			'| 4 | 2015-02-23 one/x/b full | turn 3 |',
		]);
		const nothing = await compared(buildbot('()'), buildbot('("a",)'));
		assert.deepEqual(below('Next Builds', nothing.lines).slice(0, 2), ['/other: nothing.', 'In use only:']);
	});

	test('says why one of them is unknown', async () => {
		const broken = await compared(buildbot('("a",)', 'x = (\n'), buildbot('("a",)'));
		assert.equal(broken.status, 1);
		assert.deepEqual(broken.lines.slice(0, 3), [
			'# Preview of the Rotation',
			'',
			"- /other: unknown. /other line 4: SyntaxError: '(' was never closed: correct this line.",
		]);
		assert.deepEqual(rows(broken.lines).slice(0, 2), [
			'| Turn | In use |',
			'| 1 | 2015-02-20 one/x/a full |',
		]);
		const first = await compared(buildbot('("a",)'));
		assert.equal(first.status, 0);
		assert.equal(first.lines[2], '- In use: there is none yet.');
		const none = await compared(buildbot('()'), buildbot('('));
		assert.equal(none.status, 1);
		assert.match(none.lines[2] ?? '', /^- In use: unknown\. \/home\/\.buildbot line 3: SyntaxError: /);
	});

	test('since December 2020 it is what this host builds, as far as that is known', async () => {
		const files = createMemoryFileSystem();
		files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
		const shares = (body: string): string =>
			`builds = ("one", "two")\narches = ("x",)\nall_subarches = ("a", "b")\ndef get_subarches(hostname=None, release=None):\n\treturn ${body}\n`;
		files.put('/mirror/.buildbot', shares('("a",)'));
		files.put('/other', shares('("b",) if release == "one" else open("f").read()'));
		for (const name of ['a', 'b'])
			for (const file of ['status', '.targets']) files.put(`/mirror/one/x/${name}/2015-02-09/${file}`, 'ok');
		const argv = ['--dialect', '2024', '--hostname', 'alpha', 'forecast', '--compare', '/other'];
		const { stdout } = await buildrepo(argv, { files, now: '2015-02-20T12:00:00Z' });
		const lines = stdout.trimEnd().split('\n');
		assert.deepEqual(rows(lines).slice(0, 2), [
			'| Turn | /other | In use |',
			'| 1 | 2015-02-20 one/x/b full | not among these |',
		]);
		assert.match(
			below('Uncertain', lines).join('\n'),
			/^- \/other: \/other line 5: get_subarches for two on alpha depends on open[^\n]*$/,
		);
	});

	test('goes with no other option of forecast', async () => {
		const { status, stderr } = await compared(buildbot('()'), buildbot('()'), '--json');
		assert.equal(status, 2);
		assert.match(stderr, /forecast --compare FILE goes with no other option/);
	});
});
