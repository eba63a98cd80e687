/** What is shown beside the text of `.buildbot` of the repository: hints behind lines, and lenses over settings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import { neverAborted } from '../../../server/src/base/abort.ts';
import { finish } from '../../../server/src/base/work.ts';
import { buildbotCodeLenses } from '../../../server/src/features/buildbot/beside/codeLenses.ts';
import { buildbotInlayHints } from '../../../server/src/features/buildbot/beside/inlayHints.ts';
import { evaluationOf } from '../../../server/src/features/buildbot/buildbotDocument.ts';
import { buildbotHover } from '../../../server/src/features/buildbot/hover/hover.ts';
import { tryMapBuildWork } from '../../../server/src/features/buildbot/tryMapBuild.ts';
import type { BuildbotContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { documentOf } from '../../support/cursor.ts';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { scannedContext } from '../../support/scannedContext.ts';

const moment = Date.parse('2015-02-20T12:00:00Z');
const mirror = '/mirror/funtoo-current';

/** Two arches: in one a subarch in each state, in the other two of them. */
async function context(): Promise<BuildbotContext> {
	const files = createMemoryFileSystem();
	const build = (path: string): void => {
		const [subarch = '', day = ''] = path.split('/').slice(-2);
		files.put(`${mirror}/${path}/status`, 'ok\n');
		files.put(`${mirror}/${path}/stage3-${subarch}-${day}.tar.xz`, 'x');
	};
	build('x86-64bit/corei7/2015-02-11');
	files.put(`${mirror}/x86-64bit/corei7/.control/.failcount`, '2');
	build('x86-64bit/core2_64/2015-02-19');
	build('x86-64bit/generic_64/2015-02-10');
	files.put(`${mirror}/x86-64bit/generic_64/.control/.failcount`, '3');
	files.putDirectory(`${mirror}/x86-64bit/amd64-k8/.control`);
	build('x86-64bit/far/2015-02-01');
	build('pure64/corei7/2015-02-20');
	return scannedContext(files, {
		builds: ['funtoo-current'],
		arches: ['x86-64bit', 'pure64'],
		subarches: ['corei7', 'core2_64', 'generic_64', 'amd64-k8', 'new'],
	});
}

const text = `builds = ("funtoo-current",)
arches = ("x86-64bit", "pure64")
subarches = (
	"corei7",
	"core2_64", # the fast one
	"generic_64", "amd64-k8",
	"new",
	"elsewhere",
)
all_subarches = subarches + ("far",)
other = ("corei7",)
def map_build(build, subarch, full, full_date):
	return "freshen" if full else "full+docker"
`;

function hints(source: string, beside: BuildbotContext, path = '/home/.buildbot'): readonly string[] {
	const document = documentOf(source, path);
	const found = buildbotInlayHints(document, { start: 0, end: source.length }, beside, moment);
	const lines = source.split('\n');
	return found.map(({ position: { line, character }, label }) => {
		assert.equal(character, lines[line]?.length);
		return `${line + 1}: ${String(label)}`;
	});
}

test('each line with names says behind it how they stand', async () => {
	const beside = await context();
	assert.deepEqual(hints(text, beside), [
		'1: 1 out of rotation · 1 failing · 1 never built',
		'2: x86-64bit: 1 out of rotation, 1 failing, 1 never built',
		'4: 1 of 2 failing · 2nd in line · oldest 9 days',
		'5: 1 day old',
		'6: generic_64: out of rotation, 10 days old · amd64-k8: never built, next',
		'7: no directory',
	]);
});

test('a tooltip has a line for each subarch of the name', async () => {
	const [hint] = buildbotInlayHints(
		documentOf(text, '/home/.buildbot'),
		{ start: 60, end: 85 },
		await context(),
		moment,
	);
	assert.deepEqual(hint?.tooltip, {
		kind: 'markdown',
		value: [
			'- corei7 in funtoo-current, x86-64bit: failed 2 of 3 times, 9 days old, 2nd in line',
			'- corei7 in funtoo-current, pure64: built today',
		].join('\n'),
	});
});

