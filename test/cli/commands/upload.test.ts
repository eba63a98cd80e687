/** What `upload` decides, with a master that only answers. test/safety/uploading.test.ts has a real one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrivalName } from '../../../server/src/base/temporaryName.ts';
import type { PipedOutcome, PipedRequest } from '../../../server/src/cli/host.ts';
import type { UploadPlan } from '../../../server/src/protocol/events.ts';
import { type FakeMaster, fakeMaster } from '../../support/fakeMaster.ts';
import type { MemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { createMemoryHistory } from '../../support/memoryHistory.ts';
import { buildrepo } from '../../support/testHost.ts';
import { addBuild, built, server, subarch } from '../../support/uploadServer.ts';

async function plan(
	files: MemoryFileSystem,
	master: FakeMaster = {},
	...words: string[]
): Promise<UploadPlan['items']> {
	const pipe = fakeMaster(master);
	const { stdout, stderr } = await buildrepo(['upload', '--pretend', '--json', ...words], { files, pipe });
	assert.notEqual(stdout, '', stderr);
	return (JSON.parse(stdout) as UploadPlan).items;
}

test('without a master that can be used, one line says what to correct', async () => {
	const cases: readonly (readonly [section: string, FakeMaster, status: number, RegExp])[] = [
		['', {}, 2, /^buildrepo: \/home\/\.metro does not say where the master is: add \[section upload\]/],
		['host: -oProxyCommand=x', {}, 2, /upload\/host is "-oProxyCommand=x", which is not a host/],
		['host: $[nobody]', {}, 2, /upload\/host cannot be resolved/],
		['host: m\nbandwidth: fast', {}, 2, /upload\/bandwidth is "fast"/],
		['host: m', { tops: 'none' }, 1, /\/mirror on m is no mirror with current: .*mount the mirror there/],
		['host: m\npath: /there', { facts: ['missing'] }, 1, /there is no directory \/there on m/],
		['host: m', { facts: ['denied'] }, 1, /may not read \/mirror/],
	];
	for (const [section, master, status, says] of cases) {
		const outcome = await buildrepo(['upload'], { files: server(section), pipe: fakeMaster(master) });
		assert.match(outcome.stderr, says);
		assert.equal(outcome.status, status, section);
		assert.equal(outcome.stderr.split('\n').length, 2, outcome.stderr);
	}
});

test('the mirror itself is no master', async () => {
	const files = server();
	const identity = (await files.status('/mirror'))?.identity ?? '';
	const says = async (facts: readonly string[]) =>
		(await buildrepo(['upload'], { files, pipe: fakeMaster({ facts }) })).stderr;
	assert.match(await says(['boot b', `place ${identity}`, 'place 0:1']), /is this mirror itself/);
	assert.match(await says(['boot b', 'place 0:1', `place ${identity}`]), /lies in this mirror/);
	assert.equal(await says(['boot c', `place ${identity}`]), '', 'another machine may have these numbers');
});

test('rsync that is missing or too old is said, here and there', async () => {
	const version = (line: string) =>
		buildrepo(['upload'], {
			files: server(),
			pipe: () => ({ kind: 'exited', status: 0, output: line, complaint: '' }),
		});
	assert.match(
		(await version('rsync  version 3.0.9  protocol version 30\n')).stderr,
		/too old here: it needs 3\.1/,
	);
	const missing = await buildrepo(['upload'], {
		files: server(),
		pipe: () => ({ kind: 'failed', reason: 'no such program', output: '', complaint: '' }),
	});
	assert.match(missing.stderr, /rsync cannot be run: no such program: install rsync here/);
	assert.equal(missing.status, 2);
});

const reasons: readonly (readonly [
	what: string,
	change: (files: MemoryFileSystem) => void,
	reason: RegExp,
])[] = [
	[
		'no hash file',
		(files) => files.remove(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz.hash.txt`),
		/has no hash file: "buildrepo digestgen"/,
	],
	[
		'a hash file without a digest',
		(files) => files.put(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz.hash.txt`, 'md5 x\n', built + 1),
		/has a hash file without a digest/,
	],
	[
		'written later',
		(files) => files.put(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz`, 'y', built + 2000),
		/was written after its hash file/,
	],
	[
		'written after its signature',
		(files) => files.put(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz.gpg`, 'x', built - 2000),
		/stage3-a\.tar\.xz was written after its \.gpg file/,
	],
	[
		'cut off',
		(files) => files.put(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz`, '', built),
		/stage3-a\.tar\.xz is cut off/,
	],
	[
		'a second archive without hash file',
		(files) => files.put(`/mirror/${subarch}/2015-02-15/stage1-a.tar.xz`, 'y', built),
		/stage1-a\.tar\.xz has no hash file/,
	],
	[
		'waiting to be compressed',
		(files) => files.put(`/mirror/${subarch}/2015-02-15/lxd.tar.cme`, ''),
		/not finished: lxd\.tar\.cme/,
	],
	['a download', (files) => files.put(`/mirror/${subarch}/2015-02-15/x.tar.xz.part`, ''), /not finished/],
	[
		'a live lock',
		(files) => files.put(`/mirror/${subarch}/.control/.multi_progress`, '77'),
		/a build is in progress there/,
	],
	[
		'a link out of it',
		(files) => files.putLink(`/mirror/${subarch}/2015-02-15/log`, '../../b'),
		/log is a link that leads out of it/,
	],
	[
		'an absolute link',
		(files) => files.putLink(`/mirror/${subarch}/2015-02-15/log`, `/mirror/${subarch}/2015-02-15/x`),
		/leads out of it/,
	],
	[
		'an unreadable file',
		(files) => files.failAt(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz.hash.txt`, 'denied'),
		/cannot be read/,
	],
];

for (const [what, change, reason] of reasons) {
	test(`what is not finished or not hashed stays here, with the reason: ${what}`, async () => {
		const files = server();
		await change(files);
		const pipe = fakeMaster();
		const { stdout } = await buildrepo(['upload', '--pretend', '--json'], { files, pipe, alive: [77] });
		const [item, ...more] = (JSON.parse(stdout) as UploadPlan).items;
		assert.deepEqual(more, []);
		assert.equal(item?.why, 'not-ready');
		assert.match(item?.reason ?? '', reason);
	});
}

test('what is incomplete stays here; links are no builds; the latest of each subarch goes first', async () => {
	const files = server();
	files.put(`/mirror/${subarch}/2015-02-19/log`, '');
	addBuild(files, 'current/x86/b/2015-02-10');
	addBuild(files, 'current/x86/b/2015-02-16');
	files.putLink('/mirror/current/x86/b/2015-02-17', '2015-02-16');
	files.putLink(`/mirror/${subarch}/2015-02-15/current`, 'stage3-a.tar.xz');
	const items = await plan(files);
	assert.deepEqual(
		items.map(({ action, path }) => [action, path.slice('/mirror/current/x86/'.length)]),
		[
			['skip', 'a/2015-02-19'],
			['send', 'b/2015-02-16'],
			['send', 'a/2015-02-15'],
			['send', 'b/2015-02-10'],
		],
	);
});

test('a later build in progress does not keep an earlier one here', async () => {
	const files = server();
	const locked = built + 86_400_000;
	files.put(`/mirror/${subarch}/.control/.multi_progress`, '77', locked);
	files.put(`/mirror/${subarch}/2015-02-19/log/stage1.txt`, '', locked + 1000);
	const pipe = fakeMaster();
	const { stdout } = await buildrepo(['upload', '--pretend', '--json'], { files, pipe, alive: [77] });
	assert.deepEqual(
		(JSON.parse(stdout) as UploadPlan).items.map(({ action }) => action),
		['skip', 'send'],
	);
});

test('paths and names choose builds; one that means nothing is said', async () => {
	const files = server();
	addBuild(files, 'current/x86/b/2015-02-10');
	addBuild(files, 'current/x86/b/2015-02-16');
	const sent = async (...words: string[]) =>
		(await plan(files, {}, ...words)).map(({ path }) => path.slice('/mirror/current/x86/'.length)).sort();
	assert.deepEqual(await sent('current/x86/b'), ['b/2015-02-10', 'b/2015-02-16']);
	assert.deepEqual(await sent('b'), ['b/2015-02-10', 'b/2015-02-16']);
	assert.deepEqual(await sent('/mirror/current/x86/b/2015-02-10/'), ['b/2015-02-10']);
	assert.deepEqual(await sent('current/x86/b/2015-02-10', subarch), ['a/2015-02-15', 'b/2015-02-10']);
	assert.equal((await sent('/mirror')).length, 3);
	const { status, stderr } = await buildrepo(['upload', 'x86/c'], { files, pipe: fakeMaster() });
	assert.equal(status, 2);
	assert.match(stderr, /there is no subarch x86\/c/);
});

test('a build that the master has otherwise is said and left alone', async () => {
	for (const [answer, says] of [
		['differs 0', /has a build of that name with another stage3-a\.tar\.xz/],
		['lacks 0', /has a build of that name without stage3-a\.tar\.xz/],
		['taken -', /that of something else/],
	] as const) {
		const { status, stderr, programs } = await buildrepo(['upload'], {
			files: server(),
			pipe: fakeMaster({ has: () => answer }),
		});
		assert.match(stderr, says);
		assert.equal(status, 1);
		assert.ok(!programs.some(({ arguments: words }) => words.includes('--inplace')));
	}
});

test('what the master has removed is sent again only by its own name', async () => {
	const files = server();
	const history = createMemoryHistory();
	const machine = { files, history, pipe: fakeMaster() };
	const again = async (...words: string[]) =>
		(JSON.parse((await buildrepo(['upload', '--pretend', '--json', ...words], machine)).stdout) as UploadPlan)
			.items[0];
	assert.equal((await again())?.action, 'send');
	assert.equal((await buildrepo(['upload', '--no-index'], machine)).status, 0);
	assert.equal((await again())?.why, 'removed');
	assert.equal((await again(subarch))?.why, 'removed');
	assert.equal((await again(`${subarch}/2015-02-15`))?.action, 'send');
	// Built again: another build.
	files.put(`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz`, 'new', Date.parse('2015-02-20T13:00:00Z'));
	files.put(
		`/mirror/${subarch}/2015-02-15/stage3-a.tar.xz.hash.txt`,
		`sha256 ${'1'.repeat(64)}\n`,
		Date.parse('2015-02-20T13:01:00Z'),
	);
	assert.equal((await again())?.action, 'send');
});

test('a failure that concerns all ends the run; others do not', async () => {
	const files = server();
	addBuild(files, 'current/x86/b/2015-02-16');
	const upload = (complaint: string) =>
		buildrepo(['upload', '--json'], {
			files,
			pipe: fakeMaster({
				send: ({ arguments: words }) => ({
					kind: 'exited',
					status: words.at(-1)?.includes('/b/') === true ? 23 : 0,
					output: '',
					complaint,
				}),
			}),
		});
	const tally = async (complaint: string) => {
		const { stdout, status } = await upload(complaint);
		const { sent, failed, left } = JSON.parse(stdout);
		return [sent.length, failed.length, left, status];
	};
	assert.deepEqual(await tally('No space left on device'), [0, 1, 1, 1]);
	assert.deepEqual(await tally('file has vanished'), [1, 1, 0, 1]);
});

test('what arrives damaged is sent once more by its contents, then given up', async () => {
	let places = 0;
	const upload = (bad: number) => {
		places = 0;
		return buildrepo(['upload'], {
			files: server(),
			pipe: fakeMaster({ place: () => (places++ < bad ? ['damaged'] : ['placed']) }),
		});
	};
	const transfers = ({ programs }: Awaited<ReturnType<typeof upload>>) =>
		programs.map(({ arguments: words }) => words).filter((words) => words.includes('--inplace'));
	const mended = await upload(1);
	assert.equal(mended.status, 0);
	assert.deepEqual(
		transfers(mended).map((words) => words.includes('--checksum')),
		[false, true],
	);
	const hopeless = await upload(9);
	assert.equal(hopeless.status, 1);
	assert.equal(transfers(hopeless).length, 2);
	assert.match(hopeless.stderr, /"buildrepo verify" tells whether it is damaged here/);
});

test('index.xml is written once there is something new, unless nobody wants it', async () => {
	const upload = async (section: string, master: FakeMaster, ...words: string[]) => {
		const { stdout, stderr, status, programs } = await buildrepo(['upload', '--json', ...words], {
			files: server(section),
			pipe: fakeMaster(master),
		});
		const asked = programs.filter((one) => 'input' in one && String(one.input).includes('index.xml')).length;
		return { index: JSON.parse(stdout).index, asked, status, stderr };
	};
	const { index, asked, status } = await upload('host: m', {});
	assert.deepEqual([index, asked, status], ['written', 1, 0]);
	assert.equal((await upload('host: m\nindex: no', {})).index, 'off');
	assert.equal((await upload('host: m', {}, '--no-index')).index, 'off');
	assert.equal((await upload('host: m', { has: () => 'whole -' })).index, 'none');
	const none = await upload('host: m', { index: ['none'] });
	assert.deepEqual([none.index, none.status], ['failed', 1]);
	assert.match(none.stderr, /index\.xml is not written on m: there is no buildrepo on its PATH/);
});

test('a master that does not answer is recorded once for each build that was never uploaded', async () => {
	const files = server();
	const history = createMemoryHistory();
	const pipe = (request: PipedRequest): PipedOutcome =>
		request.program === 'ssh'
			? {
					kind: 'exited',
					status: 255,
					output: '',
					complaint: 'ssh: connect to host m port 22: Connection refused',
				}
			: fakeMaster()(request);
	const failures = async () =>
		(await history.read('/mirror', 0)).filter(({ kind }) => kind === 'upload-ended').length;
	assert.equal((await buildrepo(['upload', '--pretend'], { files, history, pipe })).status, 1);
	assert.equal(await failures(), 0);
	for (const _ of [1, 2]) {
		const { status, stderr } = await buildrepo(['upload'], { files, history, pipe });
		assert.equal(status, 1);
		assert.match(stderr, /master refuses the connection/);
		assert.equal(await failures(), 1);
	}
});

for (const dialect of ['2019', '2024']) {
	test(`a build with a status and with archives that are never hashed is sent (${dialect})`, async () => {
		const files = server();
		files.put(
			'/mirror/.buildbot',
			'builds = ("current",)\narches = ("x86",)\nall_subarches = ("a", "b")\ndef get_subarches(hostname=None, release=None):\n\treturn ("a",)\n',
		);
		const build = `/mirror/${subarch}/2015-02-15`;
		for (const [name, content] of [
			['stage1-a.tar', 'never compressed'],
			['log/stage3.txt', ''],
			['status', 'ok'],
			['.targets', 'stage1\nstage3\n'],
		] as const)
			files.put(`${build}/${name}`, content, built);
		const machine = { files, pipe: fakeMaster() };
		const { stdout, stderr, programs } = await buildrepo(
			['--dialect', dialect, 'upload', '--no-index'],
			machine,
		);
		assert.match(stdout, /1 build uploaded/, stderr);
		const place = programs
			.map((one) => ('input' in one ? String(one.input) : ''))
			.find((one) => one.includes('sha256sum -c'));
		for (const name of ['stage1-a.tar', 'log/stage3.txt', 'status', '.targets', 'stage3-a.tar.xz.hash.txt'])
			assert.match(place ?? '', new RegExp(`^[0-9a-f]{64}  \\./${name}$`, 'm'));
		files.put(`${build}/status`, 'fail', built);
		const failed = await buildrepo(['--dialect', dialect, 'upload', '--pretend'], machine);
		if (dialect === '2024') assert.match(failed.stdout, /stays here: it is not complete/);
	});
}

for (const dialect of ['2015', '2019', '2024']) {
	test(`on the master, nobody looks at what is arriving (${dialect})`, async () => {
		const files = server();
		files.put(
			'/mirror/.buildbot',
			'builds = ("current",)\narches = ("x86",)\nall_subarches = ("a", "b")\ndef get_subarches(hostname=None, release=None):\n\treturn ("a",)\ndef map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full"\n',
		);
		const arrival = `/mirror/${subarch}/${arrivalName('2015-02-18', 'other')}/2015-02-18`;
		for (const [name, content] of [
			['stage3-a.tar.xz', 'half'],
			['stage1-a.tar.xz.hash.txt', 'its archive has not arrived'],
			['status', 'ok'],
			['.targets', 'stage3'],
		] as const)
			files.put(`${arrival}/${name}`, content, 0);
		const before = files.dump(`/mirror/${subarch}`);
		for (const command of [
			'status',
			'explain',
			'fails',
			'clean',
			'digestgen',
			'verify',
			'index.xml',
			'latest',
			'health',
			'history',
		]) {
			const { stdout, stderr } = await buildrepo(['--dialect', dialect, command], { files });
			assert.doesNotMatch(stdout + stderr, /buildrepo-upload|2015-02-18/, command);
		}
		const arriving = (all: ReadonlyMap<string, string>) =>
			[...all].filter(([path]) => path.includes('buildrepo-upload'));
		assert.ok(arriving(before).length > 3);
		assert.deepEqual(arriving(files.dump(`/mirror/${subarch}`)), arriving(before));
	});
}

test('another run that uploads from the same subarch is left alone', async () => {
	const files = server();
	files.put(`/mirror/${subarch}/.control/.buildrepo_upload`, 'buildhost:88\n88-2-b-a\n');
	const machine = { files, pipe: fakeMaster() };
	const busy = await buildrepo(['upload'], { ...machine, alive: [88] });
	assert.match(busy.stdout, /0 builds uploaded/);
	assert.match(busy.stdout, /stays here: another run uploads a build of its subarch/);
	assert.equal(busy.status, 0);
	const dead = await buildrepo(['upload', '--no-index'], { ...machine, ended: ['88-2-b-a'] });
	assert.match(dead.stdout, /1 build uploaded/);
	assert.equal(await files.status(`/mirror/${subarch}/.control/.buildrepo_upload`), undefined);
});
