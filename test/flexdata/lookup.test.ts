/** Lookups beyond the recorded cases: how a value is resolved, where it fails, and its limits. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { boundedLookUp, createResolver, lookUp, type TraceStep } from '../../server/src/flexdata/index.ts';
import { memoryReader } from './memoryFiles.ts';
import { home, setUp, type TestSetup, textAt } from './setup.ts';

/** A trace as lines: indentation, kind, what was asked, where (as written), and what came of it. */
async function traced({ collection, resolver }: TestSetup, key: string): Promise<string[]> {
	const lines: string[] = [];
	const show = (step: TraceStep, depth: number): void => {
		const place = textAt(collection, step.place);
		const result = step.failed ? 'fails' : JSON.stringify(step.result);
		const mode = step.mode === undefined ? '' : ` ${step.mode}`;
		const origin = step.definition?.origin;
		const by =
			origin === undefined ? 'nobody' : origin.kind === 'file' ? `line ${origin.element.line}` : 'argument';
		lines.push(`${'  '.repeat(depth)}${step.kind} ${step.asked}${mode} by ${by} at ${place} = ${result}`);
		for (const below of step.substeps) show(below, depth + 1);
	};
	for (const step of (await resolver.trace(key)).trace) show(step, 0);
	return lines;
}

suite('a trace', () => {
	test('follows references to their definitions', async () => {
		const setup = await setUp(
			{ 'a.conf': '[section p]\ntmp: /var\nwork: $[]/$[:tmp]$[t:lax]$[:none?]\n: /p$[given]\n' },
			{ arguments: new Map([['given', '$[p/tmp]']]) },
		);
		assert.deepEqual(await traced(setup, 'p/work'), [
			'key p/work by line 3 at undefined = "/p/var//varno"',
			'  key p by line 4 at $[] = "/p/var"',
			'    key given by argument at $[given] = "/var"',
			'      key p/tmp by line 2 at undefined = "/var"',
			'  key p/tmp by line 2 at $[:tmp] = "/var"',
			'  key t lax by nobody at $[t:lax] = ""',
			'  test p/none by nobody at $[:none?] = "no"',
		]);
	});

	test('shows blocks, conditions, files and what was zapped', async () => {
		const setup = await setUp({
			'a.conf':
				'm: [\n$[[n]]\nx $[none:zap]\n<< f\n]\nn: [\n$[c]\n]\nk: 1\n[when k is 2]\nc: two\n[when k is 1 3]\nc: one\n',
			f: 'text\n',
		});
		assert.deepEqual(await traced(setup, 'm'), [
			'block m by line 1 at undefined = ["one","text"]',
			'  block n by line 6 at $[[n]] = ["one"]',
			'    condition k is 2 by line 9 at undefined = "false"',
			'      key k by line 9 at undefined = "1"',
			'    condition k is 1 3 by line 9 at undefined = "true"',
			'      key k by line 9 at undefined = "1"',
			'    key c by line 13 at $[c] = "one"',
			'  key none zap by nobody at $[none:zap] = undefined',
			'  file f by nobody at f = "text"',
		]);
	});

	test('points into the lines of a joined block', async () => {
		const setup = await setUp({ 'a.conf': 'v: 1\nm: [\n\t first  \n  $[v] x\n]\na: <$[m]>\n' });
		assert.deepEqual(await traced(setup, 'a'), [
			'key a by line 6 at undefined = "<first 1 x>"',
			'  key m by line 2 at $[m] = "first 1 x"',
			'    key v by line 1 at $[v] = "1"',
		]);
	});

	test('ends where the value fails', async () => {
		const setup = await setUp({ 'a.conf': 'a: $[b] $[c]\nb: 1\nc: $[none]\n' });
		assert.deepEqual(await traced(setup, 'a'), [
			'key a by line 1 at undefined = fails',
			'  key b by line 2 at $[b] = "1"',
			'  key c by line 3 at $[c] = fails',
			'    key none by nobody at $[none] = fails',
		]);
	});
});

suite('a failed lookup', () => {
	const cases: readonly (readonly [text: string, underlined: string | undefined])[] = [
		['a: x $[b] y\nb: $[none]\n', '$[none]'],
		['a: $[b] $[c\n', undefined],
		['b: 1\na: $[b] $[c\n', '$[c'],
		['a: [\n\t$[none]\n]\n', '$[none]'],
		['a: [\n\t$[[none]] \n]\n', '$[[none]]'],
		['a: $[m]\nm: [\nx\n  y $[none]\n]\n', '$[none]'],
		['a: << nofile\n', 'nofile'],
		['a: $[b]\nb: $[a]\n', '$[a]'],
		['a: [\n$[[a]]\n]\n', '$[[a]]'],
		['a: $[b:odd]\n', '$[b:odd]'],
		['a: $[]\n', '$[]'],
	];
	for (const [text, underlined] of cases) {
		test(`${JSON.stringify(text)} points at ${underlined}`, async () => {
			const { collection, resolver } = await setUp({ 'a.conf': text });
			const { outcome } = await resolver.lookUp('a');
			assert.ok(outcome.kind === 'error');
			if (underlined !== undefined) assert.equal(textAt(collection, outcome.place), underlined);
		});
	}
});

