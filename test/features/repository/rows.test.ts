import assert from 'node:assert/strict';
import { test } from 'node:test';
import { civilMidnight, DAY } from '../../../server/src/base/civilTime.ts';
import { groupRows, rowsInGroup } from '../../../server/src/features/repository/flatGroups.ts';
import type { RowContext } from '../../../server/src/features/repository/rowContext.ts';
import {
	archRows,
	buildRows,
	datedBuildRows,
	rowLimit,
	subarchRows,
} from '../../../server/src/features/repository/rows.ts';
import type { Row } from '../../../server/src/protocol/index.ts';
import {
	type DatedBuild,
	hiddenSubarches,
	missingSubarches,
	type Repository,
	type RepositoryPolicy,
	type Subarch,
} from '../../../server/src/repository/index.ts';

const noon = (civilMidnight(2015, 2, 20) ?? 0) + DAY / 2;

const policy: RepositoryPolicy = {
	builds: ['funtoo-current'],
	arches: ['x86-64bit'],
	subarches: ['amd64-jaguar'],
	allBuilds: ['funtoo-current'],
	allArches: ['x86-64bit'],
	allSubarches: ['amd64-jaguar'],
	staleDays: 3,
	maxFailcount: 3,
	keepNum: 3,
	indexIgnoreBuilds: [],
};

function dated(day: number, changes: Partial<DatedBuild> = {}): DatedBuild {
	const name = `2015-02-${String(day).padStart(2, '0')}`;
	return {
		name,
		path: `/mirror/funtoo-current/x86-64bit/amd64-jaguar/${name}`,
		kind: 'dated',
		date: civilMidnight(2015, 2, day) ?? 0,
		day: name,
		state: 'complete',
		full: false,
		artifacts: [],
		linked: false,
		...changes,
	};
}

function subarchWith(builds: readonly DatedBuild[], changes: Partial<Subarch> = {}): Subarch {
	const complete = builds.filter((build) => build.state === 'complete');
	return {
		build: 'funtoo-current',
		arch: 'x86-64bit',
		subarch: 'amd64-jaguar',
		path: '/mirror/funtoo-current/x86-64bit/amd64-jaguar',
		local: true,
		failcount: { kind: 'count', count: 0 },
		lock: { kind: 'none' },
		seed: { kind: 'none' },
		builds,
		unrecognized: [],
		unseen: [],
		removals: [],
		latest: complete.at(-1),
		latestFull: complete.findLast((build) => build.full),
		readable: true,
		...changes,
	};
}

function viewOf(
	subarches: readonly Subarch[],
	changes: Partial<Repository> = {},
	missing: RowContext['missing'] = [],
	hidden: RowContext['hidden'] = [],
	failures: RowContext['failures'] = new Map(),
): RowContext {
	const repository: Repository = {
		mirror: '/mirror',
		subarches,
		snapshots: [],
		missingArches: [],
		troubles: [],
		...changes,
	};
	return {
		repository,
		policy,
		now: noon,
		nextPath: undefined,
		missing,
		hidden,
		failures,
		signs: new Map(),
		farm: [],
		builders: new Map(),
	};
}

function onlyRow(subarch: Subarch): Row {
	const [row] = subarchRows(viewOf([subarch]), subarch.build, subarch.arch);
	assert.ok(row);
	return row;
}

const count = (n: number): Partial<Subarch> => ({ failcount: { kind: 'count', count: n } });

const states: readonly [
	name: string,
	subarch: Subarch,
	status: Row['status'],
	description: string,
	badge?: string,
][] = [
	['built two days ago', subarchWith([dated(18)]), 'fresh', 'fresh, built 2 days ago'],
	['built today', subarchWith([dated(20)]), 'fresh', 'fresh, built today'],
	['stale from the day it is stale_days old', subarchWith([dated(17)]), 'stale', 'stale, built 3 days ago'],
	['never built', subarchWith([]), 'never-built', 'never built'],
	['failed twice', subarchWith([dated(18)], count(2)), 'failing', 'failing, built 2 days ago', '2'],
	[
		'failed three times',
		subarchWith([dated(18)], count(3)),
		'out-of-rotation',
		'out of rotation, built 2 days ago',
		'3',
	],
	[
		'failed 120 times',
		subarchWith([dated(18)], count(120)),
		'out-of-rotation',
		'out of rotation, built 2 days ago',
		'99',
	],
	[
		'unreadable failcount',
		subarchWith([dated(18)], { failcount: { kind: 'unreadable', reason: 'it is empty' } }),
		'unreadable',
		'unreadable, built 2 days ago',
		'?',
	],
	[
		'being built',
		subarchWith([dated(18)], { lock: { kind: 'live', holder: { kind: 'process', pid: 7 } } }),
		'running',
		'building, built 2 days ago',
	],
	['built elsewhere', subarchWith([dated(10)], { local: false }), 'remote', 'remote, built 10 days ago'],
];

