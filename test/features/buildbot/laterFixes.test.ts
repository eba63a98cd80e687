/** What is wrong with a `.buildbot` of Metro since December 2020, and the edit that mends it. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { finish } from '../../../server/src/base/work.ts';
import { buildbotCodeActionsWork } from '../../../server/src/features/buildbot/codeActions.ts';
import { buildbotDiagnosticsWork } from '../../../server/src/features/buildbot/diagnostics.ts';
import { type BuildbotContext, bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { applyAction } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';

const path = '/mirror/.buildbot';
const context: BuildbotContext = {
	...bareContext,
	ownFile: path,
	ownRules: { isLater: true, hostName: 'alpha' },
};

const lists = 'builds = ("next",)\narches = ("x86-64bit",)\n';
const named = `${lists}all_subarches = ("generic_64",)\n`;

/** Each text, the codes of its problems, and the text after the fix of the first; `undefined`: it has none. */
const files: readonly (readonly [what: string, text: string, codes: readonly string[], mended?: string])[] = [
	['nothing', `${named}subarches = all_subarches\n`, []],
	['a host name', `${named}subarches = all_subarches if hostname == "alpha" else ()\n`, []],
	[
		'no all_subarches',
		`${lists}subarches = ("generic_64",)\n`,
		['all-subarches-unset'],
		`${lists}subarches = ("generic_64",)\nall_subarches = subarches\n`,
	],
	[
		'a subarch that is built here and not kept',
		`${named}subarches = ("generic_64", "corei7")\n`,
		['not-in-all'],
		`${lists}all_subarches = ("generic_64", "corei7")\nsubarches = ("generic_64", "corei7")\n`,
	],
	[
		'get_subarches names what is not kept',
		`${named}def get_subarches(hostname, release):\n\treturn ("generic_64", "corei7") if hostname == "alpha" else ("k6",)\n`,
		['not-in-all'],
	],
	['lists that are not read', `${named}all_builds = builds\n`, ['list-unread']],
	[
		'map_build of four parameters',
		`${named}def map_build(build, subarch, full, full_date):\n\treturn "full"\n`,
		['map-build-parameters', 'map-build-raises'],
		`${named}def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full"\n`,
	],
	['map_build of any parameters', `${named}def map_build(*last):\n\treturn "full"\n`, []],
	[
		'get_subarches without release',
		`${named}def get_subarches(hostname):\n\treturn all_subarches\n`,
		['get-subarches-parameters'],
	],
	['get_subarches of any parameters', `${named}def get_subarches(**asked):\n\treturn all_subarches\n`, []],
];

suite('since December 2020', () => {
	for (const [what, text, codes, mended] of files) {
		test(what, () => {
			const document = documentOf(text, path);
			const found = finish(buildbotDiagnosticsWork(document, context)).filter(
				({ code }) => !/^unknown-|^no-directory/.test(String(code)),
			);
			assert.deepEqual(found.map(({ code }) => code).sort(), [...codes].sort());
			if (mended === undefined) return;
			const first = found.filter(({ code }) => code === codes[0]);
			const [action] = finish(buildbotCodeActionsWork(document, first, context));
			assert.equal(action && applyAction(document, action), mended);
		});
	}
});
