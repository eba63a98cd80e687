/** What became of subarches between two readings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seenIn, transitionsBetween } from '../../../server/src/features/repository/transitions.ts';
import type { Repository, RepositoryPolicy, Subarch } from '../../../server/src/repository/index.ts';

type State = readonly [count: number | undefined, latest: string | undefined, isRemote?: true];

function repositoryWith([count, latest, isRemote]: State): Repository {
	const subarch = {
		build: 'b',
		arch: 'a',
		subarch: 's',
		path: '/m/b/a/s',
		local: isRemote !== true,
		failcount: count === undefined ? { kind: 'unreadable', reason: 'x' } : { kind: 'count', count },
		latest: latest === undefined ? undefined : { name: latest },
	} as unknown as Subarch;
	return { mirror: '/m', subarches: [subarch], snapshots: [], missingArches: [], troubles: [] };
}

const policy = { maxFailcount: 3 } as RepositoryPolicy;
const failures = {
	of: async () => ({ failure: { name: 'glibc', phase: 'compile', more: 0 }, lastLines: [] }),
};

const cases: readonly (readonly [what: string, states: readonly State[], expected: readonly string[]])[] = [
	[
		'nothing new',
		[
			[0, 'x'],
			[0, 'x'],
		],
		[],
	],
	[
		'it begins to fail',
		[
			[0, 'x'],
			[1, 'x'],
		],
		['failing glibc (compile)'],
	],
	[
		'it fails again',
		[
			[1, 'x'],
			[2, 'x'],
		],
		[],
	],
	[
		'it leaves the rotation',
		[
			[2, 'x'],
			[3, 'x'],
		],
		['out-of-rotation glibc (compile)'],
	],
	[
		'it leaves the rotation at once',
		[
			[0, 'x'],
			[3, 'x'],
		],
		['out-of-rotation glibc (compile)'],
	],
	[
		'it has long left the rotation',
		[
			[3, 'x'],
			[4, 'x'],
		],
		[],
	],
	[
		'of another server, which has its own rotation',
		[
			[2, 'x', true],
			[3, 'x', true],
		],
		[],
	],
	[
		'it was built',
		[
			[2, 'x'],
			[0, 'y'],
		],
		['recovered'],
	],
	[
		'its first build succeeds',
		[
			[1, undefined],
			[0, 'y'],
		],
		['recovered'],
	],
	[
		'its failcount was zapped',
		[
			[2, 'x'],
			[0, 'x'],
		],
		[],
	],
	[
		'a failcount that cannot be read is none',
		[
			[0, 'x'],
			[undefined, 'x'],
		],
		[],
	],
	[
		'nor does it hide what comes after',
		[
			[0, 'x'],
			[undefined, 'x'],
			[1, 'x'],
		],
		['failing glibc (compile)'],
	],
];
for (const [what, states, expected] of cases) {
	test(`transitions: ${what}`, async () => {
		let seen: ReturnType<typeof seenIn> | undefined;
		let told: string[] = [];
		for (const state of states) {
			const repository = repositoryWith(state);
			if (seen !== undefined)
				told = (await transitionsBetween(seen, repository, policy, failures)).map(({ kind, failure }) =>
					[kind, failure].filter((word) => word !== undefined).join(' '),
				);
			seen = seenIn(repository, seen);
		}
		assert.deepEqual(told, expected);
	});
}
