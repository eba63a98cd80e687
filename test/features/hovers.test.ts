/** What hovers say, kept word by word in test/golden/hovers. `|` is the cursor. */
import { suite, test } from 'node:test';
import { type Hover, MarkupContent } from 'vscode-languageserver-types';
import { neverAborted } from '../../server/src/base/abort.ts';
import { evaluationOf } from '../../server/src/features/buildbot/buildbotDocument.ts';
import { buildbotHover } from '../../server/src/features/buildbot/hover/hover.ts';
import type { DocumentView } from '../../server/src/features/documentView.ts';
import { flexdataHover } from '../../server/src/features/flexdata/hover/hover.ts';
import { type BuildbotContext, bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';
import { documentOf, withCursor } from '../support/cursor.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { scannedContext } from '../support/scannedContext.ts';
import { assertWholeText } from '../support/wholeText.ts';
import { masterScene } from './flexdata/support.ts';

/** By the name of the file that keeps the hover. */
const configuration: Readonly<Record<string, string>> = {
	'documented-key': '[section metro]\noptions/stage: cache/pa|ckage\n',
	'value-of-key': 'who: root\n[section path/mirror]\now|ner: $[who]\n',
	'reference-by-steps': 'a: $[|b]/end\nb: $[c] $[nobody:lax] $[target/build]\nc: deep\n',
	'conditional-key':
		'[when target/build is other]\na: 1\n[when target/build is current]\na: 2\n[when *]\nb: $[|a]\n',
	'no-condition-true': '[when target is other]\na: 1\n[when *]\nb: $[|a:lax]\n',
	'circular-reference': 'a|: $[b]\nb: $[a]\n',
	'mode-lax': 'a: $[|b:lax]\n',
	'mode-zap': 'a: $[|b:zap]\n',
	'section-of-metro': '[section path/mir|ror]\n',
	'annotation-section': '[sec|tion x]\n',
	'annotation-option': '[op|tion parse/lax]\n',
	'collect-that-is-not-collected': '[collect ./bui|lds/$[nobody]/build.conf]\n',
	'file-that-is-missing': 'b: << /no|ne\n',
};

const buildbot: Readonly<Record<string, string>> = {
	setting: 'subarches = ("i686",)\nall_|subarches = subarches + ("k6",)\n',
	subarch: 'subarches = ("amd64-|jaguar",)\n',
	'map-build': 'def map_|build(b, s, full, d):\n\tif full: return ("freshen", "openvz")\n\treturn d[0]\n',
	'map-build-by-name':
		'builds = ("a", "b")\nsubarches = ("x", "y|z", "w")\ndef map_|build(b, s, full, d):\n\tif b == "b" and s in ("yz", "other"): return "quick"\n\treturn "freshen" if full else ("full", "docker")\n'.replace(
			'y|z',
			'yz',
		),
	'map-build-without-end':
		'builds = ("a", "b")\ndef map_|build(b, s, full, d):\n\twhile b == "b": pass\n\twhile d: pass\n\treturn "full"\n',
	'map-build-of-failing-file': 'def map_|build(b, s, full, d): return "full"\nx = 1 / 0\n',
	'get-subarches':
		'builds = ("a|b", "c")\nall_subarches = ("x", "y")\ndef get_sub|arches(hostname, release):\n\tif release == "c": return hostname\n\treturn all_subarches\ndef map_build(a, b, c, d, e): return "full"\n'.replace(
			'a|b',
			'a|b'.replace('|', '\\x7c'),
		),
	'number-setting': 'stale_|days = 5\n',
	'number-setting-not-usable': 'stale_|days = "5"\n',
	'list-by-its-default': 'subarches = ("i686",)\nall_sub|arches = ()\n',
	'deleted-setting': 'builds = ("a",)\ndel bui|lds\n',
	'setting-of-failing-file': 'bui|lds = ("a",) + "b"\n',
	mode: 'def map_build(b, s, full, d):\n\treturn "fresh|en+docker"\n',
	'unknown-value': 'import os\nbui|lds = os.environ["B"]\n',
};

async function hoverIn(
	document: DocumentView,
	offset: number,
	context: BuildbotContext,
): Promise<Hover | undefined> {
	const editor = { uriOf: (path: string) => `file://${path}`, hasCommands: () => false };
	const moment = Date.parse('2015-02-20T12:00:00Z');
	const buildbot = evaluationOf(document, context);
	return buildbotHover({ document, buildbot, context, editor, moment }, offset, neverAborted);
}

function textOf(hover: Hover | undefined): string {
	return hover !== undefined && MarkupContent.is(hover.contents) ? `${hover.contents.value}\n` : '';
}

suite('hovers in configuration', () => {
	for (const [name, marked] of Object.entries(configuration)) {
		test(name, async (t) => {
			const { document, offset, context } = await masterScene(marked);
			const hover = await flexdataHover(document, offset, context);
			assertWholeText(t, textOf(hover), `test/golden/hovers/metro/${name}.md`);
		});
	}
});

/** Hovers that say what the repository holds. */
const scanned: Readonly<Record<string, string>> = {
	'subarch-in-use': 'subarches = ("core|2_64",)\n',
	'subarch-without-builds': 'subarches = ("i6|86",)\n',
	'unshipped-subarch': 'subarches = ("own|_64",)\n',
};

suite('hovers in .buildbot, with a repository', () => {
	const files = createMemoryFileSystem();
	for (const name of ['core2_64', 'own_64'])
		files.put(`/mirror/current/x86-64bit/${name}/2015-02-01/log`, '');
	files.putDirectory('/mirror/current/x86-64bit/i686');
	const listed = { builds: ['current'], arches: ['x86-64bit'], subarches: ['core2_64', 'own_64', 'i686'] };
	for (const [name, marked] of Object.entries(scanned)) {
		test(name, async (t) => {
			const { text, offset } = withCursor(marked);
			const document = documentOf(text, '/home/metro/.buildbot');
			const context = await scannedContext(files, listed);
			const hover = await hoverIn(document, offset, context);
			assertWholeText(t, textOf(hover), `test/golden/hovers/buildbot/${name}.md`);
		});
	}
});

suite('hovers in .buildbot', () => {
	for (const [name, marked] of Object.entries(buildbot)) {
		test(name, async (t) => {
			const { text, offset } = withCursor(marked);
			const document = documentOf(text, '/home/metro/.buildbot');
			const hover = await hoverIn(document, offset, bareContext);
			assertWholeText(t, textOf(hover), `test/golden/hovers/buildbot/${name}.md`);
		});
	}
});