for (const [name, subarch, status, description, badge] of states) {
	test(`a subarch ${name}`, () => {
		const row = onlyRow(subarch);
		assert.deepEqual(
			{ status: row.status, description: row.description, badge: row.badge?.text },
			{ status, description, badge },
		);
	});
}

test('rows say first how a subarch is, then since when it is built, then what comes next', () => {
	const subarch = subarchWith([dated(17)]);
	const never = subarchWith([], { subarch: 'corei7', path: '/mirror/funtoo-current/x86-64bit/corei7' });
	const rowsOf = (nextPath: string): readonly Row[] =>
		subarchRows({ ...viewOf([subarch, never]), nextPath }, 'funtoo-current', 'x86-64bit');
	const [stale, unbuilt] = rowsOf(subarch.path);
	assert.equal(stale?.description, 'stale, built 3 days ago, next');
	assert.match(stale?.tooltip ?? '', /- Stale: .*\n- Latest complete build .*\n- Next in the rotation\n/);
	assert.equal(unbuilt?.description, 'never built');
	assert.equal(rowsOf(never.path)[1]?.description, 'never built, next');
	const lock = { kind: 'live', holder: { kind: 'process', pid: 7 } } as const;
	const elsewhere = onlyRow(subarchWith([dated(18)], { lock, local: false }));
	assert.equal(elsewhere.description, 'building, built 2 days ago, remote');
});

test('a row reads well aloud', () => {
	assert.equal(
		onlyRow(subarchWith([dated(11)], count(2))).accessibleLabel,
		'amd64-jaguar, failing, built 9 days ago, Failed 2 times in a row (2 of 3), funtoo-current, x86-64bit',
	);
});

test('parents carry the badge of their worst child, and say how many are in which state', () => {
	const subarches = [
		subarchWith([dated(18)], count(1)),
		subarchWith([dated(18)], {
			subarch: 'core2_64',
			path: '/mirror/funtoo-current/x86-64bit/core2_64',
			...count(3),
		}),
		subarchWith([dated(18)], { subarch: 'corei7', path: '/mirror/funtoo-current/x86-64bit/corei7' }),
	];
	for (const [row] of [buildRows(viewOf(subarches)), archRows(viewOf(subarches), 'funtoo-current')]) {
		assert.equal(row?.badge?.text, '3');
		assert.equal(row?.badge?.tone, 'error');
		assert.match(row?.badge?.tooltip ?? '', /^2 subarches with a failcount/);
		assert.equal(row?.description, '1 out of rotation, 1 failing');
	}
});

test('the latest build comes first; the one in progress says so, and it need not be the latest', () => {
	const subarch = subarchWith([dated(18, { full: true }), dated(20, { state: 'incomplete' })], {
		lock: { kind: 'live', holder: { kind: 'process', pid: 7 } },
		inProgress: { kind: 'build', name: '2015-02-20' },
	});
	const shown = (one: Subarch) =>
		datedBuildRows(viewOf([one]), one).map((row) => [row.label, row.status, row.description]);
	assert.deepEqual(shown(subarch), [
		['2015-02-20', 'running', 'building, today'],
		['2015-02-18', 'fresh', 'full, 2 days ago'],
	]);
	assert.deepEqual(shown({ ...subarch, inProgress: { kind: 'build', name: '2015-02-18' } }), [
		['2015-02-20', 'incomplete', 'incomplete, today'],
		['2015-02-18', 'running', 'building, 2 days ago'],
	]);
	assert.deepEqual(shown({ ...subarch, inProgress: { kind: 'unknown', names: ['2015-02-20'] } })[0], [
		'2015-02-20',
		'incomplete',
		'incomplete, perhaps building, today',
	]);
});