test('a subarch that another build has a directory of still lacks its own', async () => {
	const files = createMemoryFileSystem();
	files.put('/mirror/one/x86/k8/2015-02-19/status', 'ok\n');
	files.put('/mirror/one/x86/k8/2015-02-19/stage3-k8.tar.xz', 'x');
	files.putDirectory('/mirror/two/x86');
	const source = 'subarches = ("k8",)\n';
	const builds = ['one', 'two'];
	const beside = await scannedContext(files, { builds, arches: ['x86'], subarches: ['k8'] });
	assert.deepEqual(hints(source, beside), ['1: 1 day old · no directory in 1 build']);
	const document = documentOf(source, '/home/.buildbot');
	const [hint] = buildbotInlayHints(document, { start: 0, end: source.length }, beside, moment);
	assert.deepEqual(hint?.tooltip, {
		kind: 'markdown',
		value: '- k8 in one, x86: 1 day old\n- k8 in two: no directory',
	});
	const scene = {
		document,
		buildbot: evaluationOf(document, beside),
		context: beside,
		editor: { uriOf: String, hasCommands: () => false },
		moment,
	};
	const hover = await buildbotHover(scene, source.indexOf('k8'), neverAborted);
	const said = hover !== undefined && MarkupContent.is(hover.contents) ? hover.contents.value : '';
	assert.match(said, /No directory in two: Metro does not build it there before somebody creates one\./);
});

test('unfinished text has hints and lenses, and another file has none', async () => {
	const beside = await context();
	assert.deepEqual(hints('subarches = ("core2_64",\n', beside), ['1: 1 day old']);
	assert.deepEqual(hints(text, beside, '/other/.buildbot'), []);
	assert.deepEqual(hints(text, { ...beside, scanned: undefined } as never), []);
});

function lenses(source: string, beside: BuildbotContext): readonly string[] {
	const document = documentOf(source, '/home/.buildbot');
	return buildbotCodeLenses(document, evaluationOf(document, beside), beside, moment).map(
		({ range, command }) => `${range.start.line + 1}: ${command?.title} (${command?.command})`,
	);
}

test('lenses tell how all subarches stand, which is next, and what map_build answers', async () => {
	const beside = await context();
	const standing = '5 subarches: 5 local, 1 out of rotation, 1 failing, 1 never built (metro.showHealth)';
	const next = 'Next Build: amd64-k8 (metro.nextBuild)';
	assert.deepEqual(lenses(text, beside), [
		`3: ${standing}`,
		`3: ${next}`,
		'12: For corei7: freshen after a full build, full + docker after one that was not full, full + docker as the first build (metro.tryMapBuild)',
		'12: Try map_build… (metro.tryMapBuild)',
	]);
	assert.deepEqual(lenses('subarches = (\n', beside), [`1: ${standing}`, `1: ${next}`]);
	assert.deepEqual(lenses('subarches = ()\ndef map_build(a, b, c, d):\n\treturn (\n', beside), [
		`1: ${standing}`,
		`1: ${next}`,
		'2: map_build: unknown while the file cannot be evaluated (metro.tryMapBuild)',
		'2: Try map_build… (metro.tryMapBuild)',
	]);
});

test('where get_subarches names the subarches, those of the repository are asked about', async () => {
	const beside = { ...(await context()), ownRules: { isLater: true, hostName: 'here' } };
	const later = `builds = ("funtoo-current",)
arches = ("x86-64bit",)
def get_subarches(hostname, release):
	return ("core2_64",)
def map_build(build, arch, subarch, full, full_date):
	return "freshen" if full else "full"
`;
	assert.deepEqual(
		lenses(later, beside).map((line) => line.replace(/\(.*/, '').trim()),
		[
			'3: 5 subarches: 5 local, 1 out of rotation, 1 failing, 1 never built',
			'3: Next Build: amd64-k8',
			'5: For corei7: freshen after a full build, full after one that was not full, full as the first build',
			'5: Try map_build…',
		],
	);
	const document = documentOf(later, '/home/.buildbot');
	const { subarches, takesArch } = finish(tryMapBuildWork(document, beside, undefined));
	assert.equal(takesArch, true);
	assert.ok(subarches.includes('corei7') && subarches.includes('core2_64'));
});
