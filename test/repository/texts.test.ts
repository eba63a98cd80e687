/** The small readers and writers of the repository: names, sizes, XML. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseBuildInfo } from '../../server/src/repository/buildInfo.ts';
import { diskUseText } from '../../server/src/repository/diskUseText.ts';
import { indexText } from '../../server/src/repository/indexTree/indexTree.ts';
import { parseFailcount } from '../../server/src/repository/scan/control.ts';

suite('sizes are written as by du -h', () => {
	const cases: readonly (readonly [number, string])[] = [
		[0, '0'],
		[512, '512'],
		[1023, '1023'],
		[1024, '1.0K'],
		[4096, '4.0K'],
		[4097, '4.1K'],
		[9 * 1024 + 1, '9.1K'],
		[10 * 1024 - 1, '10K'],
		[10 * 1024 + 1, '11K'],
		[1023 * 1024 + 1, '1.0M'],
		[1.5 * 1024 ** 2, '1.5M'],
		[250 * 1024 ** 2, '250M'],
		[3 * 1024 ** 3, '3.0G'],
		[2 ** 60, '1.0E'],
	];
	for (const [bytes, text] of cases) test(`${bytes}`, () => assert.equal(diskUseText(bytes), text));
});

suite('failcounts', () => {
	const cases: readonly (readonly [string, number | undefined])[] = [
		['2', 2],
		['  2 \n', 2],
		['+1\r\n', 1],
		['0001', 1],
		['2\n7\nabc', 2],
		['-0', 0],
		['\u00a03\u2003', 3],
		['', undefined],
		['\n1', undefined],
		['1.0', undefined],
		['1e3', undefined],
		['0x1', undefined],
		['-1', undefined],
		['99999999999999999999', undefined],
	];
	for (const [text, count] of cases) {
		test(JSON.stringify(text), () => {
			const read = parseFailcount(new TextEncoder().encode(text));
			assert.equal(read.kind === 'count' ? read.count : undefined, count);
		});
	}

	test('failcounts with bytes that are not UTF-8, even after the first line', () => {
		assert.equal(parseFailcount(Uint8Array.of(0x31, 0x0a, 0xff)).kind, 'unreadable');
	});
});

test('only special characters are escaped in XML', () => {
	const attributes = [['a', `<&>"'\t\n\r é😀`]] as const;
	assert.equal(
		indexText({ name: 'r', attributes: [], children: [{ name: 'e', attributes, children: [] }] }),
		`<?xml version='1.0' encoding='UTF-8'?>\n<r>\n  <e a="&lt;&amp;&gt;&quot;'&#9;&#10;&#13; é😀"/>\n</r>\n`,
	);
});

test('build-info.json keeps its order, and names what it cannot use', () => {
	const { attributes, complaints } = parseBuildInfo(
		new TextEncoder().encode('{"b": "1", "a": 2.50, "10": "x", "-": "y", "c": {"d": [null]}}'),
	);
	assert.deepEqual(attributes, [
		['b', '1'],
		['a', '2.5'],
		['c', '{"d":[null]}'],
	]);
	assert.equal(complaints.length, 2);
});