test('rows beyond the limit are left out, and a row says so', () => {
	const builds = Array.from({ length: rowLimit + 5 }, (_, i) =>
		dated(1, { name: `2015-02-01-${i}`, date: i }),
	);
	const subarch = subarchWith(builds);
	const rows = datedBuildRows(viewOf([subarch]), subarch);
	assert.equal(rows.length, rowLimit + 1);
	assert.equal(rows.at(-1)?.label, '5 more');
});

test('names from the disk are escaped in tooltips', () => {
	const row = onlyRow(subarchWith([], { subarch: '[x](command:evil)`' }));
	assert.ok(row.tooltip.includes('\\[x\\](command:evil)\\`'));
});

test('ids are unique', () => {
	const subarch = subarchWith([dated(18), dated(19)]);
	const view = viewOf([subarch], {
		snapshots: [
			{
				build: 'funtoo-current',
				path: '/mirror/funtoo-current/snapshots',
				snapshots: ['a'],
				aliases: new Set(),
				names: [],
			},
		],
	});
	const ids = [
		...buildRows(view),
		...archRows(view, 'funtoo-current'),
		...subarchRows(view, 'funtoo-current', 'x86-64bit'),
		...datedBuildRows(view, subarch),
	].map((row) => row.id);
	assert.equal(new Set(ids).size, ids.length);
});

test('a row whose name is not UTF-8 gives no path to commands, and says why', () => {
	const odd = onlyRow(
		subarchWith([], { subarch: 'a\udcff', path: '/mirror/funtoo-current/x86-64bit/a\udcff' }),
	);
	assert.equal(odd.path, undefined);
	assert.match(odd.tooltip, /not UTF-8/);
	assert.equal(odd.id, 'funtoo-current/x86-64bit/a\udcff');
	const plain = onlyRow(subarchWith([]));
	assert.equal(plain.path, '/mirror/funtoo-current/x86-64bit/amd64-jaguar');
	assert.doesNotMatch(plain.tooltip, /not UTF-8/);
});

test('a subarch that fails on another server is not in our rotation', () => {
	const row = onlyRow(subarchWith([dated(18)], { ...count(3), local: false }));
	assert.equal(row.badge?.tooltip, 'Failed 3 times in a row, on another server');
});

test('the tooltip counts builds, and says which list is the reason why a subarch is not built here', () => {
	const path = '/mirror/funtoo-current/x86-64bit/far';
	const row = onlyRow(subarchWith([dated(18), dated(19)], { subarch: 'far', path, local: false }));
	assert.match(row.tooltip, /^- 2 builds$/m);
	assert.match(row.tooltip, /\.buildbot names far only in all_subarches/);
});

test('failures are counted in words', () => {
	for (const [n, words] of [
		[1, 'Failed once (1 of 3)'],
		[2, 'Failed 2 times in a row (2 of 3)'],
		[3, 'Out of rotation until zapped: failed 3 times in a row'],
	] as const)
		assert.equal(onlyRow(subarchWith([dated(18)], count(n))).badge?.tooltip, words);
});

test('the screen reader’s text begins with the visible text', () => {
	const subarch = subarchWith([dated(18), dated(19, { full: true })], count(1));
	const view = viewOf([subarch], {}, [{ build: 'funtoo-current', subarch: 'odd', arches: ['a', 'b'] }]);
	const rows = [
		...buildRows(view),
		...archRows(view, 'funtoo-current'),
		...subarchRows(view, 'funtoo-current', 'x86-64bit'),
		...datedBuildRows(view, subarch),
	];
	assert.equal(rows.length, 6);
	for (const grouping of ['arch', 'state'] as const)
		for (const group of groupRows(view, grouping)) {
			const below = rowsInGroup(view, grouping, group.id);
			assert.equal(below.length, Number.parseInt(group.description, 10));
			rows.push(group, ...below);
		}
	for (const { label, description, accessibleLabel } of rows) {
		assert.ok(accessibleLabel.startsWith(`${label}, ${description}`), accessibleLabel);
		assert.ok(accessibleLabel.split('funtoo-current').length <= 2, accessibleLabel);
	}
});

