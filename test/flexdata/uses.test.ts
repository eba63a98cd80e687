import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyUseAt, keyUses, nodeAt, parse } from '../../server/src/flexdata/index.ts';

const text = `
[collect $[c]/b when d is e]
[section s when k is v]
a: $[x] $[:y?] $[] $[z:lax]
m: [
	$[:y] $[[no]] text
	$[[n:lax]]
	$[[f/$[w]]]
]
[when g]
h: << $[i]
[collect j]
`;

test('every place that names a key is found', () => {
	const found = keyUses(parse(text)).map(({ kind, key, mode, span, nameSpan, relative }) => {
		const flags = `${mode ?? ''}${relative ? ' relative' : ''}`.trim();
		return [
			kind,
			key,
			text.slice(span.start, span.end),
			text.slice(nameSpan.start, nameSpan.end),
			flags,
		].join(' | ');
	});
	assert.deepEqual(found, [
		'reference | c | $[c] | c | ',
		'condition | d | d | d | ',
		'condition | k | k | k | ',
		'reference | x | $[x] | x | ',
		'test | s/y | $[:y?] | y | relative',
		'reference | s | $[] |  | relative',
		'reference | z | $[z:lax] | z | lax',
		'reference | s/y | $[:y] | y | relative',
		'embedding | n | $[[n:lax]] | n | lax',
		'reference | w | $[w] | w | ',
		'condition | g | g | g | ',
		'reference | i | $[i] | i | ',
	]);
});

test('an offset finds its node and the key named there', () => {
	const file = parse(text);
	const at = (what: string): number => text.indexOf(what) + 1;
	assert.equal(nodeAt(file, 0)?.kind, 'blank');
	assert.equal(nodeAt(file, at('$[[n:lax]]'))?.kind, 'block');
	assert.equal(nodeAt(file, text.length)?.kind, 'annotation');
	assert.equal(nodeAt(parse(''), 0), undefined);
	assert.equal(keyUseAt(file, at('$[z'))?.key, 'z');
	assert.equal(keyUseAt(file, at('text')), undefined);
});

test('the key named at every offset is found, on any line of a block', () => {
	const file = parse(text);
	const all = keyUses(file);
	for (let offset = 0; offset <= text.length; offset++) {
		const node = nodeAt(file, offset);
		const expected = all.find(
			(use) => use.node === node && use.span.start <= offset && offset <= use.span.end,
		);
		assert.deepEqual(keyUseAt(file, offset)?.span, expected?.span, String(offset));
	}
});
