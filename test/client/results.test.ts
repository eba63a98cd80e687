import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutLines } from '../../client/src/buildrepo/lines.ts';
import type { Outcome } from '../../client/src/buildrepo/outcome.ts';
import {
	failure,
	indexWritten,
	nextBuildAnswer,
	nextBuildStarted,
	zapped,
	zappedOne,
	zapQuestion,
} from '../../client/src/buildrepo/results.ts';
import { commandIds } from '../../client/src/commands/commandIds.ts';
import type { BuildrepoEvent } from '../../server/src/protocol/index.ts';
import { sampleSetup } from './sampleSetup.ts';

function ended(status: number, events: readonly BuildrepoEvent[] = []): Extract<Outcome, { kind: 'ended' }> {
	return { kind: 'ended', status, complaint: '', report: { events } };
}

/** How a program ended that reports nothing. */
function chosen(status: number, complaint = ''): Extract<Outcome, { kind: 'ended' }> {
	return { kind: 'ended', status, complaint };
}

const note = (message: string): BuildrepoEvent => ({ event: 'note', message });
const problem = (message: string): BuildrepoEvent => ({ event: 'problem', message });
const removed = (path: string): BuildrepoEvent => ({ event: 'removed', kind: 'failcount', path });

for (const [outcome, severity, text] of [
	[{ kind: 'cancelled' }, 'information', 'Clean was cancelled. Completed work is kept.'],
	[{ kind: 'killed', signal: 'SIGKILL' }, 'error', 'Clean was ended by SIGKILL.'],
	[{ kind: 'not-started', reason: '/x was not found' }, 'error', 'Clean did not run: /x was not found.'],
	[ended(2, [problem('/m/.metro, line 3: no value')]), 'error', 'Clean failed: /m/.metro, line 3: no value'],
	[ended(1, [problem('it changed'), note('more')]), 'error', 'Clean failed: it changed'],
	[ended(1, [note('/m/a cannot be read')]), 'error', 'Clean failed: /m/a cannot be read'],
	[chosen(1, 'Traceback\nKeyError: x\n\n'), 'error', 'Clean failed: KeyError: x'],
	[
		{ ...ended(0), report: { events: [], broken: '{"event"' } },
		'error',
		'Clean ended with status 0, but what it did is not known: its report has the line "{\\"event\\"", which is not an event.',
	],
	[ended(1), 'error', 'Clean failed: it ended with status 1.'],
] satisfies [Outcome, string, string][]) {
	test(`failure: ${text}`, () => {
		const message = failure('Clean', outcome);
		assert.equal(message?.severity, severity);
		assert.equal(message?.text, text);
		assert.deepEqual(message?.offers, [{ label: 'Show Output', command: commandIds.showOutput }]);
	});
}

test('a problem with a key of .metro offers its line, or the section where that is missing', () => {
	const about = (more: object) =>
		failure('Upload Builds', ended(2, [{ ...problem('no host'), ...more } as BuildrepoEvent]), {
			home: '/home',
		})?.offers[0];
	assert.deepEqual(about({ key: 'upload/host' }), {
		label: 'Open .metro',
		command: commandIds.openMetro,
		arguments: ['/home', 'upload/host'],
	});
	const add = '[section upload]\n\nhost: ';
	assert.deepEqual(about({ key: 'upload/host', add }), {
		label: 'Add the Section',
		command: commandIds.addToMetro,
		arguments: ['/home', add, 'upload/host'],
	});
	assert.equal(about({})?.label, 'Show Output');
});

test('what is not set up yet is no error: the message says what to add', () => {
	const about = { key: 'publish/target', add: '[section publish]\n\ntarget: ' };
	const run = ended(2, [
		{ ...problem('/home/.metro does not say where to publish'), ...about } as BuildrepoEvent,
	]);
	const message = failure('Publish', run, { home: '/home' });
	assert.equal(message?.severity, 'information');
	assert.equal(
		message?.text,
		'Publish is not set up yet: [section publish] in .metro has to say where to. Add that, save the file, then run the command again.',
	);
	assert.equal(message?.offers.length, 1);
});

