import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFileInSetup } from '../../server/src/check/checkFileInSetup.ts';
import { configFixture } from '../support/configFixture.ts';

/** Set-ups with every finding marked at its place. Hints about unused keys are omitted. */
const cases: Readonly<Record<string, string>> = {
	'a set-up without trouble': `
//- /metro/etc/master.conf
a: 1
b: $[a] $[target/build] $[c:lax] $[d?]
m: [
echo $[b]
]
n: [
$[[m]]
]
`,
	'names that nobody defines, in strict places': `
//- /metro/etc/master.conf
color: red
a: «undefined-variable:$[nope]» $[nope:lax] $[nope:zap] $[nope?]
b: «undefined-variable:$[colour]» «undefined-variable:$[colr:lax]»
m: [
«undefined-variable:$[[nowhere]]»
$[[nowhere:lax]]
echo «undefined-variable:$[nope]»
]
`,
	'names that are none': `
//- /metro/etc/master.conf
a: $[ b ] $[c$[d] $[e?:lax]
m: [
$[[]]
$[[f?]]
$[[:g]]
echo $[h++]
]
[when not i]
`,
	'names that only the user sets': `
//- /metro/etc/master.conf
a: «needs-setting:$[livecd/name]»
`,
	'names that another build defines': `
//- /metro/etc/master.conf
a: «not-defined-here:$[elsewhere]»
//- /metro/etc/builds/other/build.conf
«not-collected-here:elsewhere: x
»`,
	'parts whose condition is not true here': `
//- /metro/etc/master.conf
«not-collected-here:[when target/build is other]
a: 1
b: 2
»
[when target/build is current]
a: 3
«not-collected-here:[section x when target/build is other]
c: [
x
]
»
[section y]
d: 1
[when target/build is other]
//- /metro/etc/builds/current/build.conf
//- /metro/etc/builds/other/build.conf
`,
	'a collect that asks about what is conditional': `
//- /metro/etc/master.conf
[when target/build]
a: 1
[when *]
[collect ./x.conf when «collect-failed:a»]
//- /metro/etc/x.conf
`,
	'collects that fail for a reason that was said without the set-up': `
//- /metro/etc/master.conf
[section s]
[collect $[]/x.conf]
[collect ./x.conf when target/build eq current]
[collect ./master.conf]
//- /metro/etc/x.conf
`,
	'a section below one that Metro knows': `
//- /metro/etc/master.conf
[section «misspelled-section:path/miror»]
target: x
owner: y
[section path/mine]
target: x
[section path/mirror]
source: x
`,
	'conditions about what the installation does not have': `
//- /metro/etc/master.conf
«not-collected-here:[collect ./other.conf when «condition-never-true:target/build is nobody»]»
«not-collected-here:[when «condition-never-true:target/build is curent»]
a: 1
»[when target/build is current other]
b: 1
«not-collected-here:[when «condition-never-true:target is a b»]
c: 1
»«not-collected-here:[when «condition-never-true:multi/mode is anything»]
d: 1
»
//- /metro/etc/builds/current/build.conf
//- /metro/targets/gentoo/stage3.spec
//- /metro/etc/other.conf
`,
	'definitions in two files that are collected together': `
//- /home/.metro
«duplicate-key:a»: 1
[section path]
install: /metro
[collect /metro/etc/master.conf]
//- /metro/etc/master.conf
«duplicate-key:a»: 1
`,
	'what is given as an argument': `
//- /metro/etc/master.conf
«duplicate-key:target/build»: x
`,
	'a set-up that does not say where Metro is': `
//- /home/.metro
[section path]
«misspelled-key:instal»: /metro
a: «undefined-variable:$[path/nope]»
[collect «never-collected:$[path/install]»/etc/master.conf]
//- /metro/etc/master.conf
`,
	'collects by keys that every run is given': `
//- /home/.metro
[collect ./builds/$[target/build].conf]
[collect ./$[multi/mode]/$[target/version].conf when target/arch_desc]
a: $[target/subarch]
//- /home/builds/other.conf
x: 1
`.replace(
		'[collect ./builds/$[target/build].conf]\n[collect ./$[multi/mode]/$[target/version].conf when target/arch_desc]',
		'«not-collected-here:[collect ./builds/$[target/build].conf]»\n«not-collected-here:[collect ./$[multi/mode]/$[target/version].conf when target/arch_desc]»',
	),
	'collects that fail': `
//- /metro/etc/master.conf
[collect «collect-missing:./missing.conf»]
[collect «collect-missing:./builds»]
[collect «never-collected:$[nobody]»/x.conf]
[collect ./$[target/build:zap].conf when target/build is other]
[collect ./a.conf]
[collect «collect-twice:./../etc/a.conf»]
//- /metro/etc/a.conf
a: 1
//- /metro/etc/builds/other/build.conf
`.replace(
		'[collect ./$[target/build:zap].conf when target/build is other]',
		'«not-collected-here:[collect ./$[target/build:zap].conf when target/build is other]»',
	),
	'a condition that another file lends': `
//- /metro/etc/master.conf
[collect «collect-condition-shared:./a.conf»]
[collect ./b.conf]
//- /metro/etc/a.conf
a: 1
//- /metro/etc/b.conf
[collect «collect-twice:./a.conf» when target/subarch]
`,
	'a circle, said at each reference that belongs to it': `
//- /metro/etc/master.conf
a: «circular-reference:$[b]»
b: x«circular-reference:$[c]»
c: «circular-reference:$[a]»
`,
	'a block that embeds itself': `
//- /metro/etc/master.conf
m: [
«circular-reference:$[[m]]»
]
`,
	'a circle of forgiving embeddings, which Metro does not notice': `
//- /metro/etc/master.conf
m: [
$[target/build]
«circular-reference:$[[n:lax]]»
]
n: [
«circular-reference:$[[m:lax]]»
]
`,
	'a name that goes away': `
//- /metro/etc/master.conf
m: [
«cannot-resolve:$[[x$[nope:zap]]]»
]
`,
	'blocks and plain values in the wrong place': `
//- /metro/etc/master.conf
a: 1
m: [
«embedded-not-a-block:$[[a]]»
]
n: «block-joined:$[m]»
`,
	'conditions on what is conditional': `
//- /metro/etc/master.conf
[when target/build is current]
a: 1
«not-collected-here:[when «condition-never-true:a» is 1]
b: 1
»«not-collected-here:[when «condition-never-true:nobody»]
c: «test-of-conditional:$[a?]»
»[when *]
e:
f: «test-of-empty:$[e?]»
`,
	'two conditions that are both true': `
//- /metro/etc/master.conf
[when target/build is current]
«conditions-both-true:a»: 1
[when target/subarch]
a: 2
`,
	'files that values are read from': `
//- /metro/etc/master.conf
a: << «file-not-there:/nowhere/x»
c: << nowhere/x
m: [
<< EOF
]
b: << /metro/etc/value
//- /metro/etc/value
text
`.replace('//- /metro/etc/value\ntext\n', '//- /metro/etc/value\n«not-collected-here:text\n»'),
	'a cache without a place': `
//- /metro/etc/master.conf
[section metro]
options/stage: «option-needs-path:cache/package» cache/compiler «option-needs-path:probe»
[section path/cache]
compiler: /x
`,
	'keys that nothing reads': `
//- /metro/etc/master.conf
[section target]
«misspelled-key:compresion»: xz
«unused-key:wholly/else»: x
«unused-key:steps»: [
$[[files/$[target/build]]]
]
[section files]
current: [
]
`,
};

