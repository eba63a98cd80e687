import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flexdataCodeActions } from '../../../server/src/features/flexdata/codeActions.ts';
import { flexdataDiagnostics } from '../../../server/src/features/flexdata/diagnostics.ts';
import type { MetroVersion } from '../../../server/src/setup/configuration/configKeys.ts';
import { applyAction } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';
import { nowhere, sceneOf } from './support.ts';

test('a file without a set-up has the findings that need none, each with a link to its explanation', async () => {
	const diagnostics = await flexdataDiagnostics(documentOf('key:value\na: $[nobody]\n'), nowhere);
	assert.deepEqual(
		diagnostics.map(({ code, codeDescription }) => [code, codeDescription?.href]),
		[['ignored-line', 'file:///docs/diagnostics.md#ignored-line']],
	);
});

test('diagnostics are computed again once another version of Metro is known', async () => {
	const document = documentOf('files/epro_getarch: [\n]\n');
	const codes = async (version: MetroVersion): Promise<unknown[]> =>
		(await flexdataDiagnostics(document, { ...nowhere, version })).map(({ code }) => code);
	assert.deepEqual(await codes('2015-11'), []);
	assert.deepEqual(await codes('2019-10'), ['key-of-another-version']);
});

test('related places in other files are given with their lines', async () => {
	const { context, document } = await sceneOf(
		'//- /metro/etc/master.conf\n[collect ./x.conf]\na: 1\n//- /metro/etc/x.conf\n\n\na: 2\n',
	);
	const [duplicate] = (await flexdataDiagnostics(document, context)).filter(
		({ code }) => code === 'duplicate-key',
	);
	const [related] = duplicate?.relatedInformation ?? [];
	assert.equal(related?.location.uri, 'file:///metro/etc/x.conf');
	assert.equal(related?.location.range.start.line, 2);
});

test('where a run that is made stops, an error says so instead of a note', async () => {
	const scene = await sceneOf(
		[
			'//- /metro/etc/master.conf',
			'[collect ./builds/other.conf]',
			'[section multi]',
			'targets: stage3',
			'[section target]',
			'class: stage',
			'[section steps]',
			'unpack: [',
			'echo $[profile/release]',
			']',
			'[when target/build is other]',
			'profile/release: 1.4',
			'',
		].join('\n'),
	);
	const told = async (isPlanned: boolean): Promise<unknown[]> =>
		(await flexdataDiagnostics(scene.document, { ...scene.context, isPlanned }))
			.filter(({ range }) => range.start.line === 7)
			.map(({ code, severity }) => [code, severity]);
	assert.deepEqual(await told(true), [['run-stops', 1]]);
	assert.deepEqual(await told(false), [['needs-setting', 3]]);
});

test('files that are not collected are faded', async () => {
	const scene = await sceneOf('//- /metro/etc/master.conf\n//- /metro/etc/other.conf\na: 1\n');
	const found = await flexdataDiagnostics(scene.open('/metro/etc/other.conf'), scene.context);
	const faded = found.find(({ code }) => code === 'not-collected-here');
	assert.deepEqual(faded?.tags, [1]);
	assert.deepEqual(faded?.range.end, { line: 1, character: 0 });
});

test('a fix belongs to its diagnostic, and makes the file right', async () => {
	const document = documentOf('a: 1\nkey:value\n');
	const diagnostics = await flexdataDiagnostics(document, nowhere);
	const actions = await flexdataCodeActions(document, { start: 7, end: 7 }, diagnostics, nowhere);
	assert.deepEqual(
		actions.map((action) => [action.kind, action.diagnostics?.length, applyAction(document, action)]),
		[['quickfix', 1, 'a: 1\nkey: value\n']],
	);
});

test('an unambiguous mistake is fixed at once', async () => {
	const document = documentOf('\ufeffa: 1\n[section x]  # why\nb: 2');
	const actions = await flexdataCodeActions(document, { start: 30, end: 30 }, [], nowhere);
	const all = actions.find(({ kind }) => kind === 'source.fixAll.metro');
	assert.equal(all && applyAction(document, all), 'a: 1\n[section x] # why\nb: 2\n');
});

const switches: readonly [before: string, after: string][] = [
	['[section metro]\noptions/stage:\n', '[section metro]\noptions/stage: cache/package\n'],
	['[section metro]\noptions/stage: cache/package\n', '[section metro]\noptions/stage:\n'],
	['metro/options/stage: probe cache/package # why\n', 'metro/options/stage: probe # why\n'],
	['metro/options/stage: probe\n', 'metro/options/stage: probe cache/package\n'],
];

for (const [before, after] of switches) {
	test(`the cache switch makes ${JSON.stringify(after)}`, async () => {
		const document = documentOf(before);
		const offset = before.indexOf('stage');
		const actions = await flexdataCodeActions(document, { start: offset, end: offset }, [], nowhere);
		assert.equal(actions.length, 1);
		assert.equal(actions[0] && applyAction(document, actions[0]), after);
	});
}

test('other lines have no cache switch', async () => {
	const document = documentOf('metro/options/stage:\nother: x\n');
	assert.deepEqual(await flexdataCodeActions(document, { start: 25, end: 25 }, [], nowhere), []);
});
