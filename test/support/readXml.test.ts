/** XML read: what was recorded comes back to the byte, and nothing that is read makes the reader fall over. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { indexText, type XmlElement } from '../../server/src/repository/indexTree/indexTree.ts';
import { type ReadElement, readXml } from './readXml.ts';
import { readRecordedIndexes } from './recordedIndexes.ts';

const indexes = readRecordedIndexes();

/** The root without places; `undefined` for invalid XML. */
function read(text: string): XmlElement | undefined {
	const reading = readXml(text);
	return reading.kind === 'root' ? withoutPlaces(reading.root) : undefined;
}

function withoutPlaces({ name, attributes, children }: ReadElement): XmlElement {
	return { name, attributes, children: children.map(withoutPlaces) };
}

test('no recorded index.xml was lost', () => assert.equal(indexes.length, 56));

suite('a recorded index.xml, read and written again', () => {
	for (const { name, text } of indexes) {
		test(name, () => {
			const root = read(text);
			assert.ok(root !== undefined);
			assert.equal(indexText(root), text);
		});
	}
});

function withAttributes(attributes: XmlElement['attributes']): XmlElement {
	return { name: 'subarches', attributes: [], children: [{ name: 'subarch', attributes, children: [] }] };
}

suite('any attribute survives the round trip', () => {
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
			assert.deepEqual(read(indexText(tree)), tree);
		});
	}

	test('many references are expanded', () => {
		const tree = withAttributes([['CFLAGS', '&'.repeat(200_000)]]);
		assert.deepEqual(read(indexText(tree)), tree);
	});
});

test('the same XML in another notation is equal', () => {
	const [ours, theirs] = [
		withAttributes([['name', "it's <here> & there"]]),
		read(
			'\ufeff<?xml version="1.0"?>\r\n<!-- list -->\r\n<subarches  >\r\n<subarch\tname = \'it&#x27;s\n&lt;here> &#38; there\'></subarch>text</subarches >',
		),
	];
	assert.deepEqual(theirs, ours);
});

test('entities that a document declares are not expanded', () => {
	const root = read('<!DOCTYPE a [<!ENTITY x "secret">]><a b="&x;"/>');
	assert.deepEqual(root?.attributes, [['b', '&x;']]);
});

test('every element knows the place of its name', () => {
	const text =
		'\ufeff<?xml version="1.0"?>\r\n<!-- list -->\r\n<a b="\r\n">\r\n\t<c/><d>\u{1f4a9}<e\r\n/></d></a>';
	const reading = readXml(text);
	assert.ok(reading.kind === 'root');
	const names: string[] = [];
	const visit = ({ name, span, children }: ReadElement): void => {
		assert.equal(text.slice(span.start - 1, span.end), `<${name}`);
		names.push(name);
		children.forEach(visit);
	};
	visit(reading.root);
	assert.deepEqual(names, ['a', 'c', 'd', 'e']);
});

suite('invalid XML gives a problem at its place', () => {
	for (const [what, text, at] of [
		['nothing', '', ''],
		['text', 'metro', 'metro'],
		['bytes', '\0\u{1f4a9}\ud800', '\0'],
		['an element that is not closed', '<subarches>', '<subarches>'],
		['another end than start', '<subarches>\r\n<fails></subarches>', '</subarches>'],
		['half an attribute', '<subarches><subarch name="a', ' name'],
		['an attribute twice', '<subarches a="1" a="2"/>', 'a="2"'],
		['two roots', '<subarches/>\r\n<fails/>', 'fails/>'],
		['endless nesting', '<a>'.repeat(5000) + '</a>'.repeat(5000), ''],
		['a name that JavaScript fears', '<__proto__/>', ''],
		['a declaration alone', '<?xml version="1.0"?>', ''],
	] as const) {
		test(what, () => {
			const reading = readXml(text);
			assert.ok(reading.kind === 'broken');
			const { code, span, message } = reading.problem;
			assert.equal(code, 'broken-xml');
			assert.notEqual(message, '');
			assert.ok(text.slice(span.start).startsWith(at), text.slice(span.start));
		});
	}

	test('half of any recorded index.xml is invalid', () => {
		for (const { text } of indexes.slice(0, 8)) {
			const whole = text.trimEnd().length;
			for (let length = 0; length < whole; length += 7) assert.equal(read(text.slice(0, length)), undefined);
		}
	});
});
