/** Diagnostics of `.buildbot` and the fixes for them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { finish } from '../../../server/src/base/work.ts';
import { evaluateBuildbot } from '../../../server/src/buildbot/index.ts';
import { buildbotProblemKinds } from '../../../server/src/check/buildbotProblemKinds.ts';
import { unknownNamesWork } from '../../../server/src/check/unknownNames.ts';
import { buildbotCodeActionsWork } from '../../../server/src/features/buildbot/codeActions.ts';
import { buildbotDiagnosticsWork } from '../../../server/src/features/buildbot/diagnostics.ts';
import { type BuildbotContext, bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { applyEdits } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';

const rest = 'builds = ("funtoo-current",)\narches = ("x86-64bit",)\n';

function diagnosticsOf(text: string, context: BuildbotContext = bareContext) {
	const document = documentOf(text, '/home/metro/.buildbot');
	return { document, diagnostics: finish(buildbotDiagnosticsWork(document, context)) };
}

/** The text after taking the fix for the first diagnostic of a code. */
function fixed(text: string, code: string): string {
	const { document, diagnostics } = diagnosticsOf(text);
	const diagnostic = diagnostics.find((one) => one.code === code);
	assert.ok(diagnostic, `no ${code} in ${JSON.stringify(diagnostics.map((one) => one.code))}`);
	const [action] = finish(buildbotCodeActionsWork(document, [diagnostic], bareContext));
	const edits = action?.edit?.changes?.[document.uri];
	assert.ok(edits, `no fix for ${code}`);
	return applyEdits(document, edits);
}

const fixes: readonly (readonly [code: string, before: string, after: string])[] = [
	['unknown-subarch', 'subarches = ("generic64",)', 'subarches = ("generic_64",)'],
	['unknown-subarch', 'subarches = ("i686", "AMD64-K8")', 'subarches = ("i686", "amd64-k8")'],
	[
		'unknown-subarch',
		'pc = "corei8 i686".split()\nsubarches = pc[:1]',
		'pc = "corei7 i686".split()\nsubarches = pc[:1]',
	],
	[
		'unknown-subarch',
		`${rest}subarches = ("core2_64",)\ndef map_build(b, s, full, d):\n\treturn "full" if s == "core2_65" else "quick"\n`,
		`${rest}subarches = ("core2_64",)\ndef map_build(b, s, full, d):\n\treturn "full" if s == "core2_64" else "quick"\n`,
	],
	[
		'unknown-build-mode',
		'def map_build(b, s, full, d):\n\treturn "fulll+lxc"\n',
		'def map_build(b, s, full, d):\n\treturn "full+lxc"\n',
	],
	[
		'unknown-extra',
		'def map_build(b, s, full, d):\n\treturn ["freshen", "openvzz"]\n',
		'def map_build(b, s, full, d):\n\treturn ["freshen", "openvz"]\n',
	],
	['unknown-build', 'builds = ("funtoo-curent",)', 'builds = ("funtoo-current",)'],
	// The intended name is already in the list.
	['unknown-subarch', 'subarches = ("i686", "corei8", "corei7")', 'subarches = ("i686", "corei7")'],
	[
		'unknown-subarch',
		'subarches = ("corei7",)\nall_subarches = subarches + (\n\t"corei8",\n\t"i686",\n)',
		'subarches = ("corei7",)\nall_subarches = subarches + (\n\t"i686",\n)',
	],
	['unknown-arch', 'arches = ("pure64", "pure-64")', 'arches = ("pure64",)'],
	['unknown-arch', 'arches = ("x86-64bits",)', 'arches = ("x86-64bit",)'],
	[
		'implicit-concatenation',
		'subarches = (\n\t"i686"  # old\n\t"k6",\n)',
		'subarches = (\n\t"i686",  # old\n\t"k6",\n)',
	],
	['string-not-tuple', 'builds = ("x")', 'builds = ("x",)'],
	['string-not-tuple', "builds = 'x'  # one", "builds = ('x',)  # one"],
	['string-not-tuple', 'builds = (\n\t"x" # one\n)', 'builds = (\n\t"x", # one\n)'],
	['duplicate', 'subarches = ("i686", "k6", "i686")', 'subarches = ("i686", "k6")'],
	['duplicate', 'subarches = ("i686", "i686", "k6")', 'subarches = ("i686", "k6")'],
	['duplicate', 'subarches = (\n\t"i686",\n\t"i686",\n\t"k6",\n)', 'subarches = (\n\t"i686",\n\t"k6",\n)'],
	['not-an-integer', 'stale_days = "7"', 'stale_days = 7'],
	['prints', 'builds = ()\nprint("a",\n"b")\narches = ()\n', 'builds = ()\narches = ()\n'],
	[
		'prints',
		`${rest}subarches = ("i686",)\ndef map_build(b, s, full, d):\n\tprint(b)\n\treturn "full"\n`,
		`${rest}subarches = ("i686",)\ndef map_build(b, s, full, d):\n\treturn "full"\n`,
	],
	['out-of-range', 'max_failcount = 0 # never', 'max_failcount = 3 # never'],
	['out-of-range', 'builds = ()\nkeep_num = -1', 'builds = ()\nkeep_num = 3'],
	['unused-name', 'builds = ()\nold = (\n\t"a",\n)\narches = ()\n', 'builds = ()\narches = ()\n'],
	['misspelled-setting', 'builds = ()\nmax_failcounts = 3', 'builds = ()\nmax_failcount = 3'],
	['misspelled-setting', 'builds = ()\nstale_day = 3', 'builds = ()\nstale_days = 3'],
	['misspelled-setting', 'builds = ()\nkeepnum = 3', 'builds = ()\nkeep_num = 3'],
	[
		'misspelled-setting',
		'builds = ()\ndef map_buildd(build, subarch, full, full_date):\n\treturn "full"',
		'builds = ()\ndef map_build(build, subarch, full, full_date):\n\treturn "full"',
	],
	[
		'python-error',
		'subarches = ("i686",)\nall_subarches = subarches + ("atom_64")',
		'subarches = ("i686",)\nall_subarches = subarches + ("atom_64",)',
	],
	[
		'python-error',
		'subarches = ("i686",)\nsubarches += "atom_64"',
		'subarches = ("i686",)\nsubarches += ("atom_64",)',
	],
	[
		'all-ignored',
		`${rest}subarches = ("i686",)\nall_subarches = subarches + ("k6",)\n`,
		`${rest}subarches = ("i686",)\nall_subarches = subarches + ("k6",)\nall_builds = builds\nall_arches = arches\n`,
	],
	[
		'all-missing',
		`${rest}subarches = ("i686",)\nall_builds = builds\n`,
		`${rest}subarches = ("i686",)\nall_builds = builds\nall_arches = arches\nall_subarches = subarches\n`,
	],
];

