/** Whatever a file holds, the core answers: it neither throws nor forgets a character, and big files stay cheap. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Span } from '../../server/src/base/span.ts';
import { collect, createResolver, keyUses, nodeAt, parse } from '../../server/src/flexdata/index.ts';
import { memoryReader } from './memoryFiles.ts';
import { randomNumbers, randomText } from './randomText.ts';

/** All spans in a syntax tree. */
function* spansIn(value: unknown): Generator<Span> {
	if (typeof value !== 'object' || value === null) return;
	if ('start' in value && typeof value.start === 'number') yield value as Span;
	else for (const part of Object.values(value)) yield* spansIn(part);
}

suite('any text', () => {
	const random = randomNumbers(2015);
	const texts = Array.from({ length: 1500 }, () => randomText(random, Math.floor(random() * 60)));

	test('is put together again by its nodes', () => {
		for (const text of texts) {
			const { nodes } = parse(text);
			let end = 0;
			for (const { span } of nodes) {
				assert.equal(span.start, end, JSON.stringify(text));
				assert.ok(span.end > span.start);
				end = span.end;
			}
			assert.equal(end, text.length, JSON.stringify(text));
		}
	});

	test('has its spans inside the node', () => {
		for (const text of texts) {
			for (const node of parse(text).nodes) {
				// A condition may come from an annotation above.
				const { span, ...parts } = 'condition' in node ? { ...node, condition: undefined } : node;
				for (const { start, end } of spansIn(parts)) {
					assert.ok(span.start <= start && start <= end && end <= span.end, JSON.stringify(text));
				}
			}
		}
	});

	test('has every offset in the node that holds it', () => {
		for (const text of texts.slice(0, 200)) {
			const file = parse(text);
			for (let offset = 0; offset < text.length; offset++) {
				const node = nodeAt(file, offset);
				assert.ok(node !== undefined && node.span.start <= offset && offset < node.span.end);
			}
			for (const { nameSpan, span } of keyUses(file)) {
				assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
			}
		}
	});

	test('can be collected and looked up', async () => {
		for (let i = 0; i + 1 < texts.length; i += 2) {
			const files = new Map([
				['/a', texts[i] ?? ''],
				['/b', texts[i + 1] ?? ''],
			]);
			for (const keepGoing of [false, true]) {
				const read = memoryReader(files);
				const options = { entries: ['/a', '/b'], directory: '/', dialect: '2019', read, keepGoing } as const;
				const collection = await collect({ ...options, arguments: new Map([['b', '$[a]']]) });
				const resolver = createResolver(collection, read);
				await resolver.keys();
				for (const key of [...collection.plain.keys(), ...collection.conditional.keys(), '', '?']) {
					const { steps, ...plain } = await resolver.lookUp(key);
					const traced = await resolver.trace(key);
					assert.deepEqual({ ...traced, trace: [], steps }, { ...plain, steps });
					await resolver.has(key);
				}
			}
		}
	});
});

/** What `work` costs of the processor at best, in microseconds. */
function cost(work: () => unknown): number {
	let best = Number.POSITIVE_INFINITY;
	for (let i = 0; i < 5; i++) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		best = Math.min(best, user + system);
	}
	return best;
}

suite('one big text costs what its parts cost', () => {
	const shapes: readonly (readonly [name: string, piece: string, before: string])[] = [
		['words without blanks', 'abcdef\n', ''],
		['one line of references', '$[a]', 'k: '],
		['one line of openings', '$[', 'k: '],
		['one line of embeddings', '$[[', 'k: '],
		['one annotation', 'a ', '['],
		['one line of blanks', ' \t', 'k: '],
		['one line of hashes', 'x#', 'k: '],
		['blocks that are not closed', 'm: [\n', ''],
		['carriage returns', 'a: 1\r', ''],
		['python that does not end', 'x\n', 'm: [\n<?python\n'],
	];
	for (const [name, piece, before] of shapes) {
		test(name, () => {
			const parts = 16;
			const part = before + piece.repeat(8_000);
			const whole = before + piece.repeat(8_000 * parts);
			const asParts = cost(() => Array.from({ length: parts }, () => parse(part)));
			const asWhole = cost(() => parse(whole));
			// Garbage collection makes the whole dearer, up to six times as seen here; were the time to grow with the square
			// of the text, the whole would cost sixteen times as much.
			assert.ok(asWhole < 10 * asParts + 3000, `${asWhole} instead of ${asParts}`);
		});
	}

	test('a reference in each of many keys is looked up at the same price', async () => {
		const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: $[k0?]\n`).join('');
		const read = memoryReader(new Map([['/a', text]]));
		const options = { entries: ['/a'], arguments: new Map(), directory: '/', dialect: '2019', read } as const;
		const resolver = createResolver(await collect(options), read);
		const keys = await resolver.keys();
		assert.ok(keys.kind === 'keys' && keys.keys.length === 20_000);
		const { outcome } = await resolver.lookUp('k19999');
		assert.deepEqual(outcome, { kind: 'text', text: 'yes' });
	});
});
