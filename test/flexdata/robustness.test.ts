/** Whatever a file holds, the core answers: it neither throws nor forgets a character, and big files stay cheap. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Span } from '../../server/src/base/span.ts';
import { collect, createResolver, keyUses, nodeAt, parse } from '../../server/src/flexdata/index.ts';
import { anyText } from './anyText.ts';
import { memoryReader } from './memoryFiles.ts';

/** All spans in a syntax tree. */
function* spansIn(value: unknown): Generator<Span> {
	if (typeof value !== 'object' || value === null) return;
	if ('start' in value && typeof value.start === 'number') yield value as Span;
	else for (const part of Object.values(value)) yield* spansIn(part);
}

suite('any text', () => {
	const text = anyText(60);
	const often = { seed: 2015, numRuns: 1500 };

	test('is reassembled from its nodes', () => {
		const property = fc.property(text, (whole) => {
			let end = 0;
			for (const { span } of parse(whole).nodes) {
				assert.equal(span.start, end);
				assert.ok(span.end > span.start);
				end = span.end;
			}
			assert.equal(end, whole.length);
		});
		fc.assert(property, often);
	});

	test('has its spans inside the node', () => {
		const property = fc.property(text, (whole) => {
			for (const node of parse(whole).nodes) {
				// A condition may come from an annotation above.
				const { span, ...parts } = 'condition' in node ? { ...node, condition: undefined } : node;
				for (const { start, end } of spansIn(parts)) {
					assert.ok(span.start <= start && start <= end && end <= span.end);
				}
			}
		});
		fc.assert(property, often);
	});

	test('has every offset in the node that holds it', () => {
		const property = fc.property(text, (whole) => {
			const file = parse(whole);
			for (let offset = 0; offset < whole.length; offset++) {
				const node = nodeAt(file, offset);
				assert.ok(node !== undefined && node.span.start <= offset && offset < node.span.end);
			}
			for (const { nameSpan, span } of keyUses(file)) {
				assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
			}
		});
		fc.assert(property, { ...often, numRuns: 200 });
	});

	test('can be collected and looked up', async () => {
		const property = fc.asyncProperty(text, text, fc.boolean(), async (a, b, keepGoing) => {
			const read = memoryReader(
				new Map([
					['/a', a],
					['/b', b],
				]),
			);
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
		});
		await fc.assert(property, often);
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

suite('one big text takes as long as its parts', () => {
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

	test('references in many keys take linear time', async () => {
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
