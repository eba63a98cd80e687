/** Builds in progress as a user meets them: those of this window, which can be stopped, and those of others. */
import assert from 'node:assert/strict';
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { dateText } from '../../../scripts/sample/calendar.ts';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';
import { talkIn } from '../support/talk.ts';

const { open, sample: makeSample } = editorTests({
	trusted: true,
	// As text in the page, that it can be read.
	settings: { 'terminal.integrated.gpuAcceleration': 'off' },
});
let sample: SampleHome;
let workbench: Workbench;

const { question, answer, press, describedAs } = talkIn(() => workbench);

const ours = ['funtoo-current', 'x86-64bit', 'amd64-k8'] as const;
const theirs = ['funtoo-current', 'x86-64bit', 'corei7'] as const;

before(async () => {
	// Longer than the tests, so that no build ends on its own.
	sample = await makeSample('home', 3600);
	mkdirSync(join(sample.home, '.vscode'));
	const task = {
		label: 'build corei7',
		type: 'metro',
		task: 'build',
		subarch: join(sample.mirror, ...theirs),
	};
	writeFileSync(
		join(sample.home, '.vscode', 'tasks.json'),
		JSON.stringify({ version: '2.0.0', tasks: [{ ...task, problemMatcher: [] }] }),
	);
	workbench = await open(sample.home);
	await workbench.showMetro();
	await workbench.widenSidebar(120);
	await workbench.row(...ours);
});

function lock(path: readonly string[]): string {
	return join(sample.mirror, ...path, '.control', '.multi_progress');
}

async function hoveredRow(path: readonly string[]): Promise<Locator> {
	const row = await workbench.row(...path);
	await row.hover();
	return row;
}

/** Opens the log that the user picks, if there is a choice, and waits for its tab. */
async function logIsOpen(name: string): Promise<void> {
	const { page } = workbench;
	const tab = page.locator('.tabs-container .tab.active', { hasText: name });
	const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
	await tab.or(choice).first().waitFor();
	if (await choice.isVisible()) await page.keyboard.press('Enter');
	await tab.waitFor();
}

/** Presses ▷ and starts what map_build asks for, once the list shows the command. */
async function buildIt(): Promise<void> {
	await (await hoveredRow(ours)).getByRole('button', { name: 'Build This' }).click();
	const asked = question('what map_build asks for');
	await asked.getByText('target/subarch: amd64-k8').first().waitFor();
	await workbench.page.keyboard.press('Enter');
	await asked.waitFor({ state: 'hidden' });
}

test('Build This shows what map_build asks for and the exact command; other targets can be chosen', async () => {
	await (await hoveredRow(ours)).getByRole('button', { name: 'Build This' }).click();
	const { page } = workbench;
	const asked = question('what map_build asks for');
	await asked.getByText('target/subarch: amd64-k8').first().waitFor();
	await asked.getByRole('button', { name: 'Another Target or Extras…' }).click();
	const targets = page.locator('.quick-input-widget', { hasText: 'freshen' });
	await targets.locator('.monaco-list-row', { hasText: 'freshen' }).first().waitFor();
	// Each target once.
	assert.equal(await targets.locator('.monaco-list-row', { hasText: 'freshen' }).count(), 1);
	await targets.locator('.monaco-list-row', { hasText: 'freshen' }).click();
	await question('openvz').getByText('openvz', { exact: true }).click();
	await page.keyboard.press('Enter');
	await question('Copy Command').getByText('multi/extras: openvz').first().waitFor();
	await question('Copy Command').getByText('multi/mode: freshen').first().waitFor();
	await page.keyboard.press('Escape');
	await question('Copy Command').waitFor({ state: 'hidden' });
	assert.equal(existsSync(lock(ours)), false);
});

test('Build This says why nothing can be built, before a terminal opens', async () => {
	const program = join(sample.home, 'metro', 'metro');
	renameSync(program, `${program}.away`);
	await (await hoveredRow(ours)).getByRole('button', { name: 'Build This' }).click();
	const said = workbench.notification(
		/amd64-k8 cannot be built: .*metro\/metro, the program of Metro, is missing or cannot be run/,
	);
	await said.getByRole('button', { name: 'Open .metro' }).waitFor();
	assert.equal(await workbench.page.locator('.terminal-wrapper.active').count(), 0);
	renameSync(`${program}.away`, program);
	await workbench.runCommand('Notifications: Clear All Notifications');
});

test('two clicks on ▷ ask once and start one build', async () => {
	await (await hoveredRow(ours)).getByRole('button', { name: 'Build This' }).dblclick();
	const asked = question('what map_build asks for');
	await asked.getByText('target/subarch: amd64-k8').first().waitFor();
	await workbench.page.keyboard.press('Enter');
	await asked.waitFor({ state: 'hidden' });
	await describedAs('amd64-k8', /^building/);
	await workbench.page.locator('.terminal-wrapper.active').waitFor();
	assert.equal(await workbench.page.getByText('Select an instance to terminate').count(), 0);
	// The row shows the claim, which exists before Metro has started and locked the subarch.
	await eventually('the lock of the build', async () => existsSync(lock(ours)), Boolean);
});