test('a subarch without a directory has a row: below its arch, or below its build where that is not known', () => {
	const view = viewOf([subarchWith([dated(18)])], {}, [
		{ build: 'funtoo-current', subarch: 'atom_64', arches: ['x86-64bit'] },
		{ build: 'funtoo-current', subarch: 'corei7-pure64', arches: ['pure64'] },
		{ build: 'funtoo-current', subarch: 'odd', arches: ['x86-64bit', 'pure64'] },
		{ build: 'hardened', subarch: 'atom_64', arches: ['x86-64bit'] },
	]);
	const shown = (rows: readonly Row[]): string[] =>
		rows.map(({ id, description }) => `${id}: ${description}`);
	assert.deepEqual(shown(buildRows(view)), [
		'funtoo-current: 1 subarch, 3 without a directory',
		'hardened: 1 without a directory',
	]);
	assert.deepEqual(shown(archRows(view, 'funtoo-current')), [
		'funtoo-current/x86-64bit: 1 subarch, 1 without a directory',
		'funtoo-current/pure64: 1 without a directory',
		'funtoo-current/?/odd: without a directory',
	]);
	const [there, atom] = subarchRows(view, 'funtoo-current', 'x86-64bit');
	assert.equal(there?.label, 'amd64-jaguar');
	assert.deepEqual(
		[atom?.id, atom?.status, atom?.tags, atom?.path, atom?.missing],
		[
			'funtoo-current/x86-64bit/atom_64',
			'no-directory',
			['subarch', 'missing'],
			undefined,
			{ build: 'funtoo-current', subarch: 'atom_64', arches: ['x86-64bit'] },
		],
	);
	// If nothing exists at all, the view shows its own text.
	assert.deepEqual(buildRows(viewOf([], {}, view.missing)), []);
});

for (const [what, unreadable, row] of [
	['arch', '/mirror/funtoo-current/x86-64bit', 'funtoo-current/x86-64bit'],
	['build', '/mirror/funtoo-current', 'funtoo-current'],
] as const) {
	test(`below a directory of a ${what} that cannot be read, each subarch of .buildbot is unknown, with the reason`, () => {
		const message = `unreadable directory ${unreadable}: permission denied`;
		const repository: Repository = {
			mirror: '/mirror',
			subarches: [],
			snapshots: [],
			missingArches: [],
			troubles: [{ code: 'unreadable-directory', path: unreadable, message }],
		};
		assert.deepEqual(
			missingSubarches(repository, policy, () => undefined),
			[],
		);
		const hidden = hiddenSubarches(repository, policy, () => undefined);
		const view = viewOf([], repository, [], hidden);
		const above = [
			...buildRows(view),
			...archRows(view, 'funtoo-current'),
			...subarchRows(view, 'funtoo-current', 'x86-64bit'),
		];
		assert.deepEqual(
			above.map(({ id, status, description }) => [id, status, description]),
			[
				['funtoo-current', 'plain', '1 in unreadable directories'],
				['funtoo-current/x86-64bit', 'plain', '1 in unreadable directories'],
				[
					'funtoo-current/x86-64bit/amd64-jaguar',
					'unreadable',
					'unreadable: its directory cannot be reached',
				],
			],
		);
		assert.ok(above.some(({ id }) => id === row));
		const last = above.at(-1);
		assert.match(last?.tooltip ?? '', /permission denied/);
		assert.match(last?.accessibleLabel ?? '', /permission denied/);
		// Nothing can be done with it from here: it is neither built nor created.
		assert.deepEqual([last?.tags, last?.path, last?.missing], [['subarch', 'hidden'], undefined, undefined]);
	});
}

test('a row of a failing subarch names the package that failed, and its tooltip all of it', () => {
	const subarch = subarchWith([dated(18)], count(2));
	const failure = { name: 'glibc', ebuild: 'sys-libs/glibc-2.19-r3', phase: 'compile', more: 2 };
	const view = viewOf([subarch], {}, [], [], new Map([[subarch.path, failure]]));
	const [row] = subarchRows(view, subarch.build, subarch.arch);
	assert.match(row?.description ?? '', /^failing: glibc \(compile\), built 2 days ago$/);
	assert.match(row?.tooltip ?? '', /Last failure: sys-libs\/glibc-2\.19-r3 in its compile phase, and 2 more/);
});
