/** Builds, arches, subarches, modes and targets in `.buildbot`: their places, their files and their directories. `|` is the cursor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverAborted } from '../../../server/src/base/abort.ts';
import { evaluationOf } from '../../../server/src/features/buildbot/buildbotDocument.ts';
import { buildbotLinks } from '../../../server/src/features/buildbot/names/links.ts';
import { buildbotDefinition, buildbotReferences } from '../../../server/src/features/buildbot/navigation.ts';
import type { BuildbotContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { configReader } from '../../../server/src/setup/configuration/configReader.ts';
import { readInstallation } from '../../../server/src/setup/installation/installation.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { scannedContext } from '../../support/scannedContext.ts';

const listed = { builds: ['current'], arches: ['x86-64bit'], subarches: ['corei7', 'raspi4', 'far'] };

/** An installation with a file of each kind, and a mirror with two subarches. */
async function context(): Promise<BuildbotContext> {
	const files = createMemoryFileSystem();
	for (const path of [
		'etc/builds/current/build.conf',
		'etc/builds/packages/x86-64bit.conf',
		'etc/builds/packages/subarches/raspi4.conf',
		'etc/multi-targets/full',
		'etc/multi-targets/freshen',
		'subarch/corei7.spec',
		'targets/gentoo/docker.spec',
		'targets/other/docker.spec',
		'targets/gentoo/full.spec',
	])
		files.put(`/metro/${path}`, '[section portage]\nCFLAGS: -O2\n');
	files.putLink('/metro/subarch/old.spec', 'corei7.spec');
	files.putDirectory('/mirror/current/x86-64bit/corei7');
	files.putDirectory('/mirror/current/x86-64bit/far');
	const installation = await readInstallation('/metro', files, configReader(files), neverAborted);
	return scannedContext(files, listed, installation);
}

const known = await context();

const text = `builds = ("current",)
arches = ("x86-64bit",)
subarches = ("corei7", "far") + tuple("raspi4 old".split())
all_subarches = subarches + ("x86-64bit",)
def get_subarches(hostname, release):
	if release == "current": return subarches + ("corei7",)
	return ("raspi4", "corei7")
def map_build(build, subarch, full, full_date):
	if subarch in ("corei7", "far"): return "full+docker"
	if build == "current": return ("freshen", "docker", "nothing")
	return {"raspi4": "quick"}.get(subarch, "full")
`;

const links = { uriOf: (path: string) => `file://${path}`, hasCommands: () => false };

/** Puts the cursor into the `nth` occurrence of a name. */
function marked(name: string, nth = 0): string {
	const parts = text.split(name);
	return `${parts.slice(0, nth + 1).join(name)}${name[0]}|${name.slice(1)}${parts.slice(nth + 1).join(name)}`;
}

function found(find: typeof buildbotDefinition, source: string): readonly string[] {
	const { text: plain, offset } = withCursor(source);
	const document = documentOf(plain, '/home/.buildbot');
	const all = find(document, evaluationOf(document, known), offset, known, links);
	return all.map(({ uri, range: { start, end } }) =>
		uri === document.uri ? `${start.line + 1}:${start.character}-${end.character}` : uri.slice(7),
	);
}

test('definition leads from a name to its files, and from a comparison to the lists as well', () => {
	const cases: readonly (readonly [name: string, nth: number, expected: readonly string[]])[] = [
		['current', 0, ['/metro/etc/builds/current/build.conf']],
		['current', 1, ['/metro/etc/builds/current/build.conf', '1:11-18']],
		['x86-64bit', 0, ['/metro/etc/builds/packages/x86-64bit.conf']],
		// An arch in a list of subarches is a subarch that has no file.
		['x86-64bit', 1, []],
		['corei7', 0, ['/metro/subarch/corei7.spec']],
		['corei7', 3, ['/metro/subarch/corei7.spec', '3:14-20']],
		['raspi4', 0, ['/metro/etc/builds/packages/subarches/raspi4.conf']],
		['raspi4', 1, ['/metro/etc/builds/packages/subarches/raspi4.conf', '3:39-45']],
		['old', 0, ['/metro/subarch/corei7.spec']],
		['far', 0, []],
		['docker', 0, ['/metro/targets/gentoo/docker.spec', '/metro/targets/other/docker.spec']],
		['docker', 1, ['/metro/targets/gentoo/docker.spec', '/metro/targets/other/docker.spec']],
		['freshen', 0, ['/metro/etc/multi-targets/freshen']],
		['nothing', 0, []],
	];
	for (const [name, nth, expected] of cases)
		assert.deepEqual(found(buildbotDefinition, marked(name, nth)), expected, `${name} ${nth}`);
	assert.deepEqual(found(buildbotDefinition, text.replace('"full"', '"fu|ll"')), [
		'/metro/etc/multi-targets/full',
		'/metro/targets/gentoo/full.spec',
	]);
});

test('references of a name are all places that mean the same, and no others', () => {
	const cases: readonly (readonly [name: string, nth: number, expected: readonly string[]])[] = [
		['current', 1, ['1:11-18', '6:16-23', '10:14-21']],
		['x86-64bit', 0, ['2:11-20']],
		['x86-64bit', 1, ['4:30-39']],
		['corei7', 0, ['3:14-20', '6:47-53', '7:20-26', '9:17-23']],
		['raspi4', 0, ['3:39-45', '7:10-16', '11:10-16']],
		['docker', 1, ['9:47-53', '10:44-50']],
	];
	for (const [name, nth, expected] of cases)
		assert.deepEqual(found(buildbotReferences, marked(name, nth)), expected, `${name} ${nth}`);
});

test('links lead to the file of a name, else to its directory', () => {
	const document = documentOf('subarches = ("corei7", "far", "new")\n', '/home/.buildbot');
	const buildbot = evaluationOf(document, known);
	const shown = (editor: typeof links) =>
		buildbotLinks(document, buildbot, known, editor).map(({ target, tooltip }) => [target, tooltip]);
	assert.deepEqual(shown(links), [
		['file:///metro/subarch/corei7.spec', 'subarch/corei7.spec'],
		['file:///mirror/current/x86-64bit/far', 'current/x86-64bit/far'],
	]);
	const answers = documentOf(
		'def map_build(build, subarch, full, full_date):\n\treturn "freshen+docker" if full else "full"\n',
		'/home/.buildbot',
	);
	assert.deepEqual(buildbotLinks(answers, evaluationOf(answers, known), known, links), []);
	const row = encodeURIComponent('["/home","current/x86-64bit/far"]');
	assert.equal(shown({ ...links, hasCommands: () => true })[1]?.[0], `command:metro.showInTree?${row}`);
});

test('names lead somewhere in unfinished text, and links are bounded', () => {
	assert.deepEqual(found(buildbotDefinition, 'subarches = ("core|i7",\n'), ['/metro/subarch/corei7.spec']);
	const document = documentOf(`subarches = (${'"corei7", '.repeat(3000)})\n`, '/home/.buildbot');
	assert.equal(buildbotLinks(document, evaluationOf(document, known), known, links).length, 2000);
});
