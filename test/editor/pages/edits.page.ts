/** Edits of `.buildbot` from the tree and the palette: the comparison, the question, the file afterwards, and the rows that follow it. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';
import { talkIn } from '../support/talk.ts';

const { open, sample: makeSample } = editorTests({ trusted: true });
let sample: SampleHome;
let workbench: Workbench;
let file: string;

before(async () => {
	sample = await makeSample('home', 15);
	file = join(sample.home, '.buildbot');
	workbench = await open(sample.home);
	await workbench.showMetro();
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
});

const { question, answer, describedAs } = talkIn(() => workbench);

/** Empty while there is none. */
const text = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The names of the list that a line of the file begins. */
function namesIn(list: string): readonly string[] {
	const value = new RegExp(`^${list} = [^(]*\\(([^)]*)\\)`, 'm').exec(text())?.[1] ?? '';
	return [...value.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
}

function line(words: string): Locator {
	return workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: words });
}

/** Picks a line of the list that is shown, by what it says first. */
async function pick(words: string): Promise<void> {
	await workbench.page.locator('.quick-input-widget input').first().fill(words);
	await line(words).first().click();
}

function tab(title: string): Locator {
	return workbench.page.locator('.tabs-container .tab', { hasText: title });
}

/** Waits until the comparison and its question are there. */
async function isCompared(title: string): Promise<void> {
	await question(title).waitFor();
	await tab(title).waitFor();
	await workbench.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
}

async function accept(title: string): Promise<void> {
	await isCompared(title);
	await answer(title, 'Change .buildbot');
	await tab(title).waitFor({ state: 'hidden' });
}

test('Build Elsewhere, from the menu of a row: Escape changes nothing, Enter does it, and the row follows', async () => {
	const { page } = workbench;
	const title = 'Let other servers build core2_64';
	const before = text();
	const ask = async (): Promise<void> => {
		const row = await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
		await row.click({ button: 'right' });
		await workbench.pickInMenu('Build Elsewhere…');
		await isCompared(title);
	};
	await ask();
	// What was asked for comes first, with what it means in a line that is not cut.
	const first = page.locator('.quick-input-list .monaco-list-row').first();
	const label = await first.getAttribute('aria-label');
	assert.equal(
		label,
		'Change .buildbot, funtoo-current / x86-64bit, funtoo-current-hardened / x86-64bit, Its builds are still cleaned and listed.',
	);
	for (const part of await first
		.locator('.label-name, .label-description, .quick-input-list-label-meta')
		.all())
		assert.ok(await part.evaluate((one) => one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0));
	await page.keyboard.press('Escape');
	await tab(title).waitFor({ state: 'hidden' });
	assert.equal(text(), before);
	await ask();
	await page.keyboard.press('Enter');
	await workbench.notification('Changed .buildbot: Let other servers build core2_64.').waitFor();
	await tab(title).waitFor({ state: 'hidden' });
	await eventually(
		'the edited file',
		async () => text(),
		(now) => now !== before,
	);
	assert.ok(!namesIn('subarches').includes('core2_64'));
	assert.equal(namesIn('all_subarches').at(-1), 'core2_64');
	await describedAs('core2_64', /remote/);
});

test('Stop Building and Keeping: the name is in no list any more, and its row goes', async () => {
	await workbench.runCommand('Metro: Stop Building and Keeping…');
	await pick('core2_64');
	await accept('Stop building and keeping core2_64');
	await eventually(
		'a file without it',
		async () => text(),
		(now) => !now.includes('core2_64'),
	);
	await eventually(
		'no row',
		() => workbench.rows(),
		(rows) => rows.length > 3 && rows.every(({ label }) => label !== 'core2_64'),
	);
});

test('Manage Subarch: every name with its state, and each choice but that; a new name comes into the list', async () => {
	const { page } = workbench;
	await workbench.runCommand('Metro: Manage Subarch…');
	await line('generic_32').filter({ hasText: 'built here' }).waitFor();
	await pick('armv5te');
	await question('armv5te (subarch, built elsewhere)').waitFor();
	await line('Stop Building and Keeping').waitFor();
	await line('Build Here').waitFor();
	assert.equal(await line('Build Elsewhere').count(), 0);
	await page.keyboard.press('Escape');
	await workbench.runCommand('Metro: Manage Subarch…');
	await pick('amd64-k10');
	await line('Build Elsewhere').waitFor();
	assert.equal(await line('Stop Building and Keeping').count(), 0);
	await page.keyboard.press('Escape');
	await question('amd64-k10').waitFor({ state: 'hidden' });
	assert.ok(!text().includes('amd64-k10'));
	await workbench.runCommand('Metro: Manage Subarch…');
	await pick('amd64-k10');
	await line('Build Here').click();
	await accept('Build amd64-k10');
	await eventually(
		'the name',
		async () => namesIn('subarches'),
		(names) => names.some((name) => name.startsWith('amd64-k10')),
	);
	await describedAs(namesIn('subarches').at(-1) ?? '', /without a directory/);
});

