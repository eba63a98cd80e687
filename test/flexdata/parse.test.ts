/** What the parser makes of lines, with every span. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type FlexNode, lineSpan, parse, type Reference } from '../../server/src/flexdata/index.ts';

/** The only node of a text. */
function only(text: string): FlexNode {
	const { nodes } = parse(text);
	assert.equal(nodes.length, 1, `one node in ${JSON.stringify(text)}`);
	const [node] = nodes;
	assert.ok(node);
	return node;
}

function element(text: string) {
	const node = only(text);
	assert.ok(node.kind === 'element', `an element: ${JSON.stringify(text)}`);
	return node;
}

function block(text: string) {
	const node = only(text);
	assert.ok(node.kind === 'block', `a block: ${JSON.stringify(text)}`);
	return node;
}

function annotation(text: string) {
	const node = only(text);
	assert.ok(node.kind === 'annotation', `an annotation: ${JSON.stringify(text)}`);
	return node;
}

suite('kinds of lines', () => {
	const kinds: readonly (readonly [string, FlexNode['kind']])[] = [
		['\n', 'blank'],
		[' \t\u00a0\u0085\n', 'blank'],
		['# c\n', 'comment'],
		['  #c\n', 'comment'],
		['key: value\n', 'element'],
		['key:\n', 'element'],
		[': value\n', 'element'],
		['key:value\n', 'ignored'],
		['key : value\n', 'ignored'],
		['key:\tvalue\n', 'ignored'],
		['key [\n', 'ignored'],
		['[section x\n', 'ignored'],
		['[section x] text\n', 'ignored'],
		['[\n', 'ignored'],
		[']\n', 'ignored'],
		['key:  [\n', 'element'],
		['key: [  # c\n', 'element'],
		['key: [ x ]\n', 'element'],
		['[a: b]\n', 'annotation'],
		['[]\n', 'annotation'],
		['key: [\n]\n', 'block'],
		['key: [ # c\n]\n', 'block'],
		['[key: [\n]\n', 'block'],
		['\ufeffkey: value\n', 'element'],
		['\ufeff# c\n', 'ignored'],
		['x', 'blank'],
		['two:', 'ignored'],
		['[collect b]', 'ignored'],
	];
	for (const [text, kind] of kinds) {
		test(JSON.stringify(text), () => assert.equal(only(text).kind, kind));
	}
});

suite('elements', () => {
	const cases: readonly (readonly [text: string, key: string, value: string])[] = [
		['a: x\n', 'a', 'x'],
		['  a: x  y \n', 'a', 'x  y'],
		['a:  x\n', 'a', ' x'],
		['a: x # c\n', 'a', 'x'],
		['a: x  # c\n', 'a', 'x '],
		['a:  # c\n', 'a', ''],
		['a: x#y\n', 'a', 'x#y'],
		['a: x\t#y\n', 'a', 'x\t#y'],
		['a:b: x\n', 'a:b', 'x'],
		['one:\tx: y\n', 'one:\tx', 'y'],
		['\u00a0a: x\u3000\n', 'a', 'x'],
		['a: xy', 'a', 'x'],
		['a: x😀', 'a', 'x'],
	];
	for (const [text, key, value] of cases) {
		test(JSON.stringify(text), () => {
			const node = element(text);
			assert.deepEqual([node.key, node.value.text], [key, value]);
			assert.equal(text.slice(node.nameSpan.start, node.nameSpan.end), key);
			assert.equal(text.slice(node.value.span.start, node.value.span.end), value);
		});
	}

	test('have a section, and know whether $[] means it', () => {
		const { nodes } = parse('a: 1\n[section s/t]\na: 2\n: 3\nm: [\n]\n: [\n]\n');
		const found = nodes.flatMap((node) =>
			node.kind === 'element' || node.kind === 'block' ? [[node.key, node.section, node.ownSection]] : [],
		);
		assert.deepEqual(found, [
			['a', '', undefined],
			['s/t/a', 's/t', 's/t'],
			['s/t', 's/t', undefined],
			['s/t/m', 's/t', 's/t'],
			['s/t/', 's/t', 's/t'],
		]);
	});

	test('are separate from their comment', () => {
		const node = element('a: x # c \n');
		assert.deepEqual(node.comment, { start: 5, end: 8 });
		assert.equal(node.line, 1);
	});
});

suite('references', () => {
	const references = (value: string): Reference[] =>
		element(`k: ${value}\n`).value.parts.filter((part) => part.kind === 'reference');

	test('are cut into their parts', () => {
		const cases: readonly (readonly [string, Partial<Reference>])[] = [
			['$[a/b]', { written: 'a/b', name: 'a/b', scope: 'global', test: false }],
			['$[a?]', { written: 'a', name: 'a', scope: 'global', test: true }],
			['$[a:lax?]', { written: 'a:lax', name: 'a', test: true }],
			['$[:a:zap]', { written: ':a:zap', name: 'a', scope: 'in-section' }],
			['$[]', { written: '', name: '', scope: 'section' }],
			['$[:]', { written: ':', name: '', scope: 'section' }],
			['$[?]', { written: '', scope: 'section', test: true }],
			['$[ a ]', { written: ' a ', name: ' a ' }],
			['$[$[a]', { written: '$[a', name: '$[a' }],
		];
		for (const [value, expected] of cases) {
			const [reference, ...more] = references(value);
			assert.ok(reference && more.length === 0, value);
			assert.partialDeepStrictEqual(reference, expected);
			assert.deepEqual(reference.span, { start: 3, end: 3 + value.length });
			const source = `k: ${value}`;
			if (reference.scope !== 'section') {
				assert.equal(source.slice(reference.nameSpan.start, reference.nameSpan.end), reference.name);
			}
		}
	});

	test('are found in order among text', () => {
		const { parts } = element('k: a$[b]$[c]d$[[e]]f$[g\n').value;
		assert.deepEqual(
			parts.map((part) => (part.kind === 'text' ? part.text : part.kind)),
			['a', 'reference', 'reference', 'd$[[e]]f', 'unterminated'],
		);
	});

	test('may be part of a file name', () => {
		const { value } = element('k:  << $[a]/b \n');
		assert.deepEqual(value.file, { start: 7, end: 13 });
		assert.equal(value.text, ' << $[a]/b');
		assert.equal(value.parts.length, 2);
	});

	for (const text of ['<<a', '<<  a', '<< a b', '<<', '<<\ta', 'x << a']) {
		test(`${JSON.stringify(text)} names no file`, () => {
			assert.equal(element(`k: ${text}\n`).value.file, undefined);
		});
	}
});