test('a row that is being built offers Stop Build, Show Terminal and Open Log, and no second start', async () => {
	const row = await hoveredRow(ours);
	const { page } = workbench;
	await row.getByRole('button', { name: 'Stop Build' }).waitFor();
	assert.equal(await row.getByRole('button', { name: 'Build This' }).count(), 0);
	await page.keyboard.press('Escape');
	await workbench.runCommand('View: Toggle Panel Visibility');
	await page.locator('.terminal-wrapper.active').waitFor({ state: 'hidden' });
	await (await hoveredRow(ours)).getByRole('button', { name: 'Show Terminal' }).click();
	await page.locator('.terminal-wrapper.active').waitFor();
	await (await hoveredRow(ours)).getByRole('button', { name: 'Open Log' }).click();
	await logIsOpen('stage1.txt');
	const lines = page.locator('.editor-instance .view-line');
	await lines.filter({ hasText: 'nothing is compiled' }).first().waitFor();
	await page.locator('.codelens-decoration', { hasText: 'Open File' }).waitFor();
	// The document follows the log, and shows no escape sequence.
	const today = dateText(new Date(), 0);
	const log = join(sample.mirror, ...ours, today, 'log', 'stage1.txt');
	appendFileSync(log, '\x1b[31;01m * \x1b[0mfollowed by the test\n');
	const followed = lines.filter({ hasText: 'followed by the test' });
	await followed.waitFor();
	assert.equal((await followed.innerText()).replaceAll('\u00a0', ' '), ' * followed by the test');
	await workbench.runCommand('View: Close All Editors');
});

test('Stop Build asks; Enter keeps building', async () => {
	await (await hoveredRow(ours)).getByRole('button', { name: 'Stop Build' }).click();
	await question('Stop the build of amd64-k8 (funtoo-current)?').waitFor();
	await workbench.page.keyboard.press('Enter');
	await question('Stop the build').waitFor({ state: 'hidden' });
	assert.ok(existsSync(lock(ours)));
	await describedAs('amd64-k8', /^building/);
});

test('Stop Build ends the build: the tree shows it, the message and the terminal say so', async () => {
	// Without a row it is the only one that this window runs.
	await workbench.runCommand('Metro: Stop Build…');
	await answer('Stop the build of amd64-k8 (funtoo-current)?', 'Stop Build');
	await workbench.notification('Stopped the build of funtoo-current / amd64-k8.').waitFor();
	await describedAs('amd64-k8', /never built/);
	assert.equal(existsSync(lock(ours)), false);
	const said = await eventually(
		'the last words of the terminal',
		async () => {
			const rows = await workbench.page.locator('.terminal-wrapper.active .xterm-rows').allInnerTexts();
			// Where a line is broken depends on the lengths of paths.
			return rows.join('').replaceAll('\n', '').replaceAll('\u00a0', ' ');
		},
		(text) => /press any key/.test(text),
	);
	assert.match(said, / stays\. Another build of the same day continues there/);
	// The editor marks a task with such an end as one that was not successful.
	assert.match(said, /exit code: 130/);
	await workbench.page
		.locator('.single-terminal-tab', { hasText: 'amd64-k8' })
		.locator('.codicon-error')
		.waitFor();
	assert.equal(await workbench.notification('exit code').count(), 0);
	await press('Stopped the build of funtoo-current / amd64-k8.', `Open Log of ${dateText(new Date(), 0)}`);
	await logIsOpen('stage1.txt');
	await workbench.runCommand('View: Close All Editors');
});

test('Stop Build: the question closes when the build ends by itself, and nothing is stopped', async () => {
	await workbench.runCommand('Notifications: Clear All Notifications');
	await buildIt();
	await eventually('the lock of the build', async () => existsSync(lock(ours)), Boolean);
	await describedAs('amd64-k8', /^building/);
	await workbench.runCommand('Metro: Stop Build…');
	const asked = question('Stop the build of amd64-k8 (funtoo-current)?');
	await asked.waitFor();
	process.kill(Number(readFileSync(lock(ours), 'utf8')), 'SIGKILL');
	await asked.waitFor({ state: 'hidden' });
	await workbench.notification('had already ended: nothing was stopped').waitFor();
	await workbench.notification(/^.*[Bb]uild of funtoo-current \/ amd64-k8/).waitFor();
	assert.equal(await workbench.notification('Stopped the build').count(), 0);
	await workbench.runCommand('View: Close All Editors');
});

