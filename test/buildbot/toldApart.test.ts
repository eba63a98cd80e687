/** Names that a `map_build` is said not to tell apart must have equal answers. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { evaluateBuildbot } from '../../server/src/buildbot/index.ts';

const names = ['k6', 'core', 'zz', 'a', ''];

const inMapBuild = (condition: string): string =>
	`def map_build(build, subarch, full, full_date):\n\tif ${condition}: return ""\n\treturn "full"\n`;

/** Each text, and whether the subarches are asked for by kinds. */
const cases: readonly (readonly [text: string, isByKinds: boolean])[] = [
	[inMapBuild('subarch == "zz"'), true],
	[inMapBuild('"b" != subarch != "zz"'), true],
	[inMapBuild('"b" == subarch == "zz" or "k" in subarch'), true],
	// One place in two comparisons, of which only one is with a literal.
	[inMapBuild('"k6" < subarch != "x"'), false],
	[inMapBuild('"k" not in subarch > "r"'), false],
	[inMapBuild('"a" == subarch == build'), false],
	[inMapBuild('subarch == subarch'), false],
	// The function of that name is another one.
	[
		'def make():\n\tdef map_build(build, subarch, full, full_date): return "full"\n\treturn lambda b, s, f, d: "" if s == "zz" else "full"\nmap_build = make()\n',
		false,
	],
];

suite('names that map_build tells apart', () => {
	for (const [text, isByKinds] of cases) {
		test(JSON.stringify(text), () => {
			const buildbot = evaluateBuildbot(text);
			const reads = buildbot.outline.mapBuildReads;
			const kindOf = reads?.get(1);
			const isRead = reads?.has(1) ?? true;
			assert.equal(isRead && kindOf !== undefined, isByKinds);
			const answers = new Map<string, string>();
			for (const name of names) {
				const kind = isRead ? (kindOf?.(name) ?? name) : '';
				const answer = buildbot.mapBuild(['a', name, true, '2015-02-08']);
				const said = answer.kind === 'ok' ? answer.target : answer.kind;
				assert.equal(said, answers.get(kind) ?? said, JSON.stringify(name));
				answers.set(kind, said);
			}
		});
	}
});
