/** index.xml read back: what was recorded comes back to the byte, and nothing that is read makes the reader fall over. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readIndex, sameIndex } from '../../server/src/repository/indexReader.ts';
import { indexText, type XmlElement } from '../../server/src/repository/indexTree.ts';
import { readRecordedIndexes } from '../support/recordedIndexes.ts';

const indexes = readRecordedIndexes();

test('no recorded index.xml was lost', () => assert.equal(indexes.length, 56));

suite('a recorded index.xml, read and written again', () => {
	for (const { name, text } of indexes) {
		test(name, () => {
			const root = readIndex(text);
			assert.ok(root !== undefined);
			assert.equal(indexText(root), text);
		});
	}
});

function withAttributes(attributes: XmlElement['attributes']): XmlElement {
	return { name: 'subarches', attributes: [], children: [{ name: 'subarch', attributes, children: [] }] };
}

suite('any attribute comes back as it was written', () => {
	for (const [name, value] of [
		['__proto__', 'x'],
		['constructor', ' two  blanks '],
		['toString', '\t\r\n<&>"\''],
		['é', '&amp; &#10; &apos; 𝄞 \u{10ffff}'],
		['text', ']]> <!-- --> <?pi?> </subarch>'],
		['number', '007'],
		['truth', 'true'],
		['nothing', ''],
	] as const) {
		test(`${name}: ${JSON.stringify(value)}`, () => {
			const tree = withAttributes([
				['before', '1'],
				[name, value],
				['behind', '2'],
			]);
			assert.deepEqual(readIndex(indexText(tree)), tree);
		});
	}

	test('more references than a parser that fears them would expand', () => {
		const tree = withAttributes([['CFLAGS', '&'.repeat(200_000)]]);
		assert.deepEqual(readIndex(indexText(tree)), tree);
	});
});

test('the same XML written by others is the same', () => {
	const [ours, theirs] = [
		withAttributes([['name', "it's <here> & there"]]),
		readIndex(
			'\ufeff<?xml version="1.0"?>\r\n<!-- list -->\r\n<subarches  >\r\n<subarch\tname = \'it&#x27;s\n&lt;here> &#38; there\'></subarch>text</subarches >',
		),
	];
	assert.deepEqual(theirs, ours);
	assert.ok(theirs !== undefined && sameIndex(ours, theirs));
	assert.ok(!sameIndex(ours, withAttributes([['name', 'else']])));
});

test('entities that a document declares are not expanded', () => {
	const root = readIndex('<!DOCTYPE a [<!ENTITY x "secret">]><a b="&x;"/>');
	assert.deepEqual(root?.attributes, [['b', '&x;']]);
});

suite('what is no XML gives nothing, and does not throw', () => {
	for (const [what, text] of [
		['nothing', ''],
		['text', 'metro'],
		['bytes', '\0\u{1f4a9}\ud800'],
		['an element that is not closed', '<subarches>'],
		['another end than start', '<subarches>\n<fails></subarches>'],
		['half an attribute', '<subarches><subarch name="a'],
		['an attribute twice', '<subarches a="1" a="2"/>'],
		['two roots', '<subarches/><subarches/>'],
		['endless nesting', '<a>'.repeat(5000) + '</a>'.repeat(5000)],
		['a name that JavaScript fears', '<__proto__/>'],
		['a declaration alone', '<?xml version="1.0"?>'],
	] as const) {
		test(what, () => assert.equal(readIndex(text), undefined));
	}

	test('half of any recorded one', () => {
		for (const { text } of indexes.slice(0, 8)) {
			const whole = text.trimEnd().length;
			for (let length = 0; length < whole; length += 7)
				assert.equal(readIndex(text.slice(0, length)), undefined);
		}
	});
});