for (const [name, text] of Object.entries(cases)) {
	test(name, async () => {
		const { look, evaluation, marks } = await configFixture(text);
		const { version, library } = look;
		const found: string[] = [];
		for (const [path, file] of library.files) {
			for (const { code, span } of await checkFileInSetup({ path, file, library, evaluation, version })) {
				if (code === 'unused-key' && name !== 'keys that nothing reads') continue;
				found.push(`${path}: ${code} ${file.text.slice(span.start, span.end)}`);
			}
		}
		const expected = marks.map((mark) => `${mark.path}: ${mark.name} ${mark.text}`);
		assert.deepEqual(found.sort(), expected.sort());
	});
}

test('a cycle is reported whole, each step with its file', async () => {
	const { look, evaluation } = await configFixture(
		'//- /metro/etc/master.conf\na: $[b]\n[collect ./x.conf]\n//- /metro/etc/x.conf\nb: $[a]\n',
	);
	const { version, library } = look;
	const all = await Promise.all(
		[...library.files].map(([path, file]) => checkFileInSetup({ path, file, library, evaluation, version })),
	);
	const circles = all.flat().filter(({ code }) => code === 'circular-reference');
	assert.equal(circles.length, 2);
	assert.match(circles[0]?.message ?? '', /a → b → a|b → a → b/);
	assert.deepEqual(circles[0]?.related?.map(({ path }) => path).sort(), [
		'/metro/etc/master.conf',
		'/metro/etc/x.conf',
	]);
});

