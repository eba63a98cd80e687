/** Repository Health: the page as drawn, what its buttons lead to, and how it follows the disk. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { FrameLocator } from 'playwright-core';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { axeIn, themes, violationText, webviewAddress } from '../support/axe.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';

const { open, sample: makeSample } = editorTests({ trusted: true });
let sample: SampleHome;
let workbench: Workbench;
let health: FrameLocator;

before(async () => {
	sample = await makeSample('home');
	mkdirSync(join(sample.home, '.vscode'));
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
	const item = health.locator('ul.attention li', { hasText: 'Out of rotation' }).first();
	await item.getByRole('button', { name: /^Show in Tree/ }).click();
	await eventually(
		'the row',
		async () => (await workbench.rows()).map(({ label }) => label),
		(labels) => labels.includes('core2_64'),
	);
});

/** What the page itself is told about the theme. */
const bodyClass = {
	'vs-dark': 'vscode-dark',
	vs: 'vscode-light',
	'hc-black': 'vscode-high-contrast',
	'hc-light': 'vscode-high-contrast-light',
} as const;

test('a button stays the one of its subarch, with the focus, while other items come and go', async () => {
	const focused = (): Promise<string | null> =>
		health
			.locator('body')
			.evaluate((body) => body.ownerDocument.activeElement?.getAttribute('aria-label') ?? null);
	const items = health.locator('ul.attention li');
	const failcount = join(sample.mirror, 'funtoo-current/x86-64bit/core2_64/.control/.failcount');
	const before = readFileSync(failcount);
	// An item of its own; the first one is about several subarches.
	const own = items.filter({ hasText: 'Out of rotation' });
	await own.first().waitFor();
	const last = health.locator('ul.attention .actions button').last();
	await last.focus();
	const label = await focused();
	assert.ok(label !== null && !label.includes('core2_64'), String(label));
	rmSync(failcount);
	await own.first().waitFor({ state: 'detached' });
	assert.equal(await focused(), label);
	writeFileSync(failcount, before);
	await own.first().waitFor();
	assert.equal(await focused(), label);
});

test('arrow keys go through the matrix, Enter shows the details, and Escape leads back', async () => {
	const cells = health.locator('section.matrix button.cell');
	const isFocused = (label: RegExp): Promise<void> =>
		eventually(
			`the focus on ${label}`,
			() =>
				health
					.locator('body')
					.evaluate((body) => body.ownerDocument.activeElement?.getAttribute('aria-label') ?? ''),
			(name) => label.test(name),
		).then(() => undefined);
	assert.equal(await health.locator('section.matrix button.cell[tabindex="0"]').count(), 1);
	await cells.first().focus();
	await workbench.page.keyboard.press('ArrowDown');
	await workbench.page.keyboard.press('ArrowDown');
	await isFocused(/generic_64, funtoo-current,/);
	await workbench.page.keyboard.press('ArrowRight');
	await isFocused(/generic_64, funtoo-current-hardened,/);
	await workbench.page.keyboard.press('ArrowLeft');
	await workbench.page.keyboard.press('Enter');
	const details = health.getByRole('complementary', { name: 'Details of generic_64' });
	await details.getByText('1 of 3').first().waitFor();
	await isFocused(/^Open Log: generic_64/);
	await workbench.page.keyboard.press('Escape');
	await details.waitFor({ state: 'detached' });
	await isFocused(/generic_64, funtoo-current,/);
});

test('the headings sort the matrix, and can be reached with the keyboard', async () => {
	const matrix = health.locator('section.matrix');
	const { keyboard } = workbench.page;
	const names = (): Promise<readonly string[]> => matrix.locator('.line:not(.head) strong').allInnerTexts();
	const asTheyCome = await names();
	await matrix.locator('button.cell').first().focus();
	await keyboard.press('Control+Home');
	await keyboard.press('ArrowRight');
	await keyboard.press('Enter');
	const heading = matrix.getByRole('columnheader', { name: 'funtoo-current', exact: true });
	await matrix.locator('[role="columnheader"][aria-sort="ascending"]').waitFor();
	assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
	await eventually('the build in progress first', names, ([first]) => first === 'corei7');
	await keyboard.press('Enter');
	await matrix.locator('[role="columnheader"][aria-sort="descending"]').waitFor();
	await keyboard.press('Enter');
	await eventually('the order of before', names, (now) => now.join() === asTheyCome.join());
});