test('starting a build that another process runs is not a failure: a message says who runs it', async () => {
	const { page } = workbench;
	await page.keyboard.press('F1');
	const input = page.locator('.quick-input-widget input');
	await input.waitFor();
	await input.fill('task build corei7');
	await page.locator('.quick-input-list .monaco-list-row', { hasText: 'build corei7' }).first().waitFor();
	await page.keyboard.press('Enter');
	const said = workbench.notification(`corei7 is already being built by process ${process.pid} since`);
	await said.waitFor();
	await said.locator('.codicon-info').waitFor();
	await said.getByRole('button', { name: 'Open Log', exact: true }).waitFor();
	assert.ok(existsSync(lock(theirs)));
});

test('a build that another process runs offers Release Lock instead of Stop Build and Show Terminal', async () => {
	const row = await hoveredRow(theirs);
	await row.getByRole('button', { name: 'Release Lock' }).waitFor();
	await row.getByRole('button', { name: 'Open Log' }).waitFor();
	for (const name of ['Stop Build', 'Show Terminal'])
		assert.equal(await row.getByRole('button', { name }).count(), 0, name);
	await workbench.page.keyboard.press('Escape');
	assert.ok(existsSync(lock(theirs)));
});

test("Open Log of a failed build whose log is gone says so, and offers another one's by its date", async () => {
	const path = ['funtoo-current', 'x86-64bit', 'core2_64'] as const;
	for (const age of [3, 6, 9])
		rmSync(join(sample.mirror, ...path, dateText(new Date(), age)), { recursive: true });
	const left = readdirSync(join(sample.mirror, ...path))
		.filter((name) => /^\d{4}-/.test(name))
		.sort();
	await describedAs('core2_64', /13 days ago/);
	await (await hoveredRow(path)).click({ button: 'right' });
	const { page } = workbench;
	await workbench.pickInMenu('Open Log');
	await workbench
		.notification(/There is no log of the failed build of core2_64; Clean may have removed it/)
		.waitFor();
	assert.equal(await page.locator('.tabs-container .tab').count(), 0);
	await press('There is no log of the failed build', `Open Log of ${left.at(-1)}`);
	await logIsOpen('stage3.txt');
});

test('Release Lock says who holds the lock, and releases it after a question', async () => {
	const path = ['funtoo-current', 'x86-64bit', 'amd64-jaguar'] as const;
	writeFileSync(lock(path), 'another-machine:4711');
	await describedAs('amd64-jaguar', /building/);
	const { page } = workbench;
	const release = async (): Promise<void> => {
		await (await hoveredRow(path)).click({ button: 'right' });
		await workbench.pickInMenu('Release Lock…');
	};
	await release();
	await question('Release the lock of amd64-jaguar?')
		.getByText(/process 4711 of another-machine/)
		.waitFor();
	await page.keyboard.press('Enter');
	await question('Release the lock').waitFor({ state: 'hidden' });
	assert.ok(existsSync(lock(path)));
	await release();
	await answer('Release the lock of amd64-jaguar?', 'Release Lock');
	await workbench.notification('Released the lock of amd64-jaguar.').waitFor();
	assert.equal(existsSync(lock(path)), false);
});

test('Build This on several selected rows asks once and builds one after the other; Stop ends them all', async () => {
	const [first, second] = ['amd64-jaguar', 'generic_64'].map(
		(subarch) => ['funtoo-current', 'x86-64bit', subarch] as const,
	);
	assert.ok(first !== undefined && second !== undefined);
	await (await workbench.row(...first)).click();
	// The click opens the row, and those below it move.
	await workbench.row(...first, dateText(new Date(), 1));
	await (await workbench.row(...second)).click({ modifiers: ['ControlOrMeta'] });
	await (await hoveredRow(second)).click({ button: 'right' });
	await workbench.pickInMenu('Build This…');
	await question('one after the other?')
		.getByText(`${second.join('/')}: `)
		.waitFor();
	await answer('Build 2 subarches, one after the other?', 'Build');
	await describedAs('amd64-jaguar', /^building/);
	assert.equal(existsSync(lock(second)), false);
	await workbench.runCommand('Metro: Stop Build…');
	await answer('Stop the build of amd64-jaguar (funtoo-current)?', 'Stop Build');
	await workbench.notification(`those that waited for it are not built: ${second.join('/')}.`).waitFor();
	assert.equal(existsSync(lock(second)), false);
});

test('Show Terminal of a message shows the terminal of that build, whatever is in front', async () => {
	const { page } = workbench;
	await workbench.runCommand('Terminal: Create New Terminal');
	const front = page.locator('.tabs-list .monaco-list-row').filter({ has: page.locator('.is-active') });
	await front.filter({ hasNotText: 'amd64' }).waitFor();
	await press('Stopped the build of funtoo-current / amd64-jaguar.', 'Show Terminal');
	await front.filter({ hasText: 'amd64-jaguar' }).waitFor();
});
