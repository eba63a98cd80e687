/** Hovers on names in the `.buildbot` of a set-up whose mirror and installation have been read. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import { neverAborted } from '../../../server/src/base/abort.ts';
import { evaluationOf } from '../../../server/src/features/buildbot/buildbotDocument.ts';
import { buildbotHover } from '../../../server/src/features/buildbot/hover/hover.ts';
import type { FarmHost } from '../../../server/src/repository/index.ts';
import type { BuildbotContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { configReader } from '../../../server/src/setup/configuration/configReader.ts';
import { readInstallation } from '../../../server/src/setup/installation/installation.ts';
import { documentOf } from '../../support/cursor.ts';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { scannedContext } from '../../support/scannedContext.ts';
import { assertWholeText } from '../../support/wholeText.ts';

const mirror = '/mirror/current';
const listed = {
	builds: ['current'],
	arches: ['x86-64bit', 'pure64'],
	subarches: ['corei7', 'fresh', 'never', 'broken', 'ev*l(x)|[y]', 'new'],
};

/** A mirror with a subarch in each state, and an installation with a file of some names. */
async function context(): Promise<BuildbotContext> {
	const files = createMemoryFileSystem();
	const build = (path: string, isFull = false): void => {
		const [subarch = '', day = ''] = path.split('/').slice(-2);
		files.put(`${mirror}/${path}/status`, 'ok\n');
		files.put(`${mirror}/${path}/stage3-${subarch}-${day}.tar.xz`, 'x');
		if (isFull) files.put(`${mirror}/${path}/stage1-${subarch}-${day}.tar.xz`, 'x');
	};
	build('x86-64bit/corei7/2015-01-20', true);
	for (const day of ['2015-02-08', '2015-02-09', '2015-02-11']) build(`x86-64bit/corei7/${day}`);
	files.putDirectory(`${mirror}/x86-64bit/corei7/2015-02-12`);
	files.put(`${mirror}/x86-64bit/corei7/.control/.failcount`, '2');
	build('pure64/corei7/2015-02-20', true);
	build('x86-64bit/fresh/2015-02-19', true);
	files.putDirectory(`${mirror}/x86-64bit/never/.control`);
	files.put(`${mirror}/x86-64bit/broken/.control/.failcount`, 'many');
	build('x86-64bit/ev*l(x)|[y]/2015-02-19');
	for (const path of [
		'etc/builds/current/build.conf',
		'etc/builds/packages/pure64.conf',
		'etc/multi-targets/full',
		'subarch/corei7.spec',
		'targets/gentoo/docker.spec',
	])
		files.put(`/metro/${path}`, '[section portage]\nCFLAGS: -O2\n');
	const installation = await readInstallation('/metro', files, configReader(files), neverAborted);
	return scannedContext(files, listed, installation);
}

const known = await context();

/** The same by the rules since December 2020, on three hosts: this one, one that builds something else, and one of which that is unknown. */
const later: BuildbotContext = (() => {
	const { scanned } = known;
	if (scanned === undefined) throw new Error('the context has a scan');
	const share = { host: 'beta', subarches: new Map([['current', ['fresh']]]), unknown: undefined };
	const farm: readonly FarmHost[] = [
		{ name: 'alpha', knownBy: ['this'], work: { kind: 'unknown', reason: 'not asked' } },
		{
			name: 'beta',
			knownBy: ['buildbot'],
			work: {
				kind: 'known',
				policy: { ...scanned.policy, share },
				askMapBuild: async ({ full }) => ({
					kind: 'target',
					target: full ? 'freshen' : 'full',
					extras: ['a|b'],
				}),
			},
		},
		{ name: 'gamma', knownBy: ['lock'], work: { kind: 'unknown', reason: 'its file is *broken*' } },
	];
	return { ...known, ownRules: { isLater: true, hostName: 'alpha' }, scanned: { ...scanned, farm } };
})();

