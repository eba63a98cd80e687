/** The read-only documents of ours: rendered where they are Markdown, following what they show, and there again after a reload. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';

const { open, sample: makeSample } = editorTests({ trusted: true });
let sample: SampleHome;
let workbench: Workbench;

before(async () => {
	sample = await makeSample('home');
	workbench = await open(sample.home);
	await workbench.showMetro();
});

/** Waits until a page that can be seen has this text. */
async function rendered(text: string): Promise<void> {
	const frames = workbench.page.locator('iframe.webview');
	await eventually(
		`a page with ${text}`,
		async () => {
			const texts: string[] = [];
			for (const frame of await frames.all()) {
				if (!(await frame.isVisible())) continue;
				const body = frame.contentFrame().frameLocator('#active-frame').locator('body');
				texts.push(await body.innerText({ timeout: 2000 }).catch(() => ''));
			}
			return texts;
		},
		(texts) => texts.some((one) => one.includes(text)),
	);
}

function tab(name: string) {
	return workbench.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`);
}

function line(text: string) {
	return workbench.page.locator('.editor-instance .view-line', { hasText: text }).first();
}

test('the details of a subarch are rendered, with its actions above them and the source behind a button', async () => {
	const { page } = workbench;
	const row = await workbench.row('funtoo-current', 'x86-64bit', 'generic_64');
	await row.hover();
	await row.getByRole('button', { name: 'Show Details' }).click();
	await rendered('Failcount 1 of 3');
	// A second file would take the place of a tab that is only looked at.
	await tab('generic_64.md').dblclick();
	const actions = page.locator('.editor-actions');
	for (const name of [/^Build This/, /^Zap Failcount/, /^Open Log/])
		await actions.getByRole('button', { name }).waitFor();
	assert.equal(await actions.getByRole('button', { name: /^Release Lock/ }).count(), 0);
	await actions.getByRole('button', { name: /^Reopen as source/ }).click();
	await line('# generic_64').waitFor();
	assert.equal(await page.locator('.view-line', { hasText: sample.mirror }).count(), 0);
	await actions.getByRole('button', { name: /^Open as Preview/ }).click();
	await rendered('Failcount 1 of 3');
});

test('an action above the details is about their subarch', async () => {
	const { page } = workbench;
	await page
		.locator('.editor-actions')
		.getByRole('button', { name: /^Zap Failcount/ })
		.click();
	await workbench.notification('Zapped the failcount of generic_64').waitFor();
	await rendered('Failcount 0 of 3');
});

test('the preview of the rotation is rendered, and follows the typing', async () => {
	const { page } = workbench;
	await workbench.openFile('.buildbot');
	await workbench.runCommand('Metro: Preview Rotation');
	await rendered('Your changes');
	await tab('Rotation.md').dblclick();
	await tab('.buildbot').click();
	await workbench.putCursor(4, 1);
	await page.keyboard.type('x = (');
	await rendered('unknown');
	for (let typed = 0; typed < 5; typed++) await page.keyboard.press('Backspace');
	await rendered('same');
});

test('after a reload all are there again, or say how to get them', async () => {
	const { page } = workbench;
	await workbench.runCommand('Metro: Show Resolved Configuration');
	await line('metro/target').waitFor();
	await workbench.runCommand('Metro: Clean…');
	await rendered('Clean would remove');
	await workbench.runCommand('Metro: Show Script');
	await line('rm ').waitFor();
	await page.evaluate('globalThis.isOldPage = true');
	await workbench.runCommand('Developer: Reload Window');
	await eventually(
		'a new page',
		async () => page.evaluate('globalThis.isOldPage !== true').catch(() => false),
		(isNew) => isNew === true,
	);
	await page.locator('.monaco-workbench .activitybar').waitFor();
	await rendered('Preview of the Rotation');
	await tab('clean.sh').click();
	await line('To see it again, run "Metro: Clean…".').waitFor();
	await tab('Resolved Configuration.metro').click();
	await line('metro/target').waitFor();
	await tab('generic_64.md').click();
	await rendered('Failcount 0 of 3');
	assert.equal(
		await page
			.locator('.editor-actions')
			.getByRole('button', { name: /^Zap Failcount/ })
			.count(),
		0,
	);
});