/** A wrong `path/install`: problems in `.metro` that need no installation are still reported. */
const withoutInstallation: readonly (readonly [what: string, text: string, ...expected: string[]])[] = [
	['a name that nobody knows', 'a: $[nope]\n', 'undefined-variable information'],
	['a name that is nearly one', 'color: 1\na: $[colour]\n', 'undefined-variable warning'],
	['a name that is nearly one of Metro’s', 'a: $[target/buidl]\n', 'undefined-variable warning'],
	['a name that is forgiven', 'a: $[nope:lax] $[nope?]\n'],
	['names that Metro’s files define', 'a: $[target/build] $[portage/ROOT] $[livecd/name]\n'],
	['a key that is nearly one of Metro’s', '[section path]\nmiror: /x\n', 'misspelled-key warning'],
	['a key that nothing reads', 'mine: 1\n'],
];

for (const [what, text, ...expected] of withoutInstallation) {
	test(`without an installation: ${what}`, async () => {
		const head = '[section path]\ninstall: /nowhere\n';
		const { look, evaluation } = await configFixture(`//- /home/.metro\n${text}${head}`);
		const { library, version } = look;
		assert.equal(library.complete, false);
		const file = library.files.get('/home/.metro');
		assert.ok(file !== undefined);
		const found = await checkFileInSetup({ path: '/home/.metro', file, library, evaluation, version });
		assert.deepEqual(
			found.map(({ code, severity }) => `${code} ${severity}`),
			expected,
		);
	});
}

/** Of each finding with the code in question: the file it is in, its severity, and whether it may be shown faded. */
const weights: readonly (readonly [what: string, code: string, text: string, ...expected: string[]])[] = [
	[
		'a file that defines something, collected twice',
		'collect-twice',
		'//- /metro/etc/master.conf\n[collect ./x]\n[collect ../etc/x]\n//- /metro/etc/x\na: 1\n',
		'master.conf error',
	],
	[
		'a file that defines nothing, collected twice',
		'collect-twice',
		'//- /metro/etc/master.conf\n[collect ./x]\n[collect ../etc/x]\n//- /metro/etc/x\n# a: 1\n',
		'master.conf information',
	],
	[
		'what only the user sets, in a file that is collected and in one that is not',
		'needs-setting',
		'//- /metro/etc/master.conf\na: $[livecd/name]\n//- /metro/etc/other.conf\nb: $[livecd/name]\n',
		'master.conf information',
		'other.conf hint',
	],
	[
		'a part that has no effect, a collect that does not happen, a file that is not collected',
		'not-collected-here',
		'//- /metro/etc/master.conf\n[collect ./other.conf when target is x]\n[when target is x]\na: 1\n//- /metro/etc/other.conf\nb: 1\n',
		'master.conf hint faded',
		'master.conf hint faded',
		'other.conf hint faded',
	],
	[
		'a key that nothing reads, and one that another file reads',
		'unused-key',
		'//- /metro/etc/master.conf\nmine: 1\nyours: 2\n[collect ./x.conf]\n//- /metro/etc/x.conf\nus/er: $[yours]\n',
		'master.conf hint faded',
		'x.conf hint faded',
	],
	[
		'a test of a name that is nearly one, which only gives no',
		'undefined-variable',
		'//- /metro/etc/master.conf\ncolor: $[colour?] $[nothing/like/it?]\n',
		'master.conf information',
	],
	[
		'a short name is near to everything',
		'undefined-variable',
		'//- /metro/etc/master.conf\nabc: $[abd:lax]\nabcd: $[abce:lax]\n',
		'master.conf information',
	],
	[
		'the path of a collect that leads back to itself',
		'circular-reference',
		'//- /metro/etc/master.conf\na: $[a]\n[collect ./$[a]]\n',
		'master.conf error',
		'master.conf warning',
	],
];