test('Add Build or Arch: a typed arch that is only kept', async () => {
	await workbench.runCommand('Metro: Add Build or Arch…');
	await line('Type the Name of an Arch…').click();
	const input = workbench.page.locator('.quick-input-widget input:visible').first();
	const message = (words: string): Locator =>
		workbench.page.locator('.quick-input-message', { hasText: words });
	await message('for example x86-64bit').waitFor();
	await input.fill('riscv/64bit');
	await message('without spaces, slashes and quotes').waitFor();
	await input.fill('riscv-64bit');
	await message('for example x86-64bit').waitFor();
	await workbench.page.keyboard.press('Enter');
	await line('Build Elsewhere').click();
	await accept('Let other servers build riscv-64bit');
	await eventually(
		'the arch',
		async () => namesIn('all_arches'),
		(names) => names.at(-1) === 'riscv-64bit',
	);
	assert.ok(!namesIn('arches').includes('riscv-64bit'));
});

test('a file that has changed meanwhile, on disk or in the editor, is not edited', async () => {
	const title = 'Let other servers build i686';
	const ask = async (): Promise<void> => {
		await workbench.runCommand('Metro: Build Elsewhere…');
		await pick('i686');
		await isCompared(title);
	};
	const refused = workbench.notification(
		/\.buildbot has changed meanwhile, so nothing was edited: try again\./,
	);
	await ask();
	const onDisk = text().replace('"i686",', '"i686", # changed on disk');
	writeFileSync(file, onDisk);
	// The comparison shows the file, so it follows the disk.
	await workbench.page.locator('.view-line', { hasText: '# changed on disk' }).first().waitFor();
	await answer(title, 'Change .buildbot');
	await refused.first().waitFor();
	assert.equal(text(), onDisk);
	await workbench.runCommand('Notifications: Clear All Notifications');

	// The file is beside the comparison, where the question does not cover it.
	await workbench.openFile('.buildbot');
	await workbench.runCommand('View: Split Editor Right');
	await ask();
	const { page } = workbench;
	const beside = page.locator('.editor-group-container').first();
	await beside.locator('.view-line', { hasText: '"i686"' }).click();
	await page.keyboard.press('End');
	await page.keyboard.type(' typed');
	await beside.locator('.view-line', { hasText: 'typed' }).waitFor();
	await answer(title, 'Change .buildbot');
	await refused.first().waitFor();
	assert.equal(text(), onDisk);
	await workbench.runCommand('File: Revert File');
	await workbench.runCommand('View: Close All Editors');
	await workbench.runCommand('Notifications: Clear All Notifications');
});

test('a read-only file is named, and nothing is asked', async () => {
	const before = text();
	chmodSync(file, 0o444);
	try {
		await workbench.runCommand('Metro: Build Elsewhere…');
		await pick('i686');
		await workbench
			.notification(/\.buildbot is read-only, so nothing was edited\. Make it writable, then try again\./)
			.waitFor();
		assert.equal(await tab('Keep i686').count(), 0);
		assert.equal(text(), before);
	} finally {
		chmodSync(file, 0o644);
	}
});

test('a quote on an empty line of a list is closed', async () => {
	const { page } = workbench;
	await workbench.openFile('.buildbot');
	const at =
		text()
			.split('\n')
			.findIndex((one) => one.includes('"i686",')) + 1;
	// The editor closes no quote in a line that it has not looked at yet: it takes a moment after Enter.
	await eventually(
		'both quotes',
		async () => {
			await workbench.putCursor(at, 1);
			await page.keyboard.press('End');
			await page.keyboard.press('Enter');
			await page.waitForTimeout(1000);
			await page.keyboard.type('"x');
			await page.keyboard.press('Escape');
			const lines = await page.locator('.editor-instance .view-line').allInnerTexts();
			await workbench.runCommand('File: Revert File');
			return lines.map((one) => one.trim());
		},
		(lines) => lines.some((one) => /^"x"$/.test(one)),
	);
});

test('Create .buildbot from the Mirror names what lies there', async () => {
	await workbench.runCommand('View: Close All Editors');
	rmSync(file);
	await workbench.welcome().getByText('There is no .buildbot yet').waitFor();
	await workbench.runCommand('Metro: Create .buildbot from the Mirror');
	await question('Create ').waitFor();
	await answer(/Create .*\.buildbot/, 'Create');
	await eventually(
		'the file',
		async () => text(),
		(now) => now.includes('core2_64'),
	);
	assert.deepEqual([...namesIn('builds')].sort(), ['funtoo-current', 'funtoo-current-hardened']);
	await tab('.buildbot').waitFor();
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
});
