/** What asking the functions of a `.buildbot` about everything it manages shows, and numbers out of their range. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type BuildbotRules, earlierRules, evaluateBuildbot } from '../../server/src/buildbot/index.ts';
import { checkBuildbot } from '../../server/src/check/checkBuildbot.ts';
import { bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';

const names = Array.from({ length: 200 }, (_, at) => `"box${at}"`);
const lists = `builds = ("funtoo-current", "funtoo-stable")\narches = ("x86-64bit", "arm-32bit")\nsubarches = (${names.join(', ')})\n`;
const laterLists = `${lists}all_subarches = subarches\n`;

const metro2019: BuildbotRules = { ...earlierRules, callsAllFull: true };
const metro2024: BuildbotRules = { isLater: true, hostName: 'alpha' };

function mapBuild(...lines: readonly string[]): string {
	return `def map_build(build, subarch, full, full_date):\n${lines.map((line) => `\t${line}\n`).join('')}`;
}

function laterMapBuild(...lines: readonly string[]): string {
	return `def map_build(build, arch, subarch, full, full_date):\n${lines.map((line) => `\t${line}\n`).join('')}`;
}

/** `severity code: message`, of what the functions show. */
function shown(text: string, rules: BuildbotRules = earlierRules): string[] {
	return checkBuildbot(evaluateBuildbot(text, { rules }), bareContext, true)
		.filter(({ code }) => /^(?:map-build|get-subarches|out-of-range|prints|unknown-build-mode)/.test(code))
		.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
}

const forEver = 'never asks for a full build again';

