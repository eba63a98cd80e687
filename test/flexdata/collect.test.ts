/** The collector beyond what the recorded cases compare: outcomes of annotations, places of errors, going on, giving up. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ReadResult } from '../../server/src/base/readText.ts';
import { finish } from '../../server/src/base/work.ts';
import {
	collect,
	type ParsedFile,
	parse,
	rememberingParser,
	uncollected,
} from '../../server/src/flexdata/index.ts';
import { home, setUp, textAt } from './setup.ts';

suite('what becomes of a collect annotation', () => {
	test('is reported for each', async () => {
		const { collection } = await setUp({
			'a.conf': [
				'[collect b.conf]',
				'[collect $[none].conf]',
				'[collect $[none:zap]]',
				'[collect c.conf when x is 2]',
				'x: 1',
				'',
			].join('\n'),
			'b.conf': '# nothing\n',
			'c.conf': 'c: 1\n',
		});
		const outcomes = collection.steps.map(({ text, outcome }) => [text, outcome.kind]);
		assert.deepEqual(outcomes, [
			['b.conf', 'collected'],
			['$[none:zap]', 'dropped'],
			['c.conf', 'condition-false'],
			['$[none].conf', 'undefined'],
		]);
		assert.deepEqual(
			uncollected(collection).map(({ text }) => text),
			['c.conf', '$[none].conf'],
		);
		const [first] = collection.steps;
		assert.deepEqual(first?.outcome, { kind: 'collected', path: `${home}/b.conf` });
	});

	test('is reported if the run ends first', async () => {
		const { collection } = await setUp({ 'a.conf': '[collect none.conf]\n[collect b.conf]\n', 'b.conf': '' });
		assert.deepEqual(
			collection.steps.map(({ outcome }) => outcome.kind),
			['failed', 'not-reached'],
		);
	});
});

suite('errors', () => {
	const cases: readonly (readonly [name: string, files: Record<string, string>, underlined: string])[] = [
		['of a line', { 'a.conf': 'x: 1\n[oops]\n' }, 'oops'],
		['of a second definition', { 'a.conf': 'x: 1\n  x: 2\n' }, 'x'],
		['of a block that is not closed', { 'a.conf': 'm: [\nx\n' }, '['],
		['of a path', { 'a.conf': 'x: 1\n[collect ./none.conf]\n' }, './none.conf'],
		['of a reference in a path', { 'a.conf': '[collect a$[:x].conf]\n' }, '$[:x]'],
		['of a reference far away', { 'a.conf': 'd: << $[d:odd]\n[collect $[d]]\n' }, '$[d:odd]'],
		['of a file in a file', { 'a.conf': '[collect b.conf]\n', 'b.conf': '[]\n' }, '[]'],
	];
	for (const [name, files, underlined] of cases) {
		test(`${name} know their place`, async () => {
			const { collection } = await setUp(files);
			assert.equal(collection.errors.length, 1);
			assert.equal(textAt(collection, collection.errors[0]?.place), underlined);
		});
	}

	test('keep what was collected before', async () => {
		const { collection, resolver } = await setUp({ 'a.conf': 'x: 1\n[oops]\ny: 2\n' });
		assert.deepEqual((await resolver.lookUp('x')).outcome, { kind: 'text', text: '1' });
		assert.equal(collection.plain.has('y'), false);
	});

	test('not caused by the text keep their reason', async () => {
		const read = async (): Promise<ReadResult> => ({ kind: 'unreadable', reason: 'permission denied' });
		const { collection } = await setUp({ 'a.conf': '' }, { read });
		assert.deepEqual(
			collection.errors.map(({ type, message, internal }) => [type, message, internal]),
			[['OSError', 'permission denied', true]],
		);
	});
});

suite('continuing after errors', () => {
	test('finds all of them, and all definitions', async () => {
		const { collection } = await setUp(
			{
				'a.conf': 'x: 1\n[oops]\nx: 2\n[collect none.conf]\n[collect b.conf]\n',
				'b.conf': 'm: [\n]\nm: [\n]\nb: 1\n[collect $[x:odd]]\n[collect c.conf]\n',
				'c.conf': 'c: 1\n',
			},
			{ keepGoing: true },
		);
		assert.deepEqual(
			collection.errors.map(({ message }) => message),
			[
				'Invalid annotation: oops in [oops]',
				`Error - "x" already defined. Value: '1'. New line: x: 2.`,
				`File '${home}/none.conf' does not exist.`,
				`Error - file ${home}/b.conf was already collected, duplicate definitions.`,
				'expanding variable x:odd - mode odd does not exist',
			],
		);
		assert.deepEqual([...collection.plain.keys()], ['x', 'm', 'b', 'c']);
		assert.deepEqual(
			collection.files.map(({ path }) => path),
			['a.conf', 'b.conf', 'c.conf'].map((name) => `${home}/${name}`),
		);
		assert.equal(collection.definitions.length, 6);
	});

	test('ends even where Metro would not', async () => {
		const { collection } = await setUp(
			{ 'a.conf': '[collect a.conf]\n[collect b.conf]\n', 'b.conf': '' },
			{ keepGoing: true },
		);
		assert.deepEqual(
			collection.errors.map(({ type }) => type),
			['Hang'],
		);
	});
});

suite('runs without end', () => {
	const endless: readonly (readonly [name: string, files: Record<string, string>])[] = [
		['a file that collects itself', { 'a.conf': '[collect a.conf]\n' }],
		['two files that collect each other', { 'a.conf': '[collect b.conf]\n', 'b.conf': '[collect a.conf]\n' }],
		['a file that collects itself a thousand times', { 'a.conf': '[collect a.conf]\n'.repeat(1000) }],
		['a file that collects itself twice', { 'a.conf': '[collect a.conf]\n[collect ./a.conf]\n' }],
		[
			'a circle behind a definition',
			{
				'a.conf': '[collect b.conf]\n[collect c.conf]\n',
				'b.conf': 'x: one\n',
				'c.conf': '[collect $[x]]\n',
				one: '[collect c.conf]\n',
			},
		],
		[
			'conditions that change places',
			{
				'a.conf': 'x: 1\n[collect b.conf when x]\n',
				'b.conf': '[collect a2.conf when x is 1]\n',
				'a2.conf': '[collect b.conf when x in 1]\n[collect b.conf when x]\n',
			},
		],
	];
	for (const [name, files] of endless) {
		test(`${name}: stopped`, async () => {
			const { collection } = await setUp(files);
			assert.equal(collection.errors[0]?.type, 'Hang');
		});
	}

	const ending: readonly (readonly [name: string, files: Record<string, string>])[] = [
		['the same file twice', { 'a.conf': '[collect b.conf]\n[collect ./b.conf]\n', 'b.conf': '# nothing\n' }],
		[
			'a circle that a later definition opens',
			{
				'a.conf': '[collect b.conf]\n',
				'b.conf': '[collect $[stop:zap]b.conf]\n[collect c.conf]\n',
				'c.conf': '[collect d.conf]\n',
				'd.conf': 'stop: none/\n',
			},
		],
	];
	for (const [name, files] of ending) {
		test(`${name}: not mistaken for one`, async () => {
			const { collection } = await setUp(files);
			assert.ok(collection.errors.every(({ type }) => type !== 'Hang'));
		});
	}
});

test('a cancelled collection stops', async () => {
	const options = { entries: ['/a'], arguments: new Map(), directory: '/', dialect: '2019' } as const;
	const read = async (): Promise<ReadResult> => ({ kind: 'text', text: '[collect a]\n' });
	await assert.rejects(collect({ ...options, read }, AbortSignal.abort()), { name: 'AbortError' });
});

test('only what changed is parsed again', async () => {
	const remember = rememberingParser();
	const parser = (path: string, text: string): ParsedFile => finish(remember(path, text));
	const first = parser('/a', 'x: 1\n');
	assert.equal(parser('/a', 'x: 1\n'), first);
	assert.notEqual(parser('/b', 'x: 1\n'), first);
	assert.deepEqual(parser('/a', 'x: 2\n'), parse('x: 2\n'));
	const parsed: string[] = [];
	await setUp(
		{ 'a.conf': '[collect b.conf]\n', 'b.conf': 'b: 1\n' },
		{
			parse: (path, text) => {
				parsed.push(path);
				return parse(text);
			},
		},
	);
	assert.deepEqual(parsed, [`${home}/a.conf`, `${home}/b.conf`]);
});

test('a long file that collects itself repeatedly is given up after a few times', async () => {
	const lines = 1000;
	const { collection } = await setUp(
		{ 'a.conf': `k: v\n${'[collect a.conf]\n'.repeat(lines)}` },
		{ keepGoing: true },
	);
	assert.ok(collection.files.length <= 12, `${collection.files.length} times`);
	assert.ok(collection.steps.length <= 12 * lines);
	assert.equal(collection.errors.at(-1)?.type, 'Hang');
});
