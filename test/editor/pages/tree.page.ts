/** The Repository view, as it is drawn. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeSampleHome, type SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import { type Editor, startEditor } from '../support/editor.ts';
import type { Workbench } from '../support/workbench.ts';

let editor: Editor;
let sample: SampleHome;
let workbench: Workbench;

before(async () => {
	editor = await startEditor({ trusted: true });
	sample = await makeSampleHome(join(editor.place, 'home'), {
		now: new Date(),
		runner: process.pid,
		seconds: 3,
	});
	workbench = await editor.open(sample.home);
	await workbench.showMetro();
});

after(() => editor.stop());

test('x', async () => {
	await workbench.row('row1');
	console.log(await workbench.rows());
	await workbench.runCommand('Metro: Refresh');
	await workbench.openFile('.buildbot');
	await workbench.page.screenshot({ path: '/tmp/team/h4/shot.png' });
	assert.ok(true);
});