for (const [what, code, text, ...expected] of weights) {
	test(`severity: ${what}`, async () => {
		const { look, evaluation } = await configFixture(text);
		const { version, library } = look;
		const found: string[] = [];
		for (const [path, file] of library.files) {
			for (const one of await checkFileInSetup({ path, file, library, evaluation, version })) {
				const faded = one.unnecessary ? ' faded' : '';
				if (one.code === code && file.text !== '')
					found.push(`${path.slice(path.lastIndexOf('/') + 1)} ${one.severity}${faded}`);
			}
		}
		assert.deepEqual(found.sort(), [...expected].sort());
	});
}

const placed: readonly (readonly [what: string, text: string, ...places: string[]])[] = [
	['test-of-empty', 'e:\nf: $[e?]\n', 'e'],
	['block-joined', 'm: [\n]\nn: $[m]\n', 'm'],
	['embedded-not-a-block', 'p: 1\nm: [\n$[[p]]\n]\n', 'p'],
	['test-of-conditional', '[when x]\nc: 1\n[when y]\nc: 2\n[when *]\nd: $[c?]\n', 'c', 'c'],
	['conditions-both-true', '[when target]\nc: 1\n[when target/build]\nc: 2\n', 'c', 'c'],
];

for (const [code, text, ...places] of placed) {
	test(`${code} is reported at its cause`, async () => {
		const { look, evaluation } = await configFixture(`//- /metro/etc/master.conf\n${text}`);
		const { version, library } = look;
		const path = '/metro/etc/master.conf';
		const file = library.files.get(path);
		assert.ok(file !== undefined);
		const found = await checkFileInSetup({ path, file, library, evaluation, version });
		const related = found.find((one) => one.code === code)?.related ?? [];
		assert.deepEqual(
			related.map(({ path: at, span }) => [at, text.slice(span.start, span.end)]),
			places.map((place) => [path, place]),
		);
	});
}

test('a run’s arguments are defined in any configuration', async () => {
	const text =
		'//- /metro/etc/master.conf\n[when multi/mode is mine]\na: 1\n[when multi/mode is yours]\nb: 1\n';
	const { look, evaluation } = await configFixture(text, { mode: 'mine' });
	const { version, library } = look;
	const path = '/metro/etc/master.conf';
	const file = library.files.get(path);
	assert.ok(file !== undefined);
	const found = await checkFileInSetup({ path, file, library, evaluation, version });
	assert.deepEqual(
		found
			.filter(({ code }) => code === 'condition-never-true')
			.map(({ span }) => file.text.slice(span.start, span.end)),
		['multi/mode is yours'],
	);
});

for (const [text, after] of [
	['[section color]\nred: 1\nmine: $[:reed]\n', '[section color]\nred: 1\nmine: $[:red]\n'],
	[
		'tint/colour: 1\n[section tint]\nmine: $[:color:lax]\n',
		'tint/colour: 1\n[section tint]\nmine: $[:colour:lax]\n',
	],
	[
		'tints/coloured: 1\n[section tint]\nmine: $[:coloured]\n',
		'tints/coloured: 1\n[section tint]\nmine: $[tints/coloured]\n',
	],
] as const) {
	test(`a misspelt name after a colon gets a suggestion: ${JSON.stringify(text)}`, async () => {
		const path = '/metro/etc/master.conf';
		const { look, evaluation } = await configFixture(`//- ${path}\n${text}`);
		const { version, library } = look;
		const file = library.files.get(path);
		assert.ok(file !== undefined);
		const found = await checkFileInSetup({ path, file, library, evaluation, version });
		const meant = found.filter(({ message }) => /did you mean/i.test(message));
		const [change] = meant[0]?.fixes[0]?.changes ?? [];
		assert.equal(
			change && file.text.slice(0, change.span.start) + change.text + file.text.slice(change.span.end),
			after,
		);
	});
}
