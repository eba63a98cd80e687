/** From configuration back to `.buildbot`: what a file or a word in it is called there. `‸` is the cursor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topOfFile } from '../../../server/src/features/convert.ts';
import {
	flexdataCodeLenses,
	flexdataResolveCodeLens,
} from '../../../server/src/features/flexdata/codeLenses.ts';
import { flexdataDefinition, flexdataReferences } from '../../../server/src/features/flexdata/navigation.ts';
import type { KindOfName } from '../../../server/src/setup/installation/namedFiles.ts';
import { sceneOf } from './support.ts';

/** The scene of one file, in which a place of `.buildbot` tells by its URI what was asked for. */
async function scene(path: string, text: string) {
	const { document, offset, context } = await sceneOf(`//- ${path}\n${text}`);
	const namedInBuildbot = async (names: readonly KindOfName[]) =>
		names.map(({ kind, name }) => ({ uri: `${kind} ${name}`, range: topOfFile }));
	return { document, offset, context: { ...context, namedInBuildbot } };
}

const cases: readonly (readonly [path: string, text: string, names: readonly string[]])[] = [
	['subarch/corei7.spec', '[section portage‸]\nCFLAGS: -O2\n', []],
	['subarch/corei7.spec', '‸[section portage]\nCFLAGS: -O2\n', ['subarches corei7']],
	['etc/builds/packages/subarches/raspi4.conf', 'a: b‸\n', ['subarches raspi4']],
	['etc/builds/packages/x86.conf', '# ‸\n', ['arches x86']],
	['etc/builds/current/build.conf', '‸[collect ../x.conf]\n', ['builds current']],
	['etc/multi-targets/freshen', '‸[section x]\n', ['modes freshen']],
	['targets/gentoo/docker.spec', 'a: ‸1\n', ['targets docker']],
	['etc/other.conf', 'a: ‸1\n', []],
	['subarch/corei7.spec', '[section target]\narch_desc: x86-‸64bit\n', ['arches x86-64bit']],
	['etc/other.conf', '[section target]\nsubarch: core‸i7\n', ['subarches corei7']],
	['etc/other.conf', '[section target]\nsubarch: $[‸x]\n', []],
	['etc/multi-targets/full', '[section multi]\ntargets: stage1 sta‸ge3\n', ['targets stage3']],
	['etc/other.conf', '[when target/build is curr‸ent]\na: 1\n', ['builds current']],
	['etc/other.conf', '[when target/build is other cu‸rrent]\na: 1\n', ['builds current']],
];

test('references where no key stands are those in .buildbot, of the word or of the file', async () => {
	for (const [path, text, names] of cases) {
		const { document, offset, context } = await scene(`/metro/${path}`, text);
		const found = await flexdataReferences(document, offset, true, context);
		assert.deepEqual(
			found.map(({ uri }) => uri).filter((uri) => !uri.startsWith('file:')),
			names,
			`${path}: ${text}`,
		);
	}
});

test('definition of a word that is a name leads to its file', async () => {
	const { document, offset, context } = await scene(
		'/metro/etc/other.conf',
		'[when target/build is curr‸ent]\na: 1\n',
	);
	const found = await flexdataDefinition(document, offset, context);
	assert.deepEqual(
		found.map(({ uri }) => uri),
		['file:///metro/etc/builds/current/build.conf'],
	);
});

test('a lens over a file counts the places in .buildbot that name it; without any there is none', async () => {
	const { document, context } = await scene('/metro/etc/builds/current/build.conf', 'a: 1‸\n');
	const titles = async (used: typeof context): Promise<readonly (string | undefined)[]> => {
		const lenses = await flexdataCodeLenses(document, used);
		const resolved = lenses.map((lens) => flexdataResolveCodeLens(document, lens, used));
		return (await Promise.all(resolved)).map(({ command }) => command?.title);
	};
	assert.equal((await titles(context))[0], 'Named in .buildbot once');
	const twice = (await context.namedInBuildbot([{ kind: 'builds', name: 'a' }])).concat(
		await context.namedInBuildbot([{ kind: 'builds', name: 'b' }]),
	);
	assert.equal(
		(await titles({ ...context, namedInBuildbot: async () => twice }))[0],
		'Named in .buildbot at 2 places',
	);
	assert.doesNotMatch((await titles({ ...context, namedInBuildbot: async () => [] }))[0] ?? '', /buildbot/);
});
