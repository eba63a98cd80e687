/** Repository Health: the page as drawn, what its buttons lead to, and how it follows the disk. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { FrameLocator } from 'playwright-core';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';

const { open, sample: makeSample } = editorTests({ trusted: true });
let sample: SampleHome;
let workbench: Workbench;
let health: FrameLocator;

before(async () => {
	sample = await makeSample('home');
	workbench = await open(sample.home);
	await workbench.showMetro();
	await workbench.row('funtoo-current');
	await workbench.runCommand('Metro: Show Repository Health');
	health = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
});

test('the page says how the repository is, and what needs attention', async () => {
	await health.getByRole('heading', { level: 1, name: /subarch/ }).waitFor();
	await health.getByRole('heading', { name: 'Needs Attention' }).waitFor();
	const items = await health.locator('ul.attention li').allInnerTexts();
	assert.ok(
		items.some((text) => text.includes('core2_64')),
		items.join('\n'),
	);
	await health
		.getByRole('row', { name: /amd64-jaguar/ })
		.first()
		.waitFor();
	await health.locator('.timelines metro-list .mark').first().waitFor();
});

test('the filter restricts the subarches, and is kept when other things change', async () => {
	const name = health.getByRole('searchbox', { name: 'Name' });
	await name.fill('jaguar');
	const lines = health.locator('section.matrix .line:not(.head)');
	await eventually(
		'lines of the name alone',
		() => lines.allInnerTexts(),
		(texts) => texts.length > 0 && texts.every((text) => text.includes('jaguar')),
	);
	await name.focus();
	const failcount = join(sample.mirror, 'funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount');
	writeFileSync(failcount, '2');
	await health.locator('.matrix .vscode-badge', { hasText: '2 of 3' }).first().waitFor();
	assert.equal(await name.inputValue(), 'jaguar');
	assert.equal(await name.evaluate((input) => input === input.ownerDocument.activeElement), true);
	await health.getByRole('button', { name: 'Show All' }).click();
});

test('an item leads to the row of its subarch', async () => {
	const item = health.locator('ul.attention li', { hasText: 'core2_64' }).first();
	await item.getByRole('button', { name: /^Show in Tree/ }).click();
	await eventually(
		'the row',
		async () => (await workbench.rows()).map(({ label }) => label),
		(labels) => labels.includes('core2_64'),
	);
});

test('a reloaded window shows the page again', async () => {
	await workbench.runCommand('Developer: Reload Window');
	const page = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
	await page.getByRole('heading', { name: 'Needs Attention' }).waitFor({ timeout: 90_000 });
});
