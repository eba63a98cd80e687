import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../server/src/flexdata/index.ts';
import { checkFile } from '../../../server/src/metro/check/checkFile.ts';
import type { Fix } from '../../../server/src/metro/check/finding.ts';

/** A text, and of each finding the code, the underlined part, and the text after its first fix. */
const cases: readonly [text: string, ...(readonly [code: string, part: string, fixed?: string])[]][] = [
	[''],
	['# a comment\n\n[section metro]\noptions/stage: cache/package probe\n'],
	// Words
	[
		'[section metro]\noptions/stage: cache/pakage\n',
		['unknown-option-word', 'cache/pakage', '[section metro]\noptions/stage: cache/package\n'],
	],
	['metro/options: whatever\n', ['unknown-option-word', 'whatever']],
	['metro/options/stage: $[my/options]\n'],
	['target/compression: xs\n', ['unknown-value', 'xs', 'target/compression: xz\n']],
	['portage/MAKEOPTS: -j12\n'],
	['portage/MAKEOPTS: -jmany\n', ['unknown-value', '-jmany']],
	['target/build: my-own-build\n'],
	['[section steps]\nrun: echo hello\n', ['script-not-block', 'run']],
	['[section portagge]\nUSE: x\n', ['misspelled-section', 'portagge', '[section portage]\nUSE: x\n']],
	['[section quite/other]\nkey: x\n'],
	// Ignored lines
	['key:value\n', ['ignored-line', 'key:value', 'key: value\n']],
	['key : value\n', ['ignored-line', 'key : value', 'key: value\n']],
	['key:\tvalue\n', ['ignored-line', 'key:\tvalue', 'key: value\n']],
	['key = value\n', ['ignored-line', 'key = value', 'key: value\n']],
	['[section x\n', ['ignored-line', '[section x', '[section x]\n']],
	['just words\n', ['ignored-line', 'just words']],
	// The end of the file
	['a: bc', ['no-newline-at-end', 'c', 'a: bc\n']],
	['a: b ', ['no-newline-at-end', ' ', 'a: b \n']],
	['\ufeffa: b\n', ['byte-order-mark', '\ufeff', 'a: b\n']],
	// Annotations
	['[sektion x]\n', ['unknown-annotation', 'sektion', '[section x]\n']],
	['[ -e /x ]\n', ['unknown-annotation', '-e']],
	['[option parse/strikt]\n', ['unknown-option', 'parse/strikt', '[option parse/strict]\n']],
	['[section x]  # why\n', ['annotation-comment', '[section x] ', '[section x] # why\n']],
	['[option parse/lax]\n', ['lax-option', '[option parse/lax]']],
	// Blocks
	['a: [\nline\n', ['block-not-closed', '[']],
	['a:  [\nx\n', ['block-not-opened', 'a:  [', 'a: [\nx\n'], ['ignored-line', 'x']],
	['a [\n', ['block-not-opened', 'a [', 'a: [\n']],
	['a: [  # c\n', ['block-not-opened', 'a: [ ', 'a: [ # c\n']],
	['a: [\nx = [\n]\nmore\n]\n', ['block-closed-early', ']'], ['ignored-line', 'more'], ['ignored-line', ']']],
	['a: [\n]\nb: [\n]\n'],
	// Blanks and keys
	['a:  b\n', ['blank-in-value', ' ', 'a: b\n']],
	['a: b  # c\n', ['blank-in-value', ' ', 'a: b # c\n']],
	['a:b: c\n', ['odd-key', 'a:b']],
	['a?: c\n', ['odd-key', 'a?']],
	[': c\n', ['empty-key', ':']],
	['[section s]\n: [\n]\n', ['odd-key', ':']],
	['[section s]\n: x\n'],
	// Duplicates and conditions
	['a: 1\na: 1\n', ['duplicate-key', 'a', 'a: 1\n']],
	[
		'[section a]\nb: 1\n[section x]\n[section a]\nb: [\n]\n',
		['duplicate-key', 'b', '[section a]\nb: 1\n[section x]\n[section a]\n'],
	],
	['[when x]\na: 1\n[when x]\na: 2\n', ['duplicate-condition', 'a']],
	['a: 1\n[when x]\na: 2\n', ['conditional-never-used', 'a']],
	['[when x is 1]\na: 1\n[when x is 2]\na: [\n]\n', ['conditional-mixed-kinds', 'a']],
	['[when x is 1 2]\na: 1\n[when x is 2 3]\na: 2\n', ['conditions-overlap', 'a']],
	['[when x is 1]\na: 1\n[when x is 2]\na: 2\n'],
	['[when not x]\n', ['invalid-condition', 'not x']],
	['[when x = y]\n', ['invalid-condition', 'x = y', '[when x is y]\n']],
	['[when target/build is our-own]\na: 1\n[when target/subarch is corei7]\nb: 1\n'],
	['[when strategy/build is remot]\n', ['condition-never-true', 'strategy/build is remot']],
	['[when strategy/build is remot remote]\n'],
	// Collects
	['[collect ./x when *]\n', ['collect-star', '*', '[collect ./x]\n']],
	['[collect $[:x]/y]\n', ['collect-section-reference', '$[:x]']],
	['[collect ./x]\n[collect ./x when a]\n', ['collect-condition-shared', './x']],
	['[collect ./self.conf]\n', ['collect-itself', './self.conf']],
	['[collect ../etc/self.conf]\n', ['collect-itself', '../etc/self.conf']],
	// References
	['a: $[b\n', ['unterminated-reference', '$[b']],
	['a: $[b:lex]\n', ['unknown-mode', ':lex', 'a: $[b:lax]\n']],
	['a: $[b:default]\n', ['unknown-mode', ':default']],
	['a: $[b:lax:zap]\n', ['unknown-mode', ':lax:zap']],
	['a: $[b:lax?]\n'],
	['a: $[:b]\n', ['no-section', '$[:b]']],
	['[section s]\na: $[:b]$[]\n'],
	['[section s]\nm: [\n$[:b]\n]\n', ['no-section', '$[:b]']],
	['[section s]\n: $[]\n', ['no-section', '$[]']],
	['a: $[x$[b]]\n', ['nested-reference', '$[x$[b]']],
	['m: [\nx=$[ 1 + 2 ]\n]\n', ['shell-arithmetic', '$[ 1 + 2 ]', 'm: [\nx=$(( 1 + 2 ))\n]\n']],
	['a: x/$[b:zap]\n', ['zap-takes-value', '$[b:zap]']],
	['a: $[b:zap]\n'],
	// Embeddings
	['a: $[[m]]\n', ['embedding-as-text', '$[[m]]']],
	['m: [\necho $[[m]]\n# $[[m]]\n]\n', ['embedding-as-text', '$[[m]]']],
	[
		'm: [\n$[[x:zap]]\n$[[y:lax]]\n$[[z?]]\n]\n',
		['bad-embedding', '$[[x:zap]]'],
		['bad-embedding', '$[[z?]]'],
	],
	// Files and Python
	['a: << x/y\n', ['relative-file', 'x/y']],
	['a: << $[b]/y\n'],
	['a: <</y\n', ['file-as-text', '<</y', 'a: << /y\n']],
	['a: << x y\n', ['file-as-text', '<< x y']],
	['m: [\n<< EOF\ncat << EOF\n]\n', ['file-in-block', '<< EOF']],
	['m: [\n<?python\nprint(1)\n?>\n]\n', ['python-code', '<?python']],
	['m: [\n<?python\nprint(1)\n]\n', ['python-code', '<?python'], ['python-not-closed', '<?python']],
];

for (const [text, ...expected] of cases) {
	test(`what is found in ${JSON.stringify(text)}`, () => {
		const found = checkFile(parse(text), '/home/etc/self.conf', '2015-11').map(({ code, span, fixes }) => [
			code,
			text.slice(span.start, span.end),
			...(fixes[0] === undefined ? [] : [fixed(text, fixes[0])]),
		]);
		assert.deepEqual(found, expected);
	});
}

function fixed(text: string, { changes }: Fix): string {
	return [...changes]
		.sort((a, b) => b.span.start - a.span.start)
		.reduce((so, { span, text: put }) => so.slice(0, span.start) + put + so.slice(span.end), text);
}