suite('blocks', () => {
	test('keep their lines as they are', () => {
		const text = 'm: [\n\ta  \n\n# c\n[x]\n  ]  \nb: 1\n';
		const [node, next] = parse(text).nodes;
		assert.ok(node?.kind === 'block');
		const lines = node.lines.map(lineSpan).map(({ start, end }) => text.slice(start, end));
		assert.deepEqual(lines, ['\ta  ', '', '# c', '[x]']);
		assert.equal(text.slice(node.span.start, node.span.end), 'm: [\n\ta  \n\n# c\n[x]\n  ]  \n');
		assert.deepEqual([node.line, node.lastLine, node.failure], [1, 6, undefined]);
		assert.deepEqual(node.closing, { start: 21, end: 22 });
		assert.equal(next?.kind, 'element');
	});

	test('without an end reach to the end of the file', () => {
		const text = 'a: 1\nm: [\nx\n]';
		const node = parse(text).nodes[1];
		assert.ok(node?.kind === 'block');
		assert.equal(node.failure?.error.message, 'Error - incomplete [[ multi-line block,');
		assert.deepEqual([node.failure?.line, node.closing, node.span.end], [4, undefined, text.length]);
	});

	test('know what each of their lines is', () => {
		const inner = [
			'$[a]',
			' $[[b:lax]] ',
			'$[[b]] c',
			'$[[f/$[k]]]',
			'$[[ b ]]',
			'<?python x',
			'?>y',
			' ?> z',
			'<?pythonx',
			'\t<?python',
		];
		const { lines } = block(`m: [\n${inner.join('\n')}\n]\n`);
		assert.deepEqual(
			lines.map((line) => line.kind),
			[
				'value',
				'embedding',
				'value',
				'embedding',
				'value',
				'python-start',
				'python-code',
				'python-end',
				'value',
				'python-start',
			],
		);
		const [, lax, , computed] = lines;
		assert.ok(lax?.kind === 'embedding' && computed?.kind === 'embedding');
		assert.deepEqual([lax.key, computed.key], ['b', undefined]);
	});
});

suite('annotations', () => {
	test('carry their words', () => {
		const node = annotation('[ section a  when  k is v ] # c\n');
		assert.ok(node.annotation === 'section');
		assert.equal(node.name.text, 'a');
		assert.equal(node.condition?.text, 'k is v');
		assert.deepEqual(
			node.words.map((word) => word.text),
			['section', 'a', 'when', 'k', 'is', 'v'],
		);
		assert.deepEqual(node.name.span, { start: 10, end: 11 });
	});

	test('without a condition, or with a star, end it', () => {
		const { nodes } = parse('[when x]\n[when *]\n[section s when]\n[section s when *]\n');
		assert.deepEqual(
			nodes.map((node) => 'condition' in node && node.condition?.text),
			['x', undefined, undefined, undefined],
		);
	});

	test('of a collect take the condition around them', () => {
		const { nodes } = parse('[when x]\n[collect $[a].conf]\n');
		const node = nodes[1];
		assert.ok(node?.kind === 'annotation' && node.annotation === 'collect');
		assert.deepEqual([node.path.text, node.condition?.text, node.path.parts.length], ['$[a].conf', 'x', 2]);
	});

	const failures: readonly (readonly [text: string, code: string, type: string, underlined: string])[] = [
		['[]\n', 'empty-annotation', 'IndexError', '[]'],
		['[x]  # c\n', 'annotation-comment', 'IndexError', '[x] '],
		['[section]\n', 'section-without-name', 'IndexError', '[section]'],
		['[section a b c]\n', 'section-extra-words', 'FlexDataError', 'b c'],
		['[option]\n', 'option-without-name', 'IndexError', '[option]'],
		['[option parse/fast]\n', 'unknown-option', 'FlexDataError', 'parse/fast'],
		['[collect]\n', 'collect-without-file', 'FlexDataError', '[collect]'],
		['[collect a b]\n', 'collect-words', 'FlexDataError', '[collect a b]'],
		['[collect a b c]\n', 'collect-not-when', 'FlexDataError', 'b'],
		['[Section x]\n', 'unknown-annotation', 'FlexDataError', 'Section'],
	];
	for (const [text, code, type, underlined] of failures) {
		test(`${text.trimEnd()} fails`, () => {
			const { failure } = annotation(text);
			assert.ok(failure);
			assert.deepEqual([failure.code, failure.error.type, failure.line], [code, type, 1]);
			assert.equal(text.slice(failure.span.start, failure.span.end), underlined);
		});
	}
});

test('the character that Metro loses at the end is known', () => {
	assert.deepEqual(parse('a: x').lost, { start: 3, end: 4 });
	assert.deepEqual(parse('a: 😀').lost, { start: 3, end: 5 });
	assert.equal(parse('a: x\r').lost, undefined);
	assert.equal(parse('').lost, undefined);
});