/** The same before the mirror could be read. */
const unread: BuildbotContext = (() => {
	const { scanned: _, ...rest } = known;
	return { ...rest, whyUnscanned: '/home/.metro line 3: path/mirror is not set.' };
})();

const laterText = `builds = ("current", "next")
arches = ("x86-64bit",)
all_subarches = ("corei7", "fresh")
def get_subarches(hostname, release):
	return all_subarches if hostname == "alpha" and release == "current" else ()
def map_build(build, arch, subarch, full, full_date):
	return "full"
`;

const text = `builds = ("current",)
arches = ("x86-64bit", "pure64")
subarches = ("corei7", "fresh", "never", "broken", "ev*l(x)|[y]", "new", "typed")
def map_build(build, subarch, full, full_date):
	if subarch == "corei7" and full: return "freshen+docker"
	return "full" if full_date else "nothing"
`;

test('a map_build that depends on the clock or on chance cannot be foreseen', async () => {
	for (const [module, call] of [
		['time', 'time.time() % 2'],
		['random', 'random.random() > 0.5'],
		['datetime', 'datetime.date.today().day == 1'],
	]) {
		const source = `import ${module}\nbuilds = ("current",)\narches = ("x86-64bit",)\nsubarches = ("fresh",)\ndef map_build(build, subarch, full, full_date):\n\treturn "full" if ${call} else "freshen"\n`;
		const document = documentOf(source, '/home/.buildbot');
		const buildbot = evaluationOf(document, known);
		const editor = { uriOf: String, hasCommands: () => false };
		const scene = { document, buildbot, context: known, editor, moment: Date.parse('2015-02-20T12:00:00Z') };
		for (const name of ['fresh', 'map_build']) {
			const hover = await buildbotHover(scene, source.indexOf(name), neverAborted);
			const shown = hover !== undefined && MarkupContent.is(hover.contents) ? hover.contents.value : '';
			assert.match(shown, new RegExp(`cannot be foreseen: depends on ${module}\\.`), `${module} ${name}`);
			if (name === 'fresh') assert.doesNotMatch(shown, /answers: (?:full|freshen)/);
		}
	}
});

suite('hovers on names, with a repository and an installation', () => {
	const names: Readonly<Record<string, string>> = {
		'name-of-build': 'current',
		'name-of-arch': 'pure64',
		'subarch-that-fails': 'corei7',
		'subarch-that-is-fresh': 'fresh',
		'subarch-never-built': 'never',
		'subarch-unreadable': 'broken',
		'subarch-with-a-name-to-escape': 'ev*l(x)|[y]',
		'subarch-without-directory': 'new',
		'subarch-not-saved': 'typed',
		'mode-without-file': 'freshen',
		'target-with-file': 'docker',
	};
	const hosts = { 'map-build-on-hosts': 'map_build', 'get-subarches-on-hosts': 'get_subarches' };
	const cases = [
		...Object.entries(names).map(([golden, name]) => [golden, name, text, known] as const),
		['subarch-not-scanned', 'corei7', text, unread] as const,
		...Object.entries(hosts).map(([golden, name]) => [golden, name, laterText, later] as const),
	];
	for (const [golden, name, source, beside] of cases) {
		test(golden, async (t) => {
			const document = documentOf(source, '/home/.buildbot');
			const buildbot = evaluationOf(document, beside);
			const editor = {
				uriOf: (path: string) => `file://${path}`,
				hasCommands: () => golden === 'subarch-that-is-fresh',
			};
			const moment = Date.parse('2015-02-20T12:00:00Z');
			const scene = { document, buildbot, context: beside, editor, moment };
			const hover = await buildbotHover(scene, source.indexOf(name), neverAborted);
			const shown = hover !== undefined && MarkupContent.is(hover.contents) ? hover.contents.value : '';
			assertWholeText(t, `${shown}\n`, `test/golden/hovers/buildbot/${golden}.md`);
		});
	}
});
