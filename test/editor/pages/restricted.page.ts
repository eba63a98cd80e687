/** Restricted Mode: everything can be seen, nothing is run or written, until the user trusts the folder. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';

const { open, sample: makeSample } = editorTests({ trusted: false });
let sample: SampleHome;
let workbench: Workbench;
let filesBefore: readonly string[];

function files(): string[] {
	return readdirSync(sample.home, { recursive: true, encoding: 'utf8' }).sort();
}

before(async () => {
	sample = await makeSample('home');
	filesBefore = files();
	workbench = await open(sample.home);
	await workbench.showMetro();
});

test('the repository is shown', async () => {
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	await eventually(
		'the badge of core2_64',
		() => workbench.rows(),
		(rows) => rows.some(({ label, badge }) => label === 'core2_64' && badge === '3'),
	);
});

test('the view says what Restricted Mode means', async () => {
	await workbench.page.getByText(/Restricted Mode: everything is shown; nothing is run/).waitFor();
});

test('commands that run or write are not offered, those that read are', async () => {
	assert.deepEqual(await workbench.offeredCommands('Metro: '), [
		'Metro: Choose Metro Home',
		'Metro: Clean…',
		'Metro: Compare Resolved Configurations',
		'Metro: Evaluate As…',
		'Metro: Filter Rows…',
		'Metro: Focus on Repository View',
		'Metro: Group and Sort Rows…',
		'Metro: Next Build',
		'Metro: Open .buildbot',
		'Metro: Open .metro',
		'Metro: Open Documentation',
		'Metro: Preview Rotation',
		'Metro: Preview index.xml',
		'Metro: Refresh',
		'Metro: Report Issue',
		'Metro: Restart Language Server',
		'Metro: Show Output',
		'Metro: Show Repository Health',
		'Metro: Show Resolved Configuration',
		'Metro: Try map_build…',
	]);
});

test('the Health page shows everything, and offers nothing that runs or writes', async () => {
	await workbench.runCommand('Metro: Show Repository Health');
	const health = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
	await health.getByText('nothing is run or written until you trust').waitFor();
	await health.locator('section.matrix button.cell[aria-label*="core2_64, funtoo-current,"]').click();
	await health
		.getByRole('complementary')
		.getByRole('button', { name: /^Open Log/ })
		.waitFor();
	const offered = await health
		.locator('.actions button')
		.evaluateAll((buttons) =>
			buttons.map((button) => button.getAttribute('aria-label')?.split(':')[0] ?? ''),
		);
	assert.deepEqual([...new Set(offered)].sort(), ['Explain', 'Open .buildbot', 'Open Log', 'Show in Tree']);
	assert.equal(await health.getByRole('button', { name: /^Save / }).count(), 0);
	await workbench.runCommand('View: Close All Editors');
});

test('Show Details, Preview index.xml and the review of Clean show everything, and offer nothing that writes', async () => {
	const row = await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	await row.hover();
	await row.getByRole('button', { name: 'Show Details' }).click();
	const details = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
	await details.getByRole('heading', { name: 'core2_64' }).waitFor();
	await details.getByText(/Out of rotation: its failcount has reached max_failcount/).waitFor();
	await workbench.runCommand('View: Close All Editors');
	await workbench.runCommand('Metro: Preview index.xml');
	const page = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
	await page.getByText('nothing is written until you trust this workspace').waitFor();
	await page.getByRole('row').filter({ hasText: 'corei7' }).first().waitFor();
	assert.equal(await page.getByRole('button', { name: 'Write index.xml' }).count(), 0);
	await workbench.runCommand('View: Close All Editors');
	await workbench.runCommand('Metro: Clean');
	await page.getByText('nothing is removed until you trust this workspace').waitFor();
	await page.getByRole('row').nth(1).waitFor();
	assert.equal(await page.getByRole('button', { name: /^Remove .*…/ }).count(), 0);
	await workbench.runCommand('View: Close All Editors');
});

test('a command that would run something says why it does not', async () => {
	await workbench.runCommand('Metro: Next Build');
	const answer = workbench.notification('Next: ');
	await answer.getByRole('button', { name: 'Run It' }).click();
	await workbench.notification('runs and writes nothing until you trust this workspace').waitFor();
	assert.equal(await workbench.page.locator('.terminal-wrapper').count(), 0);
});

test('the walkthrough ticks what there is to see, and no build that was not made', async () => {
	const { page } = workbench;
	await workbench.openWalkthrough();
	const step = (title: string) =>
		page.locator('.gettingStartedSlideDetails .getting-started-step', { hasText: title });
	await step('Build what is next').click();
	await page.locator('.gettingStartedSlideDetails').getByRole('button', { name: 'Run Next Build' }).click();
	await workbench.notification('runs and writes nothing until you trust this workspace').last().waitFor();
	const ticked = (title: string): Promise<number> =>
		step(title).locator('.codicon-getting-started-step-checked').count();
	// The walkthrough heeds what happens from now on.
	await workbench.runCommand('View: Show Explorer');
	await page.locator('.sidebar .explorer-folders-view').waitFor();
	await workbench.showMetro();
	await eventually(
		'a tick at the repository',
		() => ticked('See the repository'),
		(count) => count > 0,
	);
	assert.equal(await ticked('Build what is next'), 0);
	await workbench.runCommand('View: Close All Editors');
});

test('nothing was written', () => {
	assert.deepEqual(files(), filesBefore);
});

test('once the folder is trusted, everything is offered', async () => {
	await workbench.runCommand('Workspaces: Manage Workspace Trust');
	await workbench.page
		.locator('.workspace-trust-editor')
		.getByRole('button', { name: 'Trust', exact: true })
		.click();
	await workbench.page.getByText('You trust this folder').click();
	await workbench.page.keyboard.press('Escape');
	await workbench.page.locator('.workspace-trust-editor').waitFor({ state: 'hidden' });
	await eventually(
		'Run Next Build among the commands',
		() => workbench.offeredCommands('Metro: '),
		(commands) => commands.includes('Metro: Run Next Build') && commands.includes('Metro: Clean…'),
	);
});