/** Each text, the rules, and a part of each finding. */
const cases: readonly (readonly [
	what: string,
	text: string,
	expected: readonly string[],
	rules?: BuildbotRules,
])[] = [
	['the example of the documentation', lists + mapBuild('return ("freshen",) if full else ("full",)'), []],
	[
		'the last name raises',
		lists + mapBuild('return {"box199": {}}.get(subarch, "full") + ""'),
		['warning map-build-raises: map_build fails with TypeError'],
	],
	[
		'one name after one kind of build gets nothing',
		lists +
			mapBuild('if subarch == "box150" and build == "funtoo-stable" and not full: return', 'return "full"'),
		[
			'warning map-build-unusable: Metro cannot use the answer of map_build (funtoo-stable, box150, after another build',
		],
	],
	[
		'two lines that fail are two problems',
		lists +
			mapBuild(
				'if subarch == "box150": return none',
				'if subarch == "box160": return nothing',
				'return "full"',
			),
		[
			"map_build fails with NameError: name 'none' is not defined (funtoo-current, box150",
			"map_build fails with NameError: name 'nothing' is not defined (funtoo-current, box160",
		],
	],
	[
		'a composed mode of one name',
		lists + mapBuild('return "fu" + "ll" * (2 if subarch == "box180" else 1)'),
		['unknown-build-mode: map_build returns "fullll" (funtoo-current, box180'],
	],
	[
		'one name prints',
		lists + mapBuild('if subarch == "box180": print(subarch)', 'return "full"'),
		['warning prints'],
	],
	[
		'never full',
		lists + mapBuild('return "freshen+lxc"'),
		[`information map-build-never-full: map_build ${forEver}`],
	],
	[
		'never full for one name',
		lists + mapBuild('return "quick" if full or subarch == "box199" else "full"'),
		[
			'information map-build-never-full: map_build never asks for a full build again (funtoo-current, box199)',
		],
	],
	['full at first only', lists + mapBuild('return "freshen" if full_date else "full"'), []],
	['an unknown mode may be full', lists + mapBuild('return "mine"'), ['unknown-build-mode']],
	[
		'Metro of 2019 always passes full=True',
		lists + mapBuild('return "freshen" if full else "full"'),
		['information map-build-never-full: This version of Metro always passes full=True'],
		metro2019,
	],
	[
		'Metro of 2019 never tells of another build',
		lists + mapBuild('return "full" if full or full_date is None else none'),
		[],
		metro2019,
	],
	[
		'the day may decide',
		lists + mapBuild('return "full" if (full_date or "2000") < "2016" else "freshen"'),
		[],
		metro2019,
	],
	[
		'the day may decide in another function',
		lists +
			'def kind(day):\n\treturn "full" if day == "2018-01-01" else "freshen"\n' +
			mapBuild('return kind(full_date)'),
		[],
	],
	[
		'an answer that only Metro knows',
		`import datetime\n${lists}${mapBuild('return "full" if datetime.date.today().day == 1 else "freshen"')}`,
		['information map-build-dynamic: map_build depends on datetime.date.today()'],
	],
	[
		'any number of parameters',
		`${lists}def map_build(*last):\n\treturn "full" if last[2] else "freshen"\n`,
		[],
	],
	[
		'since December 2020: one arch raises, where the subarch does not belong',
		laterLists + laterMapBuild('return {"x86-64bit": "full"}[arch]'),
		[],
		metro2024,
	],
	[
		'since December 2020: every arch raises',
		laterLists + laterMapBuild('return {"pure64": "full"}[arch]'),
		["warning map-build-raises: map_build fails with KeyError: 'x86-64bit'"],
		metro2024,
	],
	[
		'since December 2020: what another host builds is not asked about',
		`${laterLists}def get_subarches(hostname, release):\n\treturn subarches[:100] if hostname == "alpha" else subarches\n${laterMapBuild('return "full" if subarch in subarches[:100] else None')}`,
		[],
		metro2024,
	],
	[
		'since December 2020: a host that builds nothing is asked about everything',
		`${laterLists}def get_subarches(hostname, release):\n\treturn subarches if hostname == "beta" else ()\n${laterMapBuild('return "full" if subarch in subarches[:100] else None')}`,
		['warning map-build-unusable'],
		metro2024,
	],
	[
		'get_subarches raises',
		`${laterLists}def get_subarches(hostname, release):\n\treturn {"beta": subarches}[hostname]\n`,
		["warning get-subarches-raises: get_subarches fails with KeyError: 'alpha' (funtoo-current)"],
		metro2024,
	],
	[
		'get_subarches returns a string',
		`${laterLists}def get_subarches(hostname, release):\n\treturn "box1" if release == "funtoo-stable" else subarches\n`,
		[
			'warning get-subarches-unusable: The answer of get_subarches is of no use (funtoo-stable): it returns a string, which Metro would search for parts of names. Return a tuple of names.',
		],
		metro2024,
	],
	[
		'get_subarches depends on the clock',
		`import time\n${laterLists}def get_subarches(hostname, release):\n\treturn subarches if time.time() > 5 else ()\n`,
		['information get-subarches-dynamic: get_subarches depends on time.time'],
		metro2024,
	],
	[
		'get_subarches prints',
		`${laterLists}def get_subarches(hostname, release):\n\tprint(hostname)\n\treturn subarches\n`,
		['warning prints'],
		metro2024,
	],
	['numbers in range', `${lists}stale_days = 0.5\nmax_failcount = 1\nkeep_num = 1\n`, []],
	['builds that are always stale by choice', `${lists}stale_days = 0\n`, []],
	['no limit of failures', `${lists}max_failcount = 1e10\n`, []],
	['no failures', `${lists}max_failcount = 0\n`, ['warning out-of-range: max_failcount is 0']],
	['less than none', `${lists}max_failcount = -1\n`, ['warning out-of-range: max_failcount is -1']],
	['stale before', `${lists}stale_days = -3\n`, ['warning out-of-range: stale_days is negative']],
	['never stale', `${lists}stale_days = 1e10\n`, ['error out-of-range: Python cannot calculate']],
	[
		'more days than Python has',
		`${lists}stale_days = 10 ** 9\n`,
		['error out-of-range: Python cannot calculate'],
	],
	['nothing kept', `${lists}keep_num = 0\n`, ['warning out-of-range: keep_num is 0']],
	['less than nothing kept', `${lists}keep_num = -2\n`, ['the 2 oldest builds each time']],
	['only the last value counts', `${lists}keep_num = 0\nkeep_num = 2\n`, []],
	['a number that only Metro knows', `import os\n${lists}keep_num = os.getpid() - 1\n`, []],
];

