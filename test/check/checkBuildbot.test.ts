/** Unknown names in a `.buildbot`: results of map_build, and names compared with builds and subarches. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { comparedNames } from '../../server/src/buildbot/comparedNames.ts';
import { evaluateBuildbot, readBuildbot } from '../../server/src/buildbot/index.ts';
import { callablesNamed } from '../../server/src/buildbot/writtenAnswers.ts';
import { checkBuildbot } from '../../server/src/check/checkBuildbot.ts';
import { variablesOf } from '../../server/src/python/variables.ts';
import { type BuildbotContext, bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';

const installed: BuildbotContext = {
	...bareContext,
	builds: ['funtoo-current', 'funtoo-stable'],
	arches: ['x86-64bit'],
	subarches: ['core2_64', 'atom_64', 'generic_64'].map((name) => ({
		name,
		arch: 'x86-64bit',
		source: 'installation',
		inUse: true,
	})),
	modes: ['full', 'freshen', 'quick'],
	extras: ['openvz', 'lxc'],
	targets: ['stage1', 'stage2', 'stage3', 'openvz', 'lxc'],
};

const lists =
	'builds = ("funtoo-current", "mine")\narches = ("x86-64bit",)\nsubarches = ("core2_64", "atom_64")\n';

/** A file with these lines in its map_build. */
function withMapBuild(...lines: readonly string[]): string {
	const body = lines.map((line) => `\t${line}\n`).join('');
	return `${lists}def map_build(build, subarch, full, full_date):\n${body}`;
}

/** Findings as `code: text at the place -> suggestion`. */
function found(text: string, context: BuildbotContext = installed): string[] {
	return checkBuildbot(evaluateBuildbot(text), context, true)
		.filter(({ code, span }) => code.startsWith('unknown-') && span.start >= lists.length)
		.map(({ code, span, severity, data }) => {
			const { suggestion, exact } = data as { readonly suggestion?: string; readonly exact: boolean };
			const place = text.slice(span.start, span.end);
			const more = `${suggestion === undefined ? '' : ` -> ${suggestion}`}${exact ? '' : ' (about)'}`;
			return `${severity === 'warning' ? '' : `${severity} `}${code}: ${place}${more}`;
		});
}

const cases: readonly (readonly [name: string, lines: readonly string[], expected: readonly string[]])[] = [
	['a string', ['return "fulll"'], ['unknown-build-mode: fulll -> full']],
	['a mode near nothing', ['return "everything"'], ['unknown-build-mode: everything']],
	['a list', ['return ["freshen", "openvzz"]'], ['unknown-extra: openvzz -> openvz']],
	[
		'a string with extras',
		['return "freshenn+lxc+lxcc"'],
		['unknown-build-mode: freshenn -> freshen', 'unknown-extra: lxcc -> lxc'],
	],
	['a stage is a target', ['return ("full", "stage2")'], []],
	['a choice', ['return "freshen" if full else "ful"'], ['unknown-build-mode: ful -> full']],
	[
		'a variable',
		['kind = "fulll"', 'if full: kind = "freshen"', 'return kind'],
		['unknown-build-mode: fulll -> full'],
	],
	[
		'a variable that is added to',
		['kind = "full"', 'if full: kind += "+lxd"', 'return kind'],
		['unknown-extra: lxd -> lxc'],
	],
	[
		'a list that is added to',
		['return ["fulll"] + ["lxcc"]'],
		['unknown-build-mode: fulll -> full', 'unknown-extra: lxcc -> lxc'],
	],
	['a word in two pieces', ['return "fresh" + "en"'], []],
	[
		'a wrong word in two pieces',
		['return "fresh" + "enn"'],
		['unknown-build-mode: "fresh" + "enn" -> freshen (about)'],
	],
	[
		'a table',
		['return {"core2_64": "fulll"}.get(subarch, "quik")'],
		['unknown-build-mode: fulll -> full', 'unknown-build-mode: quik -> quick'],
	],
	['another function', ['return helper(subarch)', '', 'pass', ''], []],
	['a formatted answer', ['return "%s+lxc" % "fulll"'], ['unknown-build-mode: map_build -> full (about)']],
	['an empty word', ['return "full+"'], []],
	[
		'an extra that is appended',
		['parts = ["full"]', 'parts.append("lxcc")', 'return parts'],
		['unknown-extra: lxcc -> lxc'],
	],
	[
		'==',
		['if subarch == "core2_65": return "full"', 'return "full"'],
		['unknown-subarch: core2_65 -> core2_64'],
	],
	[
		'!= and the other way round',
		['if "core2_65" != subarch: return "full"', 'return "full"'],
		['unknown-subarch: core2_65 -> core2_64'],
	],
	[
		'in a tuple',
		['if subarch in ("core2_64", "atom_46"): return "full"', 'return "full"'],
		['unknown-subarch: atom_46 -> atom_64'],
	],
	[
		'in parentheses without a comma',
		['if build in ("funtoo-curent"): return "full"', 'return "full"'],
		['unknown-build: funtoo-curent -> funtoo-current'],
	],
	[
		'not in a set of its own',
		['slow = frozenset(["atom_46"])', 'if subarch not in slow: return "full"', 'return "quick"'],
		['unknown-subarch: atom_46 -> atom_64'],
	],
	[
		'keys of a dict',
		['return {"core2_65": "full"}.get(subarch, "quick")'],
		['unknown-subarch: core2_65 -> core2_64'],
	],
	[
		'pairs',
		['if (build, subarch) == ("mine", "core2_65"): return "full"', 'return "full"'],
		['unknown-subarch: core2_65 -> core2_64'],
	],
	['a build of its own', ['if build == "mine": return "full"', 'return "full"'], []],
	[
		'nearly a build of its own',
		['if build == "mime": return "full"', 'return "full"'],
		['unknown-build: mime -> mine'],
	],
	['a subarch that is installed', ['if subarch == "generic_64": return "full"', 'return "full"'], []],
	[
		'a name near nothing',
		['if subarch == "mainframe": return "full"', 'return "full"'],
		['information unknown-subarch: mainframe'],
	],
	[
		'a copy of a parameter',
		['one = subarch', 'if one == "core2_65": return "full"', 'return "full"'],
		['unknown-subarch: core2_65 -> core2_64'],
	],
	[
		'a parameter that is changed',
		['subarch = subarch[:5]', 'if subarch == "core2": return "full"', 'return "full"'],
		[],
	],
	['a part of a name', ['if subarch.split("_")[0] == "core2": return "full"', 'return "full"'], []],
	['a text that holds names', ['if subarch in "core2_65 atom_64": return "full"', 'return "full"'], []],
	['the date', ['if full_date == "2015-01-01": return "full"', 'return "full"'], []],
];