test('a page whose tab comes to the front again is where it was', async () => {
	const place = (): Promise<number> =>
		health.locator('body').evaluate(({ ownerDocument }) => ownerDocument.defaultView?.scrollY ?? 0);
	await health.getByRole('heading', { name: 'Events' }).waitFor();
	await health.locator('body').evaluate(({ ownerDocument }) => ownerDocument.defaultView?.scrollTo(0, 700));
	await eventually('the scrolled page', place, (top) => top === 700);
	// The place is kept a moment later.
	await workbench.page.waitForTimeout(500);
	await workbench.openFile('.buildbot');
	await workbench.runCommand('View: Close Editor');
	await eventually('the place of before', place, (top) => top === 700);
	await health.locator('body').evaluate(({ ownerDocument }) => ownerDocument.defaultView?.scrollTo(0, 0));
});

test('each column of the matrix has one place, and all of them fit beside others', async () => {
	const { page } = workbench;
	await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
	const size = page.viewportSize();
	await page.setViewportSize({ width: 470, height: 900 });
	const rightEdges = (): Promise<readonly number[]> =>
		health
			.locator('section.matrix .line > :nth-child(3)')
			.evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().right)));
	// The page gets its width after the window.
	const width = await eventually(
		'a narrow page',
		() => health.locator('body').evaluate(({ ownerDocument }) => ownerDocument.defaultView?.innerWidth ?? 0),
		(now) => now > 0 && now < 430,
	);
	await eventually(
		'the second build in view, at the same place in each line',
		rightEdges,
		(rights) => new Set(rights).size === 1 && (rights[0] ?? width) < width,
	);
	if (size !== null) await page.setViewportSize(size);
	await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
});

test('the details lead to the line of .buildbot that names the subarch', async () => {
	await health.locator('section.matrix button.cell[aria-label*="core2_64, funtoo-current,"]').click();
	const details = health.getByRole('complementary', { name: 'Details of core2_64' });
	await details.getByRole('button', { name: /^Zap Failcount/ }).waitFor();
	// The state is said once.
	assert.match((await details.textContent()) ?? '', /out of rotation: its failcount has reached/);
	await details.getByRole('button', { name: /^Open .buildbot/ }).click();
	const lines = readFileSync(join(sample.home, '.buildbot'), 'utf8').split('\n');
	const line = lines.findIndex((text) => text.includes('core2_64')) + 1;
	await workbench.page.locator('.statusbar-item', { hasText: `Ln ${line}, ` }).waitFor();
	await workbench.runCommand('View: Close Editor');
	await details.getByRole('button', { name: 'Close' }).click();
});

test('a button about the repository is named by what it does, whatever it stands beside', async () => {
	await health.getByRole('button', { name: 'Review Clean', exact: true }).first().waitFor();
});

test('a chart is shown as a table, and saved as a picture', async () => {
	const lines = health.locator('section.timelines');
	await lines.getByRole('button', { name: 'Show Time Lines as a table' }).click();
	await lines
		.getByRole('cell', { name: /complete, not full/ })
		.first()
		.waitFor();
	await lines.getByRole('button', { name: 'Show Time Lines as a table' }).click();
	await lines.getByRole('button', { name: 'Save Time Lines as SVG…' }).click();
	const { page } = workbench;
	const named = page.locator('.quick-input-widget input');
	const file = join(sample.home, 'home-timelines.svg');
	await eventually(
		'the name of a file',
		() => named.inputValue(),
		(name) => name === file,
	);
	await page.keyboard.press('Enter');
	const saved = workbench.notification('Saved home-timelines.svg.');
	await saved.waitFor();
	assert.match(readFileSync(file, 'utf8'), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
	await saved.getByRole('button', { name: 'Open' }).click();
	await page.locator('.tabs-container .tab.active', { hasText: 'home-timelines' }).waitFor();
	await workbench.runCommand('View: Close Editor');
});

test('axe finds nothing wrong with the page, in any theme', async () => {
	await health.locator('section.matrix button.cell').first().click();
	await health.locator('aside.details').waitFor();
	const found: string[] = [];
	for (const [name, className] of themes) {
		writeFileSync(
			join(sample.home, '.vscode', 'settings.json'),
			JSON.stringify({ 'workbench.colorTheme': name }),
		);
		await workbench.page.locator(`.monaco-workbench.${className}`).waitFor();
		await health.locator(`body.${bodyClass[className]}`).waitFor();
		const runAxe = await axeIn(workbench.page, webviewAddress);
		found.push(...(await runAxe('main')).map((violation) => violationText(name, violation)));
	}
	assert.equal(found.join('\n'), '');
	await health.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
});
