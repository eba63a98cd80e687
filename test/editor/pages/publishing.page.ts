/** Publish and Maintain Repository, as users see them: the question, the preview, and what is at the target. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, suite, test } from 'node:test';
import { programOnPath } from '../../../scripts/vscode/processes.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { talkIn } from '../support/talk.ts';

const skip = programOnPath(['rsync']) === undefined ? 'rsync is missing' : false;

suite('publishing', { skip }, () => {
	const { open, sample: makeSample } = editorTests({ trusted: true });
	let workbench: Workbench;
	let target: string;
	const { question, answer } = talkIn(() => workbench);

	before(async () => {
		const sample = await makeSample('home');
		target = join(dirname(sample.home), 'published');
		mkdirSync(target);
		appendFileSync(join(sample.home, '.metro'), `\n[section publish]\n\ntarget: ${target}\n`);
		workbench = await open(sample.home);
		await workbench.showMetro();
		await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	});

	test('Publish asks with numbers; its preview names what would be sent and what is left out', async () => {
		await workbench.runCommand('Metro: Publish');
		const asked = question(/Publish \d+ files/);
		await asked.locator('.monaco-list-row').nth(2).waitFor();
		await asked.locator('.label-name').getByText('Show What Would Be Sent', { exact: true }).click();
		const preview = workbench.page.locator('.monaco-editor .view-lines', { hasText: 'would be sent' });
		await preview.waitFor();
		await preview.getByText('Archives and other files', { exact: false }).first().waitFor();
		assert.deepEqual(readdirSync(target), []);
		await answer(/Publish \d+ files/, 'Publish');
		await workbench.notification('Published to').waitFor();
		assert.ok(existsSync(join(target, 'funtoo-current')));
	});

	test('Maintain Repository leaves an index that names what is not published', async () => {
		await workbench.runCommand('Metro: Maintain Repository');
		const asked = question('Maintain ');
		await asked.locator('.monaco-list-row').nth(2).waitFor();
		await answer('Maintain ', 'Maintain');
		await workbench.notification(/Maintained|Maintenance failed/).waitFor();
		assert.ok(!existsSync(join(target, 'index.xml')));
	});
});