for (const [code, before, after] of fixes) {
	test(`fix of ${code}: ${JSON.stringify(before)}`, () => {
		assert.equal(fixed(before, code), after);
		assert.ok(
			!diagnosticsOf(after).diagnostics.some((one) => one.code === code),
			'the fix leaves it as it was',
		);
	});
}

/** The titles of the fixes for the first unknown subarch, and the text after each. */
function fixesOfUnknown(text: string): (readonly [title: string, after: string])[] {
	const { document, diagnostics } = diagnosticsOf(text);
	const unknown = diagnostics.filter(({ code }) => code === 'unknown-subarch').slice(0, 1);
	assert.match(String(unknown[0]?.message), /Did you mean "corei7"\?/);
	return finish(buildbotCodeActionsWork(document, unknown, bareContext)).map(({ title, edit }) => [
		title,
		applyEdits(document, edit?.changes?.[document.uri] ?? []),
	]);
}

test('a name beside the one that was probably meant can be removed or replaced', () => {
	assert.deepEqual(
		fixesOfUnknown('subarches = ("corei7",)\nall_subarches = subarches + ("corei8", "i686")\n'),
		[
			[
				'Remove this one: "corei7" is already listed',
				'subarches = ("corei7",)\nall_subarches = subarches + ("i686",)\n',
			],
			['Replace with "corei7"', 'subarches = ("corei7",)\nall_subarches = subarches + ("corei7", "i686")\n'],
		],
	);
});

for (const [before, after] of [
	['("core\\x698",)', '("corei7",)'],
	['(f"corei8",)', '("corei7",)'],
	['tuple(["corei8"])', 'tuple(["corei7"])'],
	['("corei7",) + tuple(x for x in ["corei8"])', '("corei7",) + tuple(x for x in ["corei7"])'],
] as const) {
	test(`a probable misspelling can be replaced in ${before}`, () => {
		const found = fixesOfUnknown(`all_subarches = ${before}\n`);
		assert.deepEqual(found.at(-1), ['Replace with "corei7"', `all_subarches = ${after}\n`]);
	});
}

test('a name that is only a part of a literal with escapes is not replaced', () => {
	assert.deepEqual(fixesOfUnknown('all_subarches = "core\\x698 i686".split()\n'), []);
});

test('a name that came through a sum is flagged where it is written, and once', () => {
	const text = 'subarches = ("corei8",)\nall_subarches = subarches + ("i686",)\n';
	const found = diagnosticsOf(text).diagnostics.filter(({ code }) => code === 'unknown-subarch');
	assert.deepEqual(
		found.map(({ range }) => range),
		[{ start: { line: 0, character: 14 }, end: { line: 0, character: 20 } }],
	);
	assert.match(String(found[0]?.message), /Did you mean "corei7"\?/);
});

