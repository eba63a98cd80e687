import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { flexdataFormatting } from '../../../server/src/features/flexdata/formatting.ts';
import { describeConfig } from '../../../server/src/flexdata/index.ts';
import { anyText } from '../../flexdata/anyText.ts';
import { memoryReader } from '../../flexdata/memoryFiles.ts';
import { applyEdits } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';

function formatted(text: string): string {
	const document = documentOf(text);
	return applyEdits(document, flexdataFormatting(document));
}

const cases: readonly [before: string, after: string][] = [
	['  a: b  \n', 'a: b\n'],
	['\ta: b c\t\n', 'a: b c\n'],
	['a:  b  # c\n', 'a:  b  # c\n'],
	['  # comment \n', '# comment\n'],
	['  [section\t x ]  \n', '[section x]\n'],
	['[collect   ./x   when  a  is  b] # c\n', '[collect ./x when a is b] # c\n'],
	['[oops  x ]\n', '[oops  x ]\n'],
	[' m: [ \n  x  \n\n\n\n ] \n', 'm: [\n  x  \n\n\n\n]\n'],
	['a: b\n  \n\n\n\nc: d\n\n\n', 'a: b\n\n\nc: d\n'],
	['a: b\r\n  c: d\r\n', 'a: b\r\nc: d\r\n'],
	['a: b ', 'a: b '],
	['  ignored line \n', '  ignored line \n'],
	['', ''],
];

for (const [before, after] of cases) {
	test(`formatting makes ${JSON.stringify(after)}`, () => {
		assert.equal(formatted(before), after);
		assert.equal(formatted(after), after);
	});
}

test('a range is formatted alone', () => {
	const document = documentOf('  a: b\n  c: d\n  e: f\n');
	assert.equal(
		applyEdits(document, flexdataFormatting(document, { start: 7, end: 14 })),
		'  a: b\nc: d\n  e: f\n',
	);
});

test('formatting is idempotent and changes nothing that Metro reads', async () => {
	let changed = 0;
	const property = fc.asyncProperty(anyText(60), async (text) => {
		const once = formatted(text);
		assert.equal(formatted(once), once, JSON.stringify(text));
		if (once !== text) changed++;
		assert.deepEqual(await record(once), await record(text), JSON.stringify(text));
	});
	await fc.assert(property, { seed: 20151120, numRuns: 400 });
	assert.ok(changed > 100);
});

/** All that Metro knows of a file. Messages quote lines as they are written, and line numbers may change. */
async function record(text: string): Promise<unknown> {
	const config = await describeConfig({
		entries: ['/f'],
		arguments: new Map(),
		directory: '/',
		dialect: '2015',
		read: memoryReader(new Map([['/f', text]])),
	});
	const { error, ...rest } = config;
	return { ...rest, error: error?.type };
}