for (const [name, lines, expected] of cases) {
	test(`map_build, ${name}: ${lines[0]}`, () => {
		assert.deepEqual(found(withMapBuild(...lines)), expected);
	});
}

const files: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
	[
		'a helper that map_build calls',
		`${lists}def kind(one, full):\n\tif one == "core2_65": return "fulll"\n\treturn "full"\ndef map_build(build, subarch, full, full_date):\n\treturn kind(subarch, full)\n`,
		['unknown-subarch: core2_65 -> core2_64', 'unknown-build-mode: fulll -> full'],
	],
	[
		'a helper that others call with other things',
		`${lists}def kind(one):\n\treturn one == "core2_65"\nodd = kind("core2_65")\ndef map_build(build, subarch, full, full_date):\n\treturn "full" if kind(subarch) else "quick"\n`,
		[],
	],
	[
		'a table of the module',
		`${lists}modes = {"core2_65": "fulll"}\ndef map_build(build, subarch, full, full_date):\n\treturn modes[subarch] if subarch in modes else "full"\n`,
		['unknown-subarch: core2_65 -> core2_64', 'unknown-build-mode: fulll -> full'],
	],
	[
		'a lambda',
		`${lists}map_build = lambda build, subarch, full, full_date: "fulll" if subarch == "core2_65" else "full"\n`,
		['unknown-subarch: core2_65 -> core2_64', 'unknown-build-mode: fulll -> full'],
	],
	[
		'a loop over a list',
		`${lists}all_builds = [b for b in builds if b != "mime"]\nfor s in subarches:\n\tif s == "core2_65": stale_days = 4\n`,
		['unknown-build: mime -> mine', 'unknown-subarch: core2_65 -> core2_64'],
	],
	[
		'a file that does not run to its end',
		`${withMapBuild('return "fulll" if subarch == "core2_65" else "full"')}\nraise ValueError\n`,
		['information unknown-subarch: core2_65 -> core2_64', 'unknown-build-mode: fulll -> full'],
	],
	[
		'a file that is being typed',
		`${lists}def map_build(build, subarch, full, full_date):\n\tif subarch == "core2_65":\n\t\treturn "fulll"\n\treturn (\n`,
		['information unknown-subarch: core2_65 -> core2_64', 'unknown-build-mode: fulll -> full'],
	],
	[
		'a file for a later Metro',
		`${lists}def map_build(build, subarch, full, full_date, more):\n\treturn "fulll" if subarch == "core2_65" else "full"\n`,
		['unknown-subarch: core2_65 -> core2_64', 'unknown-build-mode: fulll -> full'],
	],
	[
		'a missing comma is told where it is missing',
		`${lists}def map_build(build, subarch, full, full_date):\n\treturn "full" if subarch in ("core2_64" "atom_64") else "quick"\n`,
		[],
	],
];