test('helpful actions are offered before the output', () => {
	const remedy = { label: 'Review Again', command: commandIds.clean };
	assert.deepEqual(failure('Clean', ended(1), { remedy })?.offers, [
		remedy,
		{ label: 'Show Output', command: commandIds.showOutput },
	]);
});

test('a failed run still reports what it has done', () => {
	const run = ended(1, [removed('/m/a'), removed('/m/b'), problem('/m/c: permission denied')]);
	const text = 'Zap failed: /m/c: permission denied. Done all the same: 2 removed.';
	assert.equal(failure('Zap', run)?.text, text);
});

test('a status other than 0 may be an answer', () => {
	assert.equal(failure('Verify', ended(1), { isAnswer: ({ status }) => status === 1 }), undefined);
	assert.notEqual(failure('Verify', ended(2), { isAnswer: ({ status }) => status === 1 }), undefined);
});

test('status 0 is not a failure, whatever was printed before', () => {
	assert.equal(failure('Clean', ended(0, [note('x')])), undefined);
});

test('the question before zapping counts what will be zapped', () => {
	const asked = zapQuestion(sampleSetup({ zappable: 4, returning: 1, keptFailcounts: 1 }));
	assert.deepEqual(asked, {
		title: 'Zap 4 failcounts in /home/mirror/funtoo?',
		no: 'Keep Them',
		yes: 'Zap',
		detail: 'Failed builds will be tried again; 1 subarch returns to the rotation.',
		kept: '1 failcount from other servers is kept',
	});
	assert.equal(zapQuestion(sampleSetup({ zappable: 4 })).kept, undefined);
	const none = zapQuestion(sampleSetup({ zappable: 1, returning: 0 }));
	assert.match(none.detail, /no subarch had left the rotation/);
});

test('zap says how many failcounts it removed, and which subarches had left the rotation', () => {
	const one = removed('/m/a/b/c/.control/.failcount');
	for (const [count, returning, text] of [
		[1, 0, 'Zapped 1 failcount; no subarch had left the rotation.'],
		[1, 1, 'Zapped 1 failcount; 1 subarch returns to the rotation.'],
		[3, 2, 'Zapped 3 failcounts; 2 subarches return to the rotation.'],
	] as const)
		assert.equal(zapped(ended(0, Array(count).fill(one)), { returning }).text, text);
	assert.match(zapped(ended(0), { returning: 0 }).text, /nothing to zap/);
	assert.match(zapped(chosen(0), { returning: 2 }).text, /^The zap that you chose has ended/);
});

for (const [status, tag, text] of [
	['failing', 'local', 'Zapped the failcount of k8; it had not left the rotation.'],
	['running', 'local', 'Zapped the failcount of k8; it is being built.'],
	['out-of-rotation', 'local', 'Zapped the failcount of k8; it returns to the rotation.'],
	['unreadable', 'local', 'Zapped the failcount of k8; it returns to the rotation.'],
	[
		'out-of-rotation',
		'remote',
		'Zapped the failcount of k8; it is not in the rotation: another server builds it.',
	],
] as const) {
	test(`zap of one that was ${status}, ${tag}`, () => {
		const gone = ended(0, [removed('/m/a/b/k8/.control/.failcount')]);
		assert.equal(zappedOne(gone, { label: 'k8', status, tags: [tag] }).text, text);
	});
}

test('zap claims nothing if the failcount was already gone', () => {
	const said = zappedOne(ended(0), { label: 'k8', status: 'failing', tags: ['local'] });
	assert.equal(said.text, 'k8 has no failcount: nothing to zap.');
});

