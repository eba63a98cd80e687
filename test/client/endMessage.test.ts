/** The message when a build ends, and the log it opens: it claims no more than was found. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
	type BuildLogs,
	chooseLog,
	logsInOrder,
	missingLogText,
} from '../../client/src/commands/logChoice.ts';
import { buildTaskName } from '../../client/src/tasks/buildTaskDefinition.ts';
import { type BuildEnd, durationText, endMessage, isBuilt } from '../../client/src/tasks/endMessage.ts';
import type { Row } from '../../server/src/protocol/index.ts';

const definition = {
	type: 'metro',
	task: 'build',
	subarch: '/m/funtoo-current/x86-64bit/amd64-k8',
} as const;

const usual: BuildEnd = {
	definition,
	status: 0,
	stopped: false,
	duration: 88_000,
	node: { kind: 'row', home: '/root', id: 'funtoo-current/x86-64bit/amd64-k8' },
	day: '2015-02-20',
	found: 'complete',
	holder: undefined,
};

test('a build counts as made only if a complete one was found', () => {
	assert.equal(isBuilt(usual), true);
	assert.equal(isBuilt({ ...usual, status: undefined }), true);
	for (const changes of [
		{ found: 'incomplete' },
		{ found: 'nothing' },
		{ status: 1 },
		{ stopped: true },
		{ status: undefined, holder: { holder: 'process 12' } },
		{ definition: { type: 'metro', task: 'next' } },
	] as const)
		assert.equal(isBuilt({ ...usual, ...changes }), false, JSON.stringify(changes));
});

suite('the end of a build', () => {
	for (const [name, changes, severity, text, offers] of [
		['a good one', {}, 'information', 'Built funtoo-current / amd64-k8 in 1 min 28 s.', ['Next Build']],
		[
			'one of which nobody knows how its process ended',
			{ status: undefined },
			'information',
			'Built funtoo-current / amd64-k8 in 1 min 28 s.',
			['Next Build'],
		],
		[
			'status 0, and nothing complete',
			{ found: 'incomplete' },
			'warning',
			'The build of funtoo-current / amd64-k8 has ended, but the repository holds no complete build of 2015-02-20.',
			['Open Log of 2015-02-20', 'Show Terminal'],
		],
		[
			'a failure with a log',
			{ status: 1, found: 'incomplete' },
			'error',
			'Build of funtoo-current / amd64-k8 failed after 1 min 28 s.',
			['Open Log of 2015-02-20', 'Show Terminal', 'Next Build'],
		],
		[
			'a failure whose log names target and package',
			{
				status: 1,
				found: 'incomplete',
				failure: { target: 'stage3', name: 'debian-sources', phase: 'compile', more: 0 },
			},
			'error',
			'Build of funtoo-current / amd64-k8 failed in stage3: debian-sources (compile), after 1 min 28 s.',
			['Open Log of 2015-02-20', 'Show Terminal', 'Next Build'],
		],
		[
			'a failure of several packages, in a target that is not known',
			{ status: 1, found: 'incomplete', failure: { name: 'glibc', phase: 'unpack', more: 2 } },
			'error',
			'Build of funtoo-current / amd64-k8 failed at glibc (unpack) and 2 more, after 1 min 28 s.',
			['Open Log of 2015-02-20', 'Show Terminal', 'Next Build'],
		],
		[
			'a failure without a log',
			{ status: 1, found: 'nothing' },
			'error',
			'Build of funtoo-current / amd64-k8 failed after 1 min 28 s. It left no directory, and so no log: its terminal says why.',
			['Show Terminal', 'Next Build'],
		],
		[
			'a refusal',
			{ status: 1, found: 'incomplete', holder: { holder: 'process 77' } },
			'information',
			'funtoo-current / amd64-k8 is already being built by process 77.',
			['Open Log'],
		],
		[
			'an end that the user wanted',
			{ status: 1, stopped: true, found: 'incomplete' },
			'information',
			'Stopped the build of funtoo-current / amd64-k8. The incomplete build of 2015-02-20 stays: another build on that day continues there.',
			['Open Log of 2015-02-20', 'Show Terminal'],
		],
		[
			'an end that the user wanted, and that left nothing',
			{ status: 130, stopped: true, found: 'nothing' },
			'information',
			'Stopped the build of funtoo-current / amd64-k8.',
			['Show Terminal'],
		],
		[
			'an end that the user wanted, with a lock that holds',
			{ status: 130, stopped: true, found: 'incomplete', holder: { holder: 'process 77' } },
			'warning',
			'Stopped the build of funtoo-current / amd64-k8. Its subarch is still locked by process 77.',
			['Release Lock…', 'Show Terminal'],
		],
		[
			'one that was complete before it was stopped',
			{ stopped: true },
			'information',
			'Stopped the build of funtoo-current / amd64-k8. The repository holds a complete build of 2015-02-20.',
			['Open Log of 2015-02-20', 'Show Terminal'],
		],
		[
			'Ctrl-C in the terminal',
			{ status: 130, found: 'nothing' },
			'information',
			'The build of funtoo-current / amd64-k8 was interrupted.',
			['Show Terminal'],
		],
		[
			'a set-up that cannot be used',
			{ status: 2, found: 'nothing' },
			'error',
			'The build of funtoo-current / amd64-k8 did not start; its terminal says why.',
			['Show Terminal'],
		],
		[
			'the task for whatever is next: nobody knows what it built',
			{ definition: { type: 'metro', task: 'next' }, node: undefined, found: 'nothing' },
			'information',
			'The task "next build" has ended; its terminal says what it did.',
			['Show Terminal'],
		],
	] as const satisfies readonly (readonly [string, Partial<BuildEnd>, string, string, readonly string[]])[]) {
		test(name, () => {
			const said = endMessage({ ...usual, ...changes });
			assert.deepEqual(
				[said.severity, said.text, said.offers.map(({ label }) => label)],
				[severity, text, offers],
			);
		});
	}

	test('durations', () => {
		assert.deepEqual([400, 12_000, 60_000, 3_600_000 + 300_000].map(durationText), [
			'1 s',
			'12 s',
			'1 min 0 s',
			'1 h 5 min',
		]);
	});

	test('tabs differ in their first letters', () => {
		assert.equal(buildTaskName(definition), 'amd64-k8 (funtoo-current)');
		assert.equal(buildTaskName({ type: 'metro', task: 'next' }), 'next build');
	});
});

suite('which log is meant', () => {
	function row(label: string, kind: Row['kind'], tags: readonly string[]): Row {
		return {
			id: label,
			kind,
			status: 'plain',
			label,
			description: 'full, 4 days ago',
			tooltip: '',
			accessibleLabel: label,
			expandable: false,
			tags,
		};
	}
	const log = row('log/stage3.log', 'file', ['log']);
	const build = (label: string, state: string, logs: readonly Row[] = [log]): BuildLogs => ({
		build: row(label, 'dated-build', [state]),
		logs,
	});
	const failing = row('k8', 'subarch', ['local', 'failing']);
	const running = row('k8', 'subarch', ['local', 'running', 'failing']);
	const good = row('k8', 'subarch', ['local']);

	for (const [name, subarch, builds, day, expected] of [
		['the failed build', failing, [build('3', 'incomplete'), build('2', 'complete')], undefined, '3'],
		[
			'the failed build is gone: never that of a good one instead',
			failing,
			[build('2', 'complete')],
			undefined,
			'There is no log of the failed build of k8; Clean may have removed it. The latest log is of the build of 2 (full, 4 days ago).',
		],
		[
			'the failed build has no log: never an older failed one instead',
			failing,
			[build('3', 'incomplete', []), build('2', 'incomplete')],
			undefined,
			'There is no log of the failed build of k8; Clean may have removed it. The latest log is of the build of 2 (full, 4 days ago).',
		],
		['the build in progress', running, [build('3', 'running'), build('2', 'incomplete')], undefined, '3'],
		[
			'the build in progress has written nothing yet',
			running,
			[build('2', 'incomplete')],
			undefined,
			'There is no log of the build of k8 that is in progress. The latest log is of the build of 2 (full, 4 days ago).',
		],
		['the build of a day', good, [build('3', 'complete'), build('2', 'incomplete')], '2', '2'],
		[
			'the build of a day that is gone',
			good,
			[build('3', 'complete')],
			'2',
			'There is no log of the build of k8 of 2. The latest log is of the build of 3 (full, 4 days ago).',
		],
		['the latest', good, [build('3', 'complete'), build('2', 'complete')], undefined, '3'],
		[
			'none at all',
			good,
			[build('3', 'complete', [])],
			undefined,
			'There is no log of the latest build of k8. No other build has one either.',
		],
	] as const satisfies readonly (readonly [
		string,
		Row,
		readonly BuildLogs[],
		string | undefined,
		string,
	])[]) {
		test(name, () => {
			const choice = chooseLog(subarch, builds, day);
			assert.equal(choice.kind === 'open' ? choice.found.build.label : missingLogText(choice), expected);
		});
	}
});

test('of several logs, that of the failed target comes first and says why; else the last stage', () => {
	const log = (label: string): Row => ({
		id: label,
		kind: 'file',
		label,
		description: '',
		tooltip: '',
		status: 'fresh',
		accessibleLabel: label,
		tags: ['log'],
		expandable: false,
	});
	const logs = ['stage1.txt', 'stage2.txt', 'stage3.txt'].map(log);
	const failure = { target: 'stage2', name: 'glibc', phase: 'compile', more: 0 };
	const shown = (given: typeof failure | undefined): string[] =>
		logsInOrder(logs, given).map(({ row, why }) => (why === undefined ? row.label : `${row.label}: ${why}`));
	assert.deepEqual(shown(failure), ['stage2.txt: glibc failed (compile)', 'stage3.txt', 'stage1.txt']);
	assert.deepEqual(shown({ ...failure, target: 'gone' }), ['stage3.txt', 'stage2.txt', 'stage1.txt']);
	assert.deepEqual(shown(undefined), ['stage3.txt', 'stage2.txt', 'stage1.txt']);
});
