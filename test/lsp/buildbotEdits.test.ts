/** Edits of `.buildbot` over the protocol: what there is to choose from, the edit with its meaning, and a first file. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type EditWish, type RotationPreview, requests } from '../../server/src/protocol/index.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';

test('names are offered, edits are made of the text that was sent, and a first file names the mirror', async (t) => {
	const metro = await makeMetroHome(t);
	const { home } = metro;
	await metro.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await metro.build('funtoo-stable/x86-64bit/core2_64/2015-02-18');
	await metro.write('mirror/funtoo-current/x86-64bit/new/.control/.failcount', '0');
	await metro.write('mirror/funtoo-current/x86-64bit/notes/2015.txt', '');
	await metro.write('mirror/funtoo-current/snapshots/portage-2015-02-18.tar.xz', '');
	const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home, TZ: 'UTC' } });
	t.after(() => client.stop());
	const ask = <Answer>({ method }: { readonly method: string }, params: object): Promise<Answer> =>
		client.connection.sendRequest(method, params);

	const current = 'funtoo-current/x86-64bit';
	assert.deepEqual(await ask(requests.buildbotNames, { home, text: jaguar }), {
		local: ['amd64-jaguar', 'amd64-jaguar-pure64'],
		remote: [],
		more: [
			{ holds: 'builds', name: 'funtoo-stable', places: ['funtoo-stable/x86-64bit/core2_64'] },
			{ holds: 'subarches', name: 'new', places: [`${current}/new`] },
			{
				holds: 'subarches',
				name: 'core2_64',
				places: ['funtoo-stable/x86-64bit/core2_64'],
				arch: 'x86-64bit',
			},
		],
	});

	const edit = (wish: EditWish, text = jaguar): Promise<object> =>
		ask(requests.editBuildbot, { home, text, wish });
	const stop: EditWish = { holds: 'subarches', name: 'amd64-jaguar', to: 'nowhere' };
	const start = jaguar.indexOf('\t"amd64-jaguar",');
	assert.deepEqual(await edit(stop), {
		kind: 'edit',
		edits: [{ start, end: start + '\t"amd64-jaguar",\n'.length, text: '' }],
		text: jaguar.replace('\t"amd64-jaguar",\n', ''),
		places: 'funtoo-current / x86-64bit',
		effect: 'Its builds stay in the mirror, and Clean and index.xml no longer see them.',
		hosts: [],
	});
	assert.deepEqual(await edit(stop, `${jaguar}x = (\n`), {
		kind: 'refused',
		reason: "Line 10: SyntaxError: '(' was never closed: correct this first.",
		place: { path: join(home, '.buildbot'), line: 9, column: 4 },
	});
	for (const wrong of [{ ...stop, to: 'up' }, { ...stop, holds: 'stale_days' }, { ...stop, name: 3 }, null])
		assert.equal(await ask(requests.editBuildbot, { home, text: jaguar, wish: wrong }), null);
	assert.equal(await ask(requests.editBuildbot, { home: '/none', text: jaguar, wish: stop }), null);

	const preview = async (text: string): Promise<string> => {
		const { text: shown } = await ask<RotationPreview>(requests.previewRotation, { home, text });
		return shown;
	};
	assert.match(
		await preview(jaguar),
		/^# Preview of the Rotation\n\n## Next Builds\n\n\| Turn \| Your changes .*\n.*\n\| 1 .* same +\|\n/,
	);
	assert.match(
		await preview(`${jaguar}x = (\n`),
		/^- Your changes: unknown\. .*buildbot line 10: SyntaxError/m,
	);
	const added = jaguar.replace('"amd64-jaguar",', '"new",');
	assert.match(await preview(added), /^- funtoo-current\/x86-64bit\/new$/m);
	assert.equal(await ask(requests.previewRotation, { home }), null);

	await rm(join(home, '.buildbot'));
	await ask(requests.refresh, {});
	assert.match(await preview(jaguar), /^- Saved file: there is none yet\.\n\n## Next Builds\n\n\| Turn /m);
	const first = await ask<{ readonly text: string }>(requests.newBuildbot, { home });
	assert.match(first.text, /^builds = \(\n\t"funtoo-current",\n\t"funtoo-stable",\n\)\n/);
	assert.deepEqual(
		{ ...first, text: '' },
		{
			kind: 'new',
			path: join(home, '.buildbot'),
			text: '',
			builds: 2,
			arches: 1,
			subarches: 3,
		},
	);
	await rm(join(home, 'mirror/funtoo-current'), { recursive: true });
	await rm(join(home, 'mirror/funtoo-stable'), { recursive: true });
	assert.deepEqual(await ask(requests.newBuildbot, { home }), {
		kind: 'refused',
		reason: `No build lies in ${metro.mirror}: create the example .buildbot, and name the builds there.`,
	});
});