test('index.xml: the files that were written are named, and a single one can be opened', () => {
	const written = (...paths: string[]) =>
		indexWritten(
			ended(
				0,
				paths.map((path): BuildrepoEvent => ({ event: 'written', path })),
			),
			'/home/mirror',
		);
	const one = written('/home/mirror/index.xml');
	assert.equal(one.text, 'Wrote /home/mirror/index.xml.');
	assert.deepEqual(one.offers[0], {
		label: 'Open',
		command: commandIds.openFile,
		arguments: ['/home/mirror/index.xml'],
	});
	const several = written(...['a', 'b', 'c', 'd', 'e'].map((name) => `/home/mirror/one/x/${name}/index.xml`));
	assert.equal(several.text, 'Wrote 5 index.xml files: one/x/a, one/x/b, one/x/c, 2 more.');
	assert.deepEqual(
		several.offers.map(({ label }) => label),
		['Show Output'],
	);
	assert.equal(written().text, 'No index.xml was written: no subarch has a complete build.');
	assert.match(indexWritten(chosen(0), '/m').text, /^The index\.xml that you chose has ended/);
});

test('the next build is named with its reason, and what can be done about it', () => {
	const answer = nextBuildAnswer(sampleSetup());
	assert.equal(
		answer.text,
		'Next: full + openvz build of funtoo-current / x86-64bit / corei7. It was never built.',
	);
	assert.deepEqual(
		answer.offers.map(({ label }) => label),
		['Run It', 'Show in Tree', 'Copy'],
	);
});

test('if map_build gives no answer, the message points to it', () => {
	const { next } = sampleSetup();
	assert.ok(next);
	const answer = nextBuildAnswer(
		sampleSetup({ next: { ...next, target: '', reason: 'It raises KeyError.' } }),
	);
	assert.equal(answer.severity, 'warning');
	assert.match(answer.text, /corei7, but map_build does not say what to build\. It raises KeyError\.$/);
	assert.equal(answer.offers[0]?.command, commandIds.openBuildbot);
});

const missing = [{ build: 'b', subarch: 's', arches: ['a'] }];
for (const [reason, changes, severity, offers] of [
	['nothing-stale', {}, 'information', []],
	['all-in-progress', {}, 'information', []],
	['no-directories', { missing }, 'warning', ['Create Directories…']],
	['all-out-of-rotation', { outOfRotation: 2 }, 'warning', ['Zap Failcounts…']],
	['mixed', { outOfRotation: 1, missing }, 'warning', ['Zap Failcounts…', 'Create Directories…']],
	['nothing-local', {}, 'warning', ['Open .buildbot']],
	['unreadable', {}, 'warning', []],
] as const) {
	test(`nothing to build, ${reason}: the server's words, and what can be done`, () => {
		const { next: _, ...rest } = sampleSetup({ outOfRotation: 0, ...changes });
		const answer = nextBuildAnswer({ ...rest, idle: { reason, text: 'Because.' } });
		assert.deepEqual(
			[answer.text, answer.severity, answer.offers.map(({ label }) => label)],
			['Because.', severity, offers],
		);
	});
}

test('an unknown next build is not named', () => {
	const { next: _, ...rest } = sampleSetup();
	assert.equal(nextBuildAnswer(rest).text, 'What is next is not known yet.');
});

test('a stream is cut into lines wherever its pieces end', () => {
	const bytes = new TextEncoder().encode('äb\r\nc\rd\n\nü');
	for (let size = 1; size <= bytes.length; size++) {
		const lines: string[] = [];
		const cutter = cutLines((line) => lines.push(line));
		for (let at = 0; at < bytes.length; at += size) cutter.take(bytes.subarray(at, at + size));
		cutter.end();
		assert.deepEqual(lines, ['äb', 'c', 'd', '', 'ü'], `pieces of ${size} bytes`);
	}
});

test('a build that was not asked about is named when it starts', () => {
	const next = {
		rowId: 'b/a/k8',
		build: 'b',
		arch: 'a',
		subarch: 'k8',
		path: '/m/b/a/k8',
		target: 'full',
		extras: ['openvz'],
		reason: '',
		ambiguous: false,
	};
	const { text, offers } = nextBuildStarted(next, { kind: 'row', home: '/home', id: 'b/a/k8' });
	assert.equal(text, 'Building b / a / k8: full + openvz.');
	assert.deepEqual(
		offers.map(({ label }) => label),
		['Show Terminal', 'Open Log'],
	);
});