suite('all of a .buildbot', () => {
	for (const [what, text, expected, rules] of cases) {
		test(what, () => {
			const found = shown(text, rules).filter((line) => !/not-an-integer/.test(line));
			assert.equal(found.length, expected.length, found.join('\n'));
			for (const [index, part] of expected.entries()) assert.ok(found[index]?.includes(part), found[index]);
		});
	}
});

/** Bodies of a `map_build` that answers nothing for one name only. */
const oneOf: readonly (readonly [lines: readonly string[], name: string])[] = [
	[['if subarch == "box199": return', 'return "full"'], 'box199'],
	[['if "box199" != subarch: return "full"'], 'box199'],
	[['if subarch not in ("box199",): return "full"'], 'box199'],
	[['if not (subarch in ["box198"]): return "full"'], 'box198'],
	[['if subarch in slow: return', 'return "full"'], 'box177'],
	[['if subarch in changed: return', 'return "full"'], 'box166'],
	[['if not subarch.startswith(("box14", "box199")) or subarch[5:] != "9": return "full"'], 'box149'],
	[['return None if subarch.endswith("x7") else "full"'], 'box7'],
	[['return None if "189" in subarch else "full"'], 'box189'],
	[
		['return None if subarch in "xbox188" and subarch.endswith("8") and len(subarch) > 5 else "full"'],
		'box188',
	],
	[['subarch += "x"', 'return None if subarch == "box155x" else "full"'], 'box155'],
	[['subarch = subarch.upper()', 'return None if subarch == "BOX154" else "full"'], 'box154'],
	[['one = subarch', 'return None if one == "box153" else "full"'], 'box153'],
	[['return {"box152": None}.get(subarch, "full")'], 'box152'],
	[['return None if kind(subarch) else "full"'], 'box151'],
	[['return None if f"{subarch}" == "box150" else "full"'], 'box150'],
	[['return None if (build, subarch) == ("funtoo-stable", "box148") else "full"'], 'box148'],
	[['return None if (lambda: subarch == "box147")() else "full"'], 'box147'],
	[['return None if [one for one in (subarch,) if one == "box146"] else "full"'], 'box146'],
	[['return None if "box145" == subarch == "box145" else "full"'], 'box145'],
	[['return None if subarch is not None and subarch > "box98" else "full"'], 'box99'],
];

const helpers =
	'slow = ("box177", "box9999")\nchanged = []\nchanged.append("box166")\ndef kind(one):\n\treturn one == "box151"\n';

suite('the one name for which map_build answers nothing is found', () => {
	for (const [lines, name] of oneOf) {
		test(lines.join('; '), () => {
			const found = shown(lists + helpers + mapBuild(...lines));
			assert.equal(found.length, 1, found.join('\n'));
			assert.match(found[0] ?? '', new RegExp(`map-build-unusable.*, ${name},`));
		});
	}
});

const many = Array.from({ length: 20_000 }, (_, at) => `"box${at}"`).join(', ');
const large = `builds = ("a", "b", "c")\narches = ("x",)\nsubarches = (${many})\n`;

test('one call speaks for all names that map_build does not read', () => {
	const buildbot = evaluateBuildbot(large + mapBuild('return "freshen" if full else "full"'));
	const before = buildbot.steps();
	checkBuildbot(buildbot, bareContext, true);
	assert.ok(buildbot.steps() - before < 100, String(buildbot.steps() - before));
});

test('one call of each kind speaks for names that map_build only compares', () => {
	const text =
		large +
		mapBuild(
			'if subarch in ("box1", "box2") or subarch.endswith("99"): return "full"',
			'return "freshen" if full else "full"',
		);
	const buildbot = evaluateBuildbot(text);
	const before = buildbot.steps();
	checkBuildbot(buildbot, bareContext, true);
	assert.ok(buildbot.steps() - before < 300, String(buildbot.steps() - before));
});

test('the calls have a limit, and reaching it is said', () => {
	const text = large + mapBuild('for one in range(50): one', 'return subarch.upper() and "full"');
	const buildbot = evaluateBuildbot(text);
	const before = buildbot.steps();
	const codes = checkBuildbot(buildbot, bareContext, true).map(({ code }) => code);
	assert.ok(codes.includes('map-build-untried'), codes.join());
	assert.ok(buildbot.steps() - before < 110_000, String(buildbot.steps() - before));
});