test('a lookup that needs a file says so, and the resolver reads it once', async () => {
	const files = new Map([[`${home}/f`, 'text\n']]);
	const asked: string[] = [];
	const { collection } = await setUp({ 'a.conf': 'a: << f\nb: $[a] << f\n' });
	assert.deepEqual(lookUp(collection, 'a'), { kind: 'unread', path: `${home}/f` });
	const reader = memoryReader(files);
	const resolver = createResolver(collection, (path) => {
		asked.push(path);
		return reader(path);
	});
	const { outcome, reads } = await resolver.lookUp('b');
	assert.deepEqual([outcome, reads], [{ kind: 'text', text: 'text << f' }, ['f']]);
	await resolver.lookUp('a');
	assert.deepEqual(asked, [`${home}/f`]);
});

test('names of objects are names like any other', async () => {
	const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
	const { resolver } = await setUp({ 'a.conf': names.map((name) => `x/${name}: 1\n`).join('') });
	for (const name of names) {
		assert.deepEqual(await resolver.has(name), { kind: 'contains', contains: false });
		assert.equal((await resolver.lookUp(name)).outcome.kind, 'error');
		assert.deepEqual((await resolver.lookUp(`x/${name}`)).outcome, { kind: 'text', text: '1' });
	}
});

suite('unbounded growth is stopped', () => {
	test('values that double themselves', async () => {
		const lines = Array.from({ length: 60 }, (_, i) => `k${i}: $[k${i + 1}]$[k${i + 1}]\n`);
		const { resolver } = await setUp({ 'a.conf': `${lines.join('')}k60: x\n` });
		const { outcome } = await resolver.lookUp('k0');
		assert.ok(outcome.kind === 'error' && outcome.error.type === 'Limit');
	});

	test('values that double themselves and are empty', async () => {
		const lines = Array.from({ length: 60 }, (_, i) => `k${i}: $[k${i + 1}]$[k${i + 1}]\n`);
		const { resolver } = await setUp({ 'a.conf': `${lines.join('')}k60:\n` });
		const { outcome } = await resolver.lookUp('k0');
		assert.ok(outcome.kind === 'error' && outcome.error.type === 'Limit');
	});

	test('blocks that embed themselves forgivingly', async () => {
		const { resolver } = await setUp({ 'a.conf': 'm: [\n$[[m:lax]]\n$[[m:lax]]\n]\n' });
		const { outcome } = await resolver.lookUp('m');
		assert.ok(outcome.kind === 'error' && outcome.error.type === 'RecursionError');
	});

	test('conditions that depend on what they decide', async () => {
		const { resolver } = await setUp({ 'a.conf': 'x: $[y]\n[when x is 1]\ny: 2\n' });
		const { outcome } = await resolver.lookUp('x');
		assert.ok(outcome.kind === 'error' && outcome.error.type === 'RecursionError');
	});

	test('chains as long as Metro can follow are followed', async () => {
		const chain = (length: number): string =>
			`${Array.from({ length }, (_, i) => `k${i}: $[k${i + 1}]\n`).join('')}k${length}: x\n`;
		const [long, tooLong] = [await setUp({ 'a.conf': chain(900) }), await setUp({ 'a.conf': chain(1000) })];
		assert.deepEqual((await long.resolver.lookUp('k0')).outcome, { kind: 'text', text: 'x' });
		const { outcome } = await tooLong.resolver.lookUp('k0');
		assert.ok(outcome.kind === 'error' && outcome.error.type === 'RecursionError');
	});
});

test('python code is not run, and the value says so', async () => {
	const { resolver } = await setUp({
		'a.conf': 'm: [\nbefore\n<?python\nprint(1)\n?>\nafter\n]\nn: [\n$[[m]]\n]\nk: $[m]\n',
	});
	assert.deepEqual((await resolver.lookUp('m')).outcome, { kind: 'python', lines: ['before', 'after'] });
	assert.equal((await resolver.lookUp('n')).outcome.kind, 'python');
	assert.equal((await resolver.lookUp('k')).outcome.kind, 'text');
});

test('of many slow values, the last are omitted, and the result says so', async () => {
	const keys = Array.from(
		{ length: 3000 },
		(_, i) => `k${i}: $[k${(i + 1) % 3000}:lax] $[k${(i + 7) % 3000}:zap]\n`,
	);
	const { resolver } = await setUp({ 'a.conf': keys.join('') });
	const bounded = boundedLookUp(resolver);
	const messages = new Set<string>();
	let steps = 0;
	for (let key = 0; key < 3000; key++) {
		const lookup = await bounded(`k${key}`);
		steps += lookup.steps;
		if (lookup.outcome.kind === 'error' && lookup.outcome.error.type === 'Limit')
			messages.add(lookup.outcome.error.message);
	}
	assert.deepEqual([...messages], ['not resolved: the values before it took too long']);
	assert.ok(steps < 310_000, `${steps} steps`);
});