test('names are also checked in text that does not run', () => {
	const found = diagnosticsOf('subarches = ("corei8",\n').diagnostics.map(({ code }) => code);
	assert.deepEqual(found, ['syntax-error', 'unknown-subarch']);
});

test('a name nothing is near to is a warning only if the installation is known', () => {
	const text = 'subarches = ("weird-machine",)\n';
	const severity = (context: BuildbotContext) =>
		diagnosticsOf(text, context).diagnostics.find(({ code }) => code === 'unknown-subarch')?.severity;
	assert.equal(severity(bareContext), 3);
	const subarches = [{ name: 'corei7', source: 'installation', inUse: false }] as const;
	assert.equal(severity({ ...bareContext, subarches }), 2);
});

test('names from the set-up are known', () => {
	const subarches = [{ name: 'corei8', source: 'repository', inUse: true }] as const;
	const { diagnostics } = diagnosticsOf('subarches = ("corei8",)', { ...bareContext, subarches });
	assert.ok(!diagnostics.some(({ code }) => code === 'unknown-subarch'));
});

test('a name in the wrong list is reported with the right list', () => {
	const text = 'arches = ("x86-64bit", "core2_64")\nsubarches = ("core2_64", "x86-64bit")\n';
	assert.deepEqual(
		diagnosticsOf(text)
			.diagnostics.filter(({ code }) => `${code}`.startsWith('unknown-'))
			.map(({ message }) => message),
		[
			'"core2_64" is a subarch, not an arch. List the subarch in subarches, and its arch here.',
			'"x86-64bit" is an arch, not a subarch. List the arch in arches, and its subarches here.',
		],
	);
});

test('the recorded files have the unknown subarches that were recorded', () => {
	const lines = readFileSync(join(import.meta.dirname, '../../golden/buildbot.jsonl'), 'utf8')
		.trimEnd()
		.split('\n');
	for (const line of lines) {
		const golden: { name: string; source: string; unknown_subarches?: string[]; hang?: true } =
			JSON.parse(line);
		// Two thousand calculated names, and names behind an endless loop.
		if (golden.name === 'big-2000' || golden.hang) continue;
		const found = finish(unknownNamesWork(evaluateBuildbot(golden.source), bareContext))
			.filter(({ code }) => code === 'unknown-subarch')
			.map(({ data }) => (data as { name: string }).name);
		const expected = golden.unknown_subarches ?? [];
		const missing = expected.filter((name) => !found.includes(name));
		assert.deepEqual(missing, [], golden.name);
	}
});

test('each problem links to the section that explains it', () => {
	const text = 'builds = ("a")\narches = ("x86-64bti",)\nsubarches = ()\nprint(1)\n';
	const diagnostics = finish(
		buildbotDiagnosticsWork(documentOf(text), bareContext, 'file:///docs/diagnostics.md'),
	);
	assert.ok(diagnostics.length > 3);
	for (const { code, codeDescription } of diagnostics) {
		assert.ok(Object.hasOwn(buildbotProblemKinds, String(code)), String(code));
		assert.equal(codeDescription?.href, `file:///docs/diagnostics.md#${code}`);
	}
});

/** Files with several faults, and the diagnostics of each in text order. */
const together: readonly (readonly [what: string, text: string, ...codes: string[]])[] = [
	[
		'an exception does not hide what else is wrong',
		`${rest}subarches = ("i686",)\nall_subarches = subarches + ("atom_64")\nstale_days = "7"\nkeepnum = 3\n`,
		'python-error',
		'not-an-integer',
		'misspelled-setting',
	],
	[
		'what follows from an exception is not told',
		`x = nobody\nbuilds = (x,)\nsubarches = x\n`,
		'python-error',
	],
	[
		'a missing comma makes no unknown name',
		`${rest}subarches = ("generic_64" "core2_64",)\n`,
		'implicit-concatenation',
	],
	[
		'a duplicate is told once, whatever lists it reaches',
		`${rest}subarches = ("i686", "i686")\nall_builds = builds\nall_arches = arches\nall_subarches = subarches\n`,
		'duplicate',
	],
	[
		'a name that the file reads is a helper',
		`keepnum = 3\nkeep_num = keepnum\n${rest}subarches = ("i686",)\n`,
	],
	[
		'a name below a function is its own',
		`${rest}subarches = ("i686",)\ndef helper():\n\tkeepnum = 3\nhelper()\n`,
	],
	[
		'a syntax error does not hide a misspelled setting',
		`keepnum = 3\nbuilds = (\n`,
		'misspelled-setting',
		'syntax-error',
	],
];

for (const [what, text, ...codes] of together) {
	test(what, () => {
		const { diagnostics } = diagnosticsOf(text);
		const found = diagnostics.toSorted((a, b) => a.range.start.line - b.range.start.line);
		assert.deepEqual(
			found.map(({ code }) => code),
			codes,
		);
	});
}
