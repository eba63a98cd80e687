/** Which reason holds where nothing is to be built, and which directories are missing. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { civilMidnight, DAY } from '../../server/src/base/civilTime.ts';
import {
	dialect2015,
	idlePhrase,
	idleRotation,
	missingPath,
	missingSubarches,
	type RepositoryPolicy,
	scanRepository,
} from '../../server/src/repository/index.ts';
import { archOfSubarch } from '../../server/src/setup/installation/archOfSubarch.ts';
import { machine } from '../support/machine.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

const now = (civilMidnight(2015, 2, 20) ?? 0) + DAY / 2;

function policyFor(
	names: Partial<Pick<RepositoryPolicy, 'builds' | 'arches' | 'subarches'>>,
	shared?: ReadonlyMap<string, readonly string[]>,
	unknown?: string,
): RepositoryPolicy {
	const { builds = ['current'], arches = ['x86-64bit'], subarches = ['corei7', 'atom_64'] } = names;
	return {
		builds,
		arches,
		subarches,
		allBuilds: builds,
		allArches: arches,
		allSubarches: [...subarches, 'remote'],
		staleDays: 3,
		maxFailcount: 3,
		keepNum: 3,
		indexIgnoreBuilds: [],
		...(shared !== undefined && { share: { host: 'alpha', subarches: shared, unknown } }),
	};
}

async function look(files: MemoryFileSystem, policy: RepositoryPolicy, archOf = archOfSubarch()) {
	const { signal } = new AbortController();
	const world = { files, ...machine([77]), signal };
	const repository = await scanRepository('/m', policy, dialect2015, world);
	const missing = missingSubarches(repository, policy, archOf);
	return { repository, missing, idle: idleRotation(repository, policy, missing, now) };
}

const top = '/m/current/x86-64bit';

type Lay = (files: MemoryFileSystem) => void;

const fresh =
	(name: string): Lay =>
	(files) =>
		files.put(`${top}/${name}/2015-02-19/stage3-x.tar.xz`, 'x');
const building =
	(name: string): Lay =>
	(files) =>
		files.put(`${top}/${name}/.control/.multi_progress`, '77');
const failed =
	(name: string, count = '3'): Lay =>
	(files) =>
		files.put(`${top}/${name}/.control/.failcount`, count);

const cases: readonly (readonly [
	name: string,
	lay: readonly Lay[],
	policy: RepositoryPolicy,
	words: string | undefined,
])[] = [
	['something is due', [(files) => files.putDirectory(`${top}/corei7`)], policyFor({}), undefined],
	[
		'no directory exists yet',
		[],
		policyFor({}),
		'Nothing to build yet: no subarch that is built here has a directory. Metro builds a subarch once its directory exists.',
	],
	[
		'only remote subarches have one',
		[fresh('remote')],
		policyFor({}),
		'Nothing to build yet: no subarch that is built here has a directory. Metro builds a subarch once its directory exists. The 1 subarch in the repository is built on another server.',
	],
	[
		'.buildbot builds nothing here',
		[fresh('remote')],
		policyFor({ subarches: [] }),
		'Nothing is built here: in .buildbot, subarches is empty. The 1 subarch in the repository is built on another server.',
	],
	[
		'get_subarches names nothing for this host',
		[fresh('remote'), fresh('corei7')],
		policyFor({}, new Map([['current', []]])),
		'Nothing is built here: get_subarches names no subarch for alpha. All 2 subarches in the repository are built on other servers.',
	],
	[
		'what get_subarches names is unknown',
		[],
		policyFor({}, new Map(), '.buildbot line 3: it fails'),
		'What is built here is unknown: .buildbot line 3: it fails.',
	],
	[
		'nothing is stale',
		[fresh('corei7'), fresh('atom_64')],
		policyFor({}),
		'Nothing to build now: all 2 subarches in rotation are fresh; the next one is due on 2015-02-22.',
	],
	[
		'one is fresh, the other has no directory',
		[fresh('corei7')],
		policyFor({}),
		'Nothing to build now: the 1 subarch in rotation is fresh; the next one is due on 2015-02-22. 1 subarch has no directory yet.',
	],
	[
		'all are being built',
		[building('corei7'), building('atom_64')],
		policyFor({}),
		'Nothing to build now: all 2 subarches are being built.',
	],
	[
		'all are out of rotation',
		[failed('corei7'), failed('atom_64')],
		policyFor({}),
		'Nothing to build: all 2 subarches have failed too often and left the rotation; zap their failcounts to try again.',
	],
	[
		'no failcount can be read',
		[failed('corei7', 'many'), failed('atom_64', '')],
		policyFor({}),
		'It is unknown whether anything is due: 2 failcounts, locks or directories cannot be read.',
	],
	[
		'the build directory cannot be read',
		[fresh('corei7'), (files) => files.failAt('/m/current', 'denied')],
		policyFor({}),
		'It is unknown whether anything is due: a failcount, lock or directory cannot be read.',
	],
	[
		'the arch directory cannot be read',
		[fresh('corei7'), (files) => files.failAt(top, 'denied')],
		policyFor({}),
		'It is unknown whether anything is due: a failcount, lock or directory cannot be read.',
	],
	[
		'one is being built, the other is out of rotation',
		[building('corei7'), failed('atom_64')],
		policyFor({}),
		'Nothing to build now (1 in progress, 1 out of rotation).',
	],
	[
		'one of each',
		[fresh('corei7'), building('atom_64'), failed('k8'), failed('core2_64', 'x')],
		policyFor({ subarches: ['corei7', 'atom_64', 'k8', 'core2_64'] }),
		'Nothing to build now: the 1 subarch in rotation is fresh; the next one is due on 2015-02-22 (1 in progress, 1 out of rotation, 1 unreadable).',
	],
];

suite('reasons why nothing is to be built', () => {
	for (const [name, lay, policy, words] of cases) {
		test(name, async () => {
			const files = createMemoryFileSystem();
			files.putDirectory('/m');
			for (const each of lay) each(files);
			const { idle } = await look(files, policy);
			assert.equal(idle && idlePhrase(idle), words);
		});
	}
});

suite('directories that are missing', () => {
	async function missingWith(
		names: Parameters<typeof policyFor>[0],
		lay: (files: MemoryFileSystem) => void = () => {},
		archOf = archOfSubarch(),
		moreArches: readonly string[] = [],
	): Promise<string[]> {
		const files = createMemoryFileSystem();
		files.putDirectory('/m');
		lay(files);
		const policy = policyFor(names);
		const kept = {
			...policy,
			allArches: [...policy.allArches, ...moreArches],
			allSubarches: [...policy.allSubarches, ...policy.subarches],
		};
		const { repository, missing } = await look(files, kept, archOf);
		return missing.map(
			(one) => missingPath(repository, one) ?? `${one.build}/{${one.arches}}/${one.subarch}`,
		);
	}
	const arches = ['x86-64bit', 'pure64'];

	test('of known subarches the arch is known', async () => {
		const subarches = ['atom_64', 'corei7-pure64', 'atom_32'];
		assert.deepEqual(await missingWith({ arches, subarches }), [
			'/m/current/x86-64bit/atom_64',
			'/m/current/pure64/corei7-pure64',
			'current/{x86-64bit,pure64}/atom_32',
		]);
		// The only listed arch is not the one of the specs.
		assert.deepEqual(await missingWith({ subarches: ['atom_32'] }), ['current/{x86-64bit}/atom_32']);
	});

	test('one whose arch is certainly not listed is none: no directory would be right', async () => {
		const specs = archOfSubarch({ subarches: [{ name: 'atom_32', arch: 'x86-32bit' }] });
		assert.deepEqual(await missingWith({ arches, subarches: ['atom_32'] }, undefined, specs), []);
		const other = (files: MemoryFileSystem): void => files.putDirectory('/m/hardened/arm-32bit/odd');
		const names = { builds: ['current', 'hardened'], arches, subarches: ['odd'] };
		assert.deepEqual(await missingWith(names, other, archOfSubarch(), ['arm-32bit']), []);
	});

	test('the arch of an unknown name is known from another build, or if there is only one', async () => {
		assert.deepEqual(await missingWith({ arches, subarches: ['odd'] }), ['current/{x86-64bit,pure64}/odd']);
		assert.deepEqual(await missingWith({ subarches: ['odd'] }), ['/m/current/x86-64bit/odd']);
		const builds = ['current', 'hardened'];
		assert.deepEqual(
			await missingWith({ builds, arches, subarches: ['odd'] }, (files) =>
				files.putDirectory('/m/hardened/pure64/odd'),
			),
			['/m/current/pure64/odd'],
		);
	});

	test('a directory in any arch of its build is not missing', async () => {
		assert.deepEqual(
			await missingWith({ arches, subarches: ['atom_64'] }, (files) =>
				files.putDirectory('/m/current/pure64/atom_64'),
			),
			[],
		);
	});

	test('the contents of an unreadable directory are unknown', async () => {
		for (const path of ['/m/current', '/m/current/x86-64bit']) {
			assert.deepEqual(
				await missingWith({}, (files) => {
					files.putDirectory('/m/current/x86-64bit');
					files.failAt(path, 'denied');
				}),
				[],
				path,
			);
		}
	});

	test('names that cannot be a directory are not missing', async () => {
		assert.deepEqual(await missingWith({ subarches: ['..', 'a/b', ''] }), []);
	});
});
