import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkFile } from '../../server/src/check/checkFile.ts';
import type { Finding, Fix } from '../../server/src/check/finding.ts';
import { parse } from '../../server/src/flexdata/index.ts';

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
	['portage/MAKEOPTS: -j12 -l8\n[when portage/MAKEOPTS is -j4]\na: 1\n'],
	['target/compression: xz bz2\n', ['unknown-value', 'xz bz2']],
	['multi: no\n'],
	['files/make.conf.oldprofile: [\n]\nportage/CFLAGS: x\n'],
	['profile/release: x\n', ['key-of-another-version', 'profile/release']],
	['target/build: my-own-build\n'],
	['[section steps]\nrun: echo hello\n', ['script-not-block', 'run']],
	['[section portagge]\nUSE: x\n', ['misspelled-section', 'portagge', '[section portage]\nUSE: x\n']],
	['[section quite/other]\nkey: x\n'],
	// The form of values
	['[section path/mirror]\ndirmode: 999\n', ['bad-form', '999']],
	['[section path/mirror]\ndirmode: rwxr-xr-x\n', ['bad-form', 'rwxr-xr-x']],
	['[section path/mirror]\ndirmode:\n', ['bad-form', 'dirmode']],
	['[section path/mirror]\nowner: root:root\n', ['bad-form', 'root:root']],
	['[section path/mirror]\ngroup: two words\n', ['bad-form', 'two words']],
	['[section path/mirror]\ndirmode: 2775\nowner: root\ngroup: _x-y$\n'],
	['[section path/mirror]\ndirmode: $[my/mode]\nowner: << /etc/owner\n'],
	// Keys of our own
	[
		'[section upload]\nhost: root@master\npath: /home/mirror/funtoo\nbandwidth: 2.5m\nbuildrepo: /opt/metro/scripts/buildrepo\nindex: no\n',
	],
	['[section upload]\nhost: [2001:db8::1]\nbandwidth: 800\nindex:\n'],
	['[section upload]\nhost: $[my/host]\n'],
	['[section upload]\nhost: -oProxyCommand=x\n', ['bad-form', '-oProxyCommand=x']],
	['[section upload]\nhost: master:2222\n', ['bad-form', 'master:2222']],
	['[section upload]\nhost: a b\n', ['bad-form', 'a b']],
	['[section upload]\npath: mirror/funtoo\n', ['bad-form', 'mirror/funtoo']],
	['[section upload]\nbandwidth: fast\n', ['bad-form', 'fast']],
	['[section upload]\nbuildrepo: rm -rf x\n', ['bad-form', 'rm -rf x']],
	['[section upload]\nindex: maybe\n', ['bad-form', 'maybe']],
	[
		'[section publish]\ntarget: www@host:/srv/www\nprogram: rsync\nremove: yes\nlinks: keep\nbandwidth: 2.5m\n',
	],
	['[section publish/far]\ntarget: b2:bucket\nprogram: rclone\n'],
	['[section publish]\ntarget: srv/www\n', ['bad-form', 'srv/www']],
	['[section publish/far]\ntarget: -x:y\n', ['bad-form', '-x:y']],
	['[section publish/far]\nprogram: scp\n', ['bad-form', 'scp']],
	['[section publish]\nremove: maybe\n', ['bad-form', 'maybe']],
	['[section maintain]\nwithout: clean publish\nsign: no\n'],
	['[section maintain]\nwithout: clena\n', ['bad-form', 'clena']],
	['[section uplaod]\nhost: master\n', ['misspelled-section', 'uplaod', '[section upload]\nhost: master\n']],
	// Ignored lines
	['key:value\n', ['ignored-line', 'key:value', 'key: value\n']],
	['key : value\n', ['ignored-line', 'key : value', 'key: value\n']],
	['key:\tvalue\n', ['ignored-line', 'key:\tvalue', 'key: value\n']],
	['key = value\n', ['ignored-line', 'key = value', 'key: value\n']],
	['[section x\n', ['ignored-line', '[section x', '[section x]\n']],
	['[section x]\t# c\n', ['ignored-line', '[section x]\t# c', '[section x] # c\n']],
	['[section x] text\n', ['ignored-line', '[section x] text', '[section x] # text\n']],
	['[collect $[a]/b when c\n', ['ignored-line', '[collect $[a]/b when c', '[collect $[a]/b when c]\n']],
	['just words\n', ['ignored-line', 'just words']],
	[`[when ${'x '.repeat(50_000)}y\n`, ['ignored-line', `[when ${'x '.repeat(50_000)}y`]],
	[`key${' '.repeat(100_000)}x\n`, ['ignored-line', `key${' '.repeat(100_000)}x`]],
	// The end of the file
	['a: bc', ['no-newline-at-end', 'c', 'a: bc\n']],
	['a: b ', ['no-newline-at-end', ' ', 'a: b \n']],
	['[section x]', ['no-newline-at-end', ']', '[section x]\n']],
	['a:', ['no-newline-at-end', ':', 'a:\n']],
	['hello', ['ignored-line', 'hell'], ['no-newline-at-end', 'o', 'hello\n']],
	['a: [\n]', ['block-not-closed', '['], ['no-newline-at-end', ']', 'a: [\n]\n']],
	['\ufeffa: b\n', ['byte-order-mark', '\ufeff', 'a: b\n']],
	['\ufeff[section x]\n', ['byte-order-mark', '\ufeff', '[section x]\n']],
	// Annotations
	['[sektion x]\n', ['unknown-annotation', 'sektion', '[section x]\n']],
	['[ -e /x ]\n', ['unknown-annotation', '-e']],
	['[option parse/strikt]\n', ['unknown-option', 'parse/strikt', '[option parse/strict]\n']],
	['[section x]  # why\n', ['annotation-comment', '[section x] ', '[section x] # why\n']],
	['[section x]\t  # why\n', ['annotation-comment', '[section x]\t ', '[section x] # why\n']],
	['[section x  # why\n', ['annotation-comment', '[section x ', '[section x] # why\n']],
	['[option parse/lax]\n', ['lax-option', '[option parse/lax]']],
	['[]\n', ['empty-annotation', '[]']],
	['[section]\n', ['section-without-name', '[section]']],
	['[section a b]\n', ['section-extra-words', 'b']],
	['[option]\n', ['option-without-name', '[option]']],
	['[collect]\n', ['collect-without-file', '[collect]']],
	['[collect a b]\n', ['collect-words', '[collect a b]']],
	['[collect a if b]\n', ['collect-not-when', 'if']],
	[
		'[when a]\n[collect b when c]\n[when *]\n[collect b when c]\n',
		['collect-condition-in-when', '[collect b when c]'],
	],
	// Blocks
	['a: [\nline\n', ['block-not-closed', '[']],
	['a:  [\nx\n', ['block-not-opened', 'a:  ['], ['ignored-line', 'x']],
	['a [\nb: [\n]\n', ['block-not-opened', 'a [']],
	[
		'a:[\n[section b]\nc [\n]\n',
		['block-not-opened', 'a:['],
		['block-not-opened', 'c [', 'a:[\n[section b]\nc: [\n]\n'],
		['ignored-line', ']'],
	],
	['a [\n]\n', ['block-not-opened', 'a [', 'a: [\n]\n'], ['ignored-line', ']']],
	['a:[\n]\n', ['block-not-opened', 'a:[', 'a: [\n]\n'], ['ignored-line', ']']],
	['a:\t[\n]\n', ['block-not-opened', 'a:\t[', 'a: [\n]\n'], ['ignored-line', ']']],
	['a : [\n]\n', ['block-not-opened', 'a : [', 'a: [\n]\n'], ['ignored-line', ']']],
	['a: [x]\nb: [ x ]\nc: [ \n]\n'],
	['a: [  # c\n]\n', ['block-not-opened', 'a: [ ', 'a: [ # c\n]\n'], ['ignored-line', ']']],
	['a: [\nx = [\n]\nmore\n]\n', ['block-closed-early', ']'], ['ignored-line', 'more'], ['ignored-line', ']']],
	['a: [\n]\nb: [\n]\n'],
	[
		'a: [\n]\nb:[\nx\n]\n',
		['block-not-opened', 'b:[', 'a: [\n]\nb: [\nx\n]\n'],
		['ignored-line', 'x'],
		['ignored-line', ']'],
	],
	[
		'a: [\n]\nb:  [\nx\n]\n',
		['block-not-opened', 'b:  [', 'a: [\n]\nb: [\nx\n]\n'],
		['ignored-line', 'x'],
		['ignored-line', ']'],
	],
	// Blanks and keys
	['a:  b\n', ['blank-in-value', ' ', 'a: b\n']],
	['a: b  # c\n', ['blank-in-value', ' ', 'a: b # c\n']],
	['a:b: c\n', ['odd-key', 'a:b']],
	['a?: c\n', ['odd-key', 'a?']],
	['[key: [\n]\na]b: c\n', ['odd-key', '[key'], ['odd-key', 'a]b']],
	['one:\tx: y\n', ['odd-key', 'one:\tx']],
	[': c\n', ['empty-key', ':']],
	['[section s]\n: [\n]\n', ['odd-key', ':']],
	['[section s]\n: x\n'],
	// Duplicates and conditions
	['a: 1\na: 1\n', ['duplicate-key', 'a', 'a: 1\n']],
	[
		'[section a]\nb: 1\n[section x]\n[section a]\nb: [\n]\n',
		['duplicate-key', 'b', '[section a]\nb: 1\n[section x]\n[section a]\n'],
	],
	['[when x]\na: 1\n[when x]\na: 2\n', ['duplicate-condition', 'a', '[when x]\na: 1\n[when x]\n']],
	['a: 1\n[when x]\na: 2\n', ['conditional-never-used', 'a', 'a: 1\n[when x]\n']],
	['[when x is 1]\na: 1\n[when x is 2]\na: [\n]\n', ['conditional-mixed-kinds', 'a']],
	['[when x is 1 2]\na: 1\n[when x is 2 3]\na: 2\n', ['conditions-overlap', 'a']],
	['[when x is 1]\na: 1\n[when x is 2]\na: 2\n'],
	['[when not x]\n', ['invalid-condition', 'not x']],
	['[when x = y]\n', ['invalid-condition', 'x = y', '[when x is y]\n']],
	['[when target/build is our-own]\na: 1\n[when target/subarch is corei7]\nb: 1\n'],
	[
		'[when strategy/build is remot]\n',
		['condition-never-true', 'strategy/build is remot', '[when strategy/build is remote]\n'],
	],
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
	['m: [\nx=$[gcc-4] $[gtk+] $[64bit]\n]\n'],
	['m: [\nx=$[i++]\n]\n', ['shell-arithmetic', '$[i++]', 'm: [\nx=$((i++))\n]\n']],
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
	[
		'm: [\n$[[x]]$[[y]]\n$[[z ]]\n$[[:x]]\n$[[a/$[b]]]\n]\n',
		['bad-embedding', '$[[x]]$[[y]]'],
		['bad-embedding', '$[[z ]]'],
		['bad-embedding', '$[[:x]]'],
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

const findingsIn = (text: string): Finding[] => checkFile(parse(text), '/home/etc/self.conf', '2015-11');

for (const [text, ...expected] of cases) {
	test(`what is found in ${JSON.stringify(text.slice(0, 200))}`, () => {
		const found = findingsIn(text).map(({ code, span, fixes }) => [
			code,
			text.slice(span.start, span.end),
			...(fixes[0] === undefined ? [] : [fixed(text, fixes[0])]),
		]);
		assert.deepEqual(found, expected);
	});
}

test('each fix removes its finding, and adds no other', () => {
	for (const [text] of cases) {
		const before = findingsIn(text);
		for (const { code, fixes } of before) {
			for (const fix of fixes) {
				const after = findingsIn(fixed(text, fix));
				const count = (findings: readonly Finding[], wanted: string): number =>
					findings.filter((one) => one.code === wanted).length;
				const kinds = new Set([...before, ...after].map((one) => one.code));
				for (const kind of kinds) {
					const most = count(before, kind) - (kind === code ? 1 : 0);
					assert.ok(count(after, kind) <= most, `${kind} after "${fix.title}" in ${JSON.stringify(text)}`);
				}
			}
		}
	}
});

test('each fix in the recorded files removes its finding, and the file has no more errors', () => {
	const recorded = ['flexdata.jsonl', 'flexdata-2024.jsonl'].flatMap((name) =>
		readFileSync(join(import.meta.dirname, '../golden', name), 'utf8')
			.trimEnd()
			.split('\n'),
	);
	const texts = new Set(
		recorded.flatMap((line) => Object.values((JSON.parse(line) as { files?: object }).files ?? {})),
	);
	const errors = (findings: readonly Finding[]) =>
		findings.filter(({ severity }) => severity === 'error').length;
	let tried = 0;
	for (const text of [...texts].filter((one) => typeof one === 'string')) {
		for (const form of [text, text.replaceAll('\n', '\r\n'), `\ufeff# 😀\n${text}`]) {
			const before = findingsIn(form);
			for (const { code, fixes } of before) {
				for (const fix of fixes) {
					tried++;
					const after = findingsIn(fixed(form, fix));
					const count = (all: readonly Finding[]) => all.filter((one) => one.code === code).length;
					const what = `"${fix.title}" in ${JSON.stringify(form)}`;
					assert.ok(count(after) < count(before), `${code} stays after ${what}`);
					assert.ok(errors(after) <= errors(before), `more errors after ${what}`);
				}
			}
		}
	}
	assert.ok(tried > 100, `only ${tried} fixes`);
});

test('a missing last line end is an error only where Metro loses a character that matters', () => {
	const severityOf = (text: string): string | undefined =>
		findingsIn(text).find(({ code }) => code === 'no-newline-at-end')?.severity;
	for (const harmless of ['# hello', 'a: b # c', 'a: b #', '#', ']', 'hello', 'a: b ', 'a: b\t'])
		assert.equal(severityOf(harmless), 'warning', harmless);
	for (const harmful of ['a: b', 'a:', '[section x]', 'a: [\n]', 'a: [\nx', 'a: 😀', '[section x] '.trim()])
		assert.equal(severityOf(harmful), 'error', harmful);
});

test('an error that stops Metro has its message and a remedy', () => {
	const messages = ['[]', '[section]', '[collect]', '[collect a if b]', '[x]', '[x]  # c'].map(
		(line) => findingsIn(`${line}\n`)[0]?.message,
	);
	assert.deepEqual(messages, [
		'Metro stops here: list index out of range. Remove the brackets.',
		'Metro stops here: list index out of range. Name the section.',
		'Metro stops here: Ow, [collect] expects 1 or 4+ arguments. Name the file.',
		'Metro stops here: Ow, [collect] clause seems invalid. Only "when" and a condition may follow the path.',
		'Metro stops here: Invalid annotation: x in [x]. The annotations are [section …], [when …], [collect …] and [option …].',
		'Metro stops here: string index out of range. Leave one space before the comment.',
	]);
});

function fixed(text: string, { changes }: Fix): string {
	return [...changes]
		.sort((a, b) => b.span.start - a.span.start)
		.reduce((so, { span, text: put }) => so.slice(0, span.start) + put + so.slice(span.end), text);
}
