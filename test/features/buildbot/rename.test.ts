/** Renaming in `.buildbot`: every use, no other name, and a reason where that is not certain. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isRefused } from '../../../server/src/base/refused.ts';
import { evaluateBuildbot, readBuildbot } from '../../../server/src/buildbot/index.ts';
import { buildbotPrepareRename, buildbotRename } from '../../../server/src/features/buildbot/rename.ts';
import { anySource } from '../../buildbot/anyEdits.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';

/** The text after the rename, or why it is refused. */
function renamed(text: string, offset: number, name: string): string {
	const document = documentOf(text, '/home/metro/.buildbot');
	const answer = buildbotRename(document, offset, name);
	if (answer === undefined) return 'nothing to rename';
	if (isRefused(answer)) return `refused: ${answer.reason}`;
	const edits = answer.changes?.[document.uri] ?? [];
	return TextDocument.applyEdits(TextDocument.create(document.uri, '', 1, text), edits);
}

suite('rename in .buildbot', () => {
	for (const [marked, name, expected] of [
		['na|mes = ("a",)\nbuilds = names\n', 'own', 'own = ("a",)\nbuilds = own\n'],
		['x = 1 # x\ny = "x" + f"{|x} x {x:>{x}}"\n', 'z', 'z = 1 # x\ny = "x" + f"{z} x {z:>{z}}"\n'],
		['x = 1\ndef f(x):\n\treturn |x\n', 'z', 'x = 1\ndef f(z):\n\treturn z\n'],
		['def |f(x):\n\treturn x\ny = f(1)\n', 'g', 'def g(x):\n\treturn x\ny = g(1)\n'],
		['x = 1\ndef f():\n\tglobal y, x\n\t|x = 2\n', 'z', 'z = 1\ndef f():\n\tglobal y, z\n\tz = 2\n'],
		[
			'def f():\n\tx = 1\n\tdef g():\n\t\tnonlocal x\n\t\t|x = 2\n\tg()\n\treturn x\nx = 3\n',
			'z',
			'def f():\n\tz = 1\n\tdef g():\n\t\tnonlocal z\n\t\tz = 2\n\tg()\n\treturn z\nx = 3\n',
		],
		['x = (1,)\ny = [|x for x in x]\n', 'z', 'x = (1,)\ny = [z for z in x]\n'],
		['|x = (1,)\ny = [x for x in x]\n', 'z', 'z = (1,)\ny = [x for x in z]\n'],
		['|x = 1\nf = lambda x=x: x\n', 'z', 'z = 1\nf = lambda x=z: x\n'],
		['for |b in ("a",):\n\tbuilds += (b,)\n', 'one', 'for one in ("a",):\n\tbuilds += (one,)\n'],
		['|x = 1\ny = dict(x=x).x\n', 'z', 'z = 1\ny = dict(x=z).x\n'],
		[
			'def map_build(b|uild, subarch, full, date):\n\treturn build\n',
			'one',
			'def map_build(one, subarch, full, date):\n\treturn one\n',
		],
		['if (|n := 2) > 1:\n\tkeep_num = n\n', 'm', 'if (m := 2) > 1:\n\tkeep_num = m\n'],
		['with open("x") as |f:\n\ty = f.read()\n', 'g', 'with open("x") as g:\n\ty = g.read()\n'],
		[
			'try:\n\tx = 1\nexcept ValueError as |e:\n\ty = e\n',
			'z',
			'try:\n\tx = 1\nexcept ValueError as z:\n\ty = z\n',
		],
		['x = f([|x for x in a] for x in b)\n', 'z', 'x = f([z for z in a] for x in b)\n'],
		['|x = 1\nx += 1\n', 'ü', 'ü = 1\nü += 1\n'],
	] as const) {
		test(`${JSON.stringify(marked)} to ${name}, and back`, () => {
			const { text, offset } = withCursor(marked);
			assert.equal(renamed(text, offset, name), expected);
		});
	}

	for (const [marked, reason] of [
		['bui|lds = ()\n', /^Metro reads builds by this name/],
		['def map_|build(*a):\n\treturn "full"\n', /^Metro reads map_build/],
		['x = le|n("a")\n', /^len is Python's own/],
		['x = |os.getcwd()\n', /^Metro's own program defines os/],
		['import re\nx = |re\n', /^re is imported/],
		['|x = 1\ndel x\n', /^x is deleted/],
		['|x = 1\ny = globals()["x"]\n', /^This file uses globals/],
		['|x = 1\nexec("x = 2")\n', /^This file uses exec/],
		['|x = 1\nfrom os import *\n', /^This file uses from os import \*/],
		['def f(|x):\n\treturn x\ny = f(x=1)\n', /^A call may pass x/],
		['def f(|x):\n\treturn x\ny = f(**{"x": 1})\n', /^A call may pass x/],
		['|x = 1\ny = f"{x=}"\n', /^An f-string writes the name x itself/],
		['|x = 1\nclass A:\n\tx = 2\n', /^Not all uses of x are known: .*"class"/],
		['async def f():\n\treturn f"{x}"\n|x = 1\n', /^Not all uses of x are known/],
		['|x = 1\ny = (\n', /^This file has a syntax error/],
		['builds = ("funtoo-|current",)\n', /have the name funtoo-current/],
		['def map_build(b, s, f, d):\n\tif b == "cur|rent": return "full"\n', /have the name current/],
		['def map_build(b, s, f, d):\n\treturn "full+doc|ker"\n', /have the name docker/],
		['def get_subarches(hostname, release):\n\treturn ("core|i7",)\n', /have the name corei7/],
	] as const) {
		test(`${JSON.stringify(marked)} is refused`, () => {
			const { text, offset } = withCursor(marked);
			const answer = buildbotPrepareRename(documentOf(text, '/home/metro/.buildbot'), offset);
			assert.ok(answer !== undefined && isRefused(answer), JSON.stringify(answer));
			assert.match(answer.reason, reason);
		});
	}

	for (const [marked, name, reason] of [
		['|x = 1\n', '1x', /is not a name/],
		['|x = 1\n', 'a b', /is not a name/],
		['|x = 1\n', 'ﬁ', /is not a name/],
		['|x = 1\n', 'class', /is a keyword/],
		['|x = 1\n', 'builds', /Metro would read builds/],
		['|x = 1\n', 'map_build', /Metro would read map_build/],
		['|x = 1\n', 'os', /Metro's own program defines os/],
		['|x = 1\n', 'len', /Python's own/],
		['|x = 1\ny = 2\n', 'y', /already the name/],
		['def f(|x, y):\n\treturn x + y\n', 'y', /already the name|not accept/],
		['|x = 1\ndef f(y):\n\treturn x + y\n', 'y', /already the name/],
		['y = 1\ndef f(|x):\n\treturn x\n', 'y', /already the name/],
		['|x = 1\nz = undefined_one\n', 'undefined_one', /already the name/],
	] as const) {
		test(`${JSON.stringify(marked)} to ${name} is refused`, () => {
			const { text, offset } = withCursor(marked);
			assert.match(renamed(text, offset, name), reason);
		});
	}

	test('a name that is renamed and renamed back is unchanged, and the file means the same in between', () => {
		let count = 0;
		const property = fc.property(anySource, (source) => {
			const { uses } = readBuildbot(source).outline;
			for (const { span } of uses.slice(0, 8)) {
				const once = renamed(source, span.start, 'other_name');
				if (/^(?:refused|nothing)/.test(once)) continue;
				const shift = readBuildbot(once).outline.uses;
				const index = uses.findIndex((use) => use.span.start === span.start);
				assert.equal(
					renamed(once, shift[index]?.span.start ?? 0, source.slice(span.start, span.end)),
					source,
				);
				assert.deepEqual(meaningOf(once), meaningOf(source), source);
				count += 1;
			}
		});
		fc.assert(property, { seed: 13, numRuns: 300 });
		assert.ok(count > 100, String(count));
	});
});

/** The values of the settings and some answers of `map_build`, without places. */
function meaningOf(text: string): unknown {
	const { settings, mapBuild } = evaluateBuildbot(readBuildbot(text));
	const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);
	const calls = [true, false].map((full) => mapBuild(['funtoo-current', 'corei7', full, null]));
	return {
		lists: [settings.builds, settings.arches, settings.subarches, settings.allSubarches].map(names),
		numbers: [settings.staleDays, settings.maxFailcount, settings.keepNum],
		answers: calls.map((call) => (call.kind === 'ok' ? [call.target, ...call.extras] : call.kind)),
	};
}