for (const [name, text, expected] of files) {
	test(`file, ${name}`, () => assert.deepEqual(found(text), expected));
}

const without: readonly (readonly [
	name: string,
	text: string,
	isOwn: boolean,
	expected: readonly string[],
])[] = [
	['once where it is written', `${lists}all_subarches = subarches\n`, true, ['hint atom_64']],
	['a copy somewhere else', lists, false, []],
	['a name that is misspelled', lists.replace('atom_64', 'atom_46'), true, []],
	[
		'a name that is made: the place where it is made',
		`${lists}subarches = tuple(map(str.lower, ["ATOM_64"]))\n`,
		true,
		['hint tuple(map(str.lower, ["ATOM_64"]))'],
	],
];

function missingIn(...names: readonly string[]): NonNullable<BuildbotContext['withoutDirectory']> {
	return new Map(names.map((name) => [name, { builds: ['one'], isEverywhere: true }]));
}

test('a subarch that some builds have a directory of is as the user wants it', () => {
	const withoutDirectory = new Map([['atom_64', { builds: ['hardened', 'next'], isEverywhere: false }]]);
	const found = checkBuildbot(evaluateBuildbot(lists), { ...installed, withoutDirectory }, true);
	assert.deepEqual(
		found.filter(({ code }) => code === 'no-directory'),
		[],
	);
});

for (const [name, text, isOwn, expected] of without) {
	test(`a subarch without a directory: ${name}`, () => {
		const context = { ...installed, withoutDirectory: missingIn('atom_64', 'atom_46') };
		const places = checkBuildbot(evaluateBuildbot(text), context, isOwn)
			.filter(({ code }) => code === 'no-directory')
			.map(({ severity, span }) => `${severity} ${text.slice(span.start, span.end)}`);
		assert.deepEqual(places, expected);
	});
}

test('without an installation, only near misses of known words are warnings', () => {
	const text = withMapBuild('return ["fulll", "openvzz"] if full else ["special", "mine"]');
	assert.deepEqual(found(text, bareContext), [
		'unknown-build-mode: fulll -> full',
		'unknown-extra: openvzz -> openvz',
		'information unknown-build-mode: special',
		'information unknown-extra: mine',
	]);
});

test('the recorded files have no warning about answers and comparisons', () => {
	const path = join(import.meta.dirname, '../golden/buildbot.jsonl');
	for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
		const { name, source }: { readonly name: string; readonly source: string } = JSON.parse(line);
		const { outline } = evaluateBuildbot(source);
		const places = new Set([...outline.answers, ...outline.compared].map(({ span }) => span.start));
		const problems = checkBuildbot(evaluateBuildbot(source), bareContext, true)
			.filter(({ severity, span }) => severity === 'warning' && places.has(span.start))
			.filter(({ code }) => code.startsWith('unknown-'))
			.map(({ message }) => message);
		assert.deepEqual(problems, [], name);
	}
});

test('sums of sums of variables take a bounded number of steps', () => {
	const sums = Array.from({ length: 60 }, (_, at) => `a${at + 1} = a${at} + a${at} if builds else a${at}`);
	const compares = Array.from({ length: 2000 }, (_, at) => `\tif subarch in a${at % 61}: return "full"`);
	const text = `${lists}a0 = ("core2_65",)\n${sums.join('\n')}\ndef map_build(build, subarch, full, full_date):\n${compares.join('\n')}\n\treturn "fulll"\n`;
	const { outline } = evaluateBuildbot(text);
	const variables = variablesOf(readBuildbot(text).program.body);
	let steps = 0;
	const counted = { ...variables, spend: () => ++steps < 100_000 };
	comparedNames(counted, callablesNamed(counted, 'map_build'));
	assert.ok(steps < 200_000, String(steps));
	assert.deepEqual(
		outline.answers.map(({ name }) => name).filter((name) => name !== 'full'),
		['fulll'],
	);
});

test('many comparisons and long chains of variables take bounded time', () => {
	const many = Array.from({ length: 2000 }, (_, at) => `"sub${at}"`).join(', ');
	const chain = Array.from({ length: 3000 }, (_, at) => `v${at + 1} = v${at}`).join('\n');
	const compares = Array.from({ length: 2000 }, () => '\tif subarch in names: return "full"').join('\n');
	const text = `${lists}names = (${many})\nv0 = "fulll"\n${chain}\ndef map_build(build, subarch, full, full_date):\n${compares}\n\treturn v3000\n`;
	assert.ok(found(text).length > 0);
});
