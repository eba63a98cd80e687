/** Commands that ask before they act, as users see them: the question, the answer, and the result on disk. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { before, test } from 'node:test';
import type { FrameLocator, Locator } from 'playwright-core';
import { dateText } from '../../../scripts/sample/calendar.ts';
import { farm } from '../../../scripts/sample/farm.ts';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';
import { talkIn } from '../support/talk.ts';

const { open, sample: makeSample } = editorTests({ trusted: true });
let sample: SampleHome;
let workbench: Workbench;

before(async () => {
	// Long enough for a build to be seen in the tree on a busy machine.
	// Long enough to be seen in progress, on a busy machine too.
	sample = await makeSample('home', 15);
	workbench = await open(sample.home);
	await workbench.showMetro();
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
});

const { question, answer, press, describedAs } = talkIn(() => workbench);

const failing = farm.filter(({ failcount }) => failcount !== undefined);

function failcountFiles(remote: boolean): string[] {
	return failing
		.filter((each) => (each.remote === true) === remote)
		.map(({ build, arch, subarch }) => join(sample.mirror, build, arch, subarch, '.control', '.failcount'));
}

/** The review in front of the user. */
function review(): FrameLocator {
	return workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
}

/** What it removes, as paths. */
async function reviewedPaths(): Promise<string[]> {
	await workbench.page.locator('.tabs-container .tab.active', { hasText: 'Clean: home' }).waitFor();
	const lines = review()
		.getByRole('row')
		.filter({ has: review().getByRole('checkbox', { checked: true }) });
	await lines.first().waitFor();
	const places = await lines.getByRole('rowheader').allTextContents();
	return places.map((place) => join(sample.mirror, place.trim()));
}

function removeButton(): Locator {
	return review().getByRole('button', { name: /^Remove \d+/ });
}

test('Zap Failcounts asks first; Enter changes nothing', async () => {
	await workbench.runCommand('Metro: Zap Failcounts');
	const asked = question('Zap 4 failcounts in');
	await asked.waitFor();
	const lines = asked.locator('.monaco-list-row');
	await lines.nth(1).waitFor();
	const choices = await lines.evaluateAll((rows) => rows.map((row) => row.ariaLabel));
	// One way out, which is the one that is preselected.
	assert.deepEqual(choices, [
		'Keep Them',
		'Zap, 1 failcount from other servers is kept, Failed builds will be tried again; 1 subarch returns to the rotation.',
	]);
	await workbench.page.keyboard.press('Enter');
	await asked.waitFor({ state: 'hidden' });
	assert.ok(failcountFiles(false).every((path) => existsSync(path)));
});

test('Zap Failcounts: all that are built here are back in the rotation, and the tree shows it', async () => {
	await workbench.runCommand('Metro: Zap Failcounts');
	await answer('Zap 4 failcounts in', 'Zap');
	await workbench.notification('Zapped 4 failcounts').waitFor();
	assert.deepEqual(
		failcountFiles(false).filter((path) => existsSync(path)),
		[],
	);
	assert.ok(failcountFiles(true).every((path) => existsSync(path)));
	await eventually(
		'no badge at core2_64',
		() => workbench.rows(),
		(rows) => rows.some(({ label, badge }) => label === 'core2_64' && badge === ''),
	);
});

test('Next Build says which and why; Show in Tree selects it', async () => {
	await workbench.runCommand('Metro: Next Build');
	await workbench
		.notification(/Next: full build of funtoo-current \/ x86-64bit \/ amd64-k8\. It was never/)
		.waitFor();
	await press('Next: full build', 'Show in Tree');
	await workbench.page.locator('.sidebar .monaco-list-row.selected', { hasText: 'amd64-k8' }).waitFor();
});

test('a row has a menu with its actions', async () => {
	const file = join(sample.mirror, 'funtoo-current/x86-64bit/core2_64/.control/.failcount');
	writeFileSync(file, '1');
	const row = await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	// The badge reaches the editor separately; the menu belongs to the row.
	await eventually(
		'the badge, and the row behind it',
		() => workbench.rows(),
		(rows) =>
			rows.some(
				({ label, badge, accessibleLabel }) =>
					label === 'core2_64' && badge === '1' && /failed once/i.test(accessibleLabel),
			),
	);
	await row.click({ button: 'right' });
	const menu = workbench.page.locator('.monaco-menu');
	await menu.getByText('Build This').waitFor();
	await menu.getByText('Open Log').waitFor();
	await workbench.pickInMenu('Zap Failcount');
	await workbench.notification('Zapped the failcount of core2_64; it had not left the rotation.').waitFor();
	assert.equal(existsSync(file), false);
});

test('Run Next Build: in a terminal, shown in the tree, with its archive in the end', async () => {
	await workbench.runCommand('Metro: Run Next Build');
	await workbench.notification(/Building funtoo-current \/ x86-64bit \/ amd64-k8: full/).waitFor();
	await workbench.page.locator('.terminal-wrapper.active').waitFor();
	await describedAs('amd64-k8', /^building/);
	await workbench.notification(/Built funtoo-current \/ amd64-k8 in /).waitFor();
	await describedAs('amd64-k8', /^fresh, built today/);
	const folder = join(sample.mirror, 'funtoo-current/x86-64bit/amd64-k8', dateText(new Date(), 0));
	assert.ok(readdirSync(folder).some((name) => /^stage3-.*\.tar\.xz$/.test(name)));
	await workbench.runCommand('View: Toggle Panel Visibility');
});

test('Build This: a build that fails says so, and its failcount rises', async () => {
	const file = join(sample.home, '.metro');
	const good = readFileSync(file, 'utf8');
	writeFileSync(file, good.replace(/^fail:.*$/m, 'fail: yes'));
	const row = await workbench.row('funtoo-current', 'x86-64bit', 'amd64-jaguar');
	// The changed .metro redraws the tree, and a click at that very moment is lost.
	await eventually(
		'the question what to build',
		async () => {
			await row.hover();
			await row.getByRole('button', { name: 'Build This' }).click();
			const asked = question('what map_build asks for');
			return asked.waitFor({ timeout: 30_000 }).then(
				() => true,
				() => false,
			);
		},
		(started) => started,
	);
	await workbench.page.keyboard.press('Enter');
	await workbench.notification(/amd64-jaguar failed in stage3: debian-sources \(compile\), after/).waitFor();
	const failcount = join(sample.mirror, 'funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount');
	assert.equal(readFileSync(failcount, 'utf8').trim(), '1');
	await eventually(
		'the badge',
		() => workbench.rows(),
		(rows) => rows.some(({ label, badge }) => label === 'amd64-jaguar' && badge === '1'),
	);
	await describedAs('amd64-jaguar', /^failing: debian-sources \(compile\)/);
	await press('amd64-jaguar failed', `Open Log of ${dateText(new Date(), 0)}`);
	const { page } = workbench;
	const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: 'stage3.txt' }).first();
	await choice.click();
	await page
		.locator('.editor-instance .view-line', { hasText: 'ERROR: sys-kernel/debian-sources' })
		.waitFor();
	await page
		.locator('.codelens-decoration', { hasText: 'Go to First Error' })
		.first()
		.waitFor({ state: 'attached' });
	await workbench.runCommand('View: Close All Editors');
	await workbench.runCommand('Problems: Focus on Problems View');
	await page
		.locator('.markers-panel .monaco-list-row', {
			hasText: /debian-sources-3\.16\.2 failed in its compile phase/,
		})
		.first()
		.waitFor();
	writeFileSync(file, good);
	await workbench.runCommand('View: Toggle Panel Visibility');
});

test('Clean removes what was reviewed, and nothing else', async () => {
	await workbench.runCommand('Metro: Clean');
	const listed = await reviewedPaths();
	assert.ok(listed.length > 2 && listed.every((path) => existsSync(path)), listed.join('\n'));
	const all = await removeButton().innerText();
	const [kept, ...going] = listed;
	assert.ok(kept !== undefined);
	// The total follows what is held back.
	await review()
		.getByRole('checkbox', { name: `Remove ${relative(sample.mirror, kept)}`, exact: true })
		.click();
	await eventually(
		'the new total',
		() => removeButton().innerText(),
		(text) => text !== all,
	);
	assert.deepEqual(await reviewedPaths(), going);
	await review().getByRole('searchbox').fill(relative(sample.mirror, kept));
	await review().getByText(`1 of ${listed.length} shown`).waitFor();
	await review().getByRole('searchbox').fill('');
	const { builds } = /Remove (?<builds>\d+) build/.exec(await removeButton().innerText())?.groups ?? {};
	await removeButton().click();
	await question(new RegExp(`Remove ${builds} builds?(?: and \\d+ snapshots?)? \\([^)]+\\) from`)).waitFor();
	await answer(/It cannot be undone/, 'Remove');
	await eventually(
		'the end of the removal',
		async () => listed.filter((path) => existsSync(path)),
		(left) => left.length === 1,
	);
	assert.ok(existsSync(kept));
	assert.ok(
		failing.every(({ build, arch, subarch }) => existsSync(join(sample.mirror, build, arch, subarch))),
	);
	await workbench.notification(new RegExp(`Removed ${builds} build`)).waitFor();
	// The result stays, to be read later.
	await review()
		.getByRole('heading', { name: new RegExp(`Removed ${builds} build`) })
		.waitFor();
	assert.equal(await review().getByText('removed', { exact: true }).count(), going.length);
	assert.equal(await review().getByText('held back', { exact: true }).count(), 1);
	assert.equal(await removeButton().count(), 0, 'what is done is not offered again');
	// What was held back stays so in the next review.
	await review().getByRole('button', { name: 'Review Again' }).click();
	const again = review().getByRole('checkbox', {
		name: `Remove ${relative(sample.mirror, kept)}`,
		exact: true,
	});
	await again.waitFor();
	assert.equal(await again.getAttribute('aria-checked'), 'false');
	assert.equal(await removeButton().count(), 0);
	rmSync(kept, { recursive: true });
	await workbench.runCommand('View: Close All Editors');
});

test('Clean removes nothing if the repository changed after the review', async () => {
	const old = join(sample.mirror, 'funtoo-current/pure64/generic_64-pure64/2014-01-01');
	const lay = (path: string): void => {
		mkdirSync(path);
		writeFileSync(join(path, 'stage3-x.tar.xz'), '');
	};
	lay(old);
	await workbench.runCommand('Metro: Clean');
	await eventually('the old build in the plan', reviewedPaths, (paths) => paths.join() === old);
	const later = join(sample.mirror, 'funtoo-current/pure64/generic_64-pure64/2014-01-02');
	await removeButton().click();
	await question(/It cannot be undone/).waitFor();
	lay(later);
	await answer(/It cannot be undone/, 'Remove');
	await workbench.notification('The repository has changed since this list was made').first().waitFor();
	assert.ok(existsSync(old) && existsSync(later));
	await press('The repository has changed since this list was made', 'Review Again');
	await eventually('both in the new plan', reviewedPaths, (paths) => paths.length === 2);
	// Another Clean takes the same tab.
	rmSync(later, { recursive: true });
	await workbench.runCommand('Metro: Clean');
	await eventually('the plan of another Clean', reviewedPaths, (paths) => paths.join() === old);
	assert.equal(await workbench.page.locator('.tabs-container .tab', { hasText: 'Clean: home' }).count(), 1);
	rmSync(old, { recursive: true });
	await workbench.runCommand('View: Close All Editors');
});

test('Preview index.xml: what would be listed, what differs, and Write from there', async () => {
	const file = join(sample.mirror, 'index.xml');
	rmSync(file, { force: true });
	await workbench.runCommand('Metro: Preview index.xml');
	const page = review();
	await page.getByRole('heading', { name: 'index.xml is missing' }).waitFor();
	await page.getByRole('searchbox').fill('corei7 hardened');
	await page.getByRole('row').filter({ hasText: 'missing in the file' }).first().waitFor();
	assert.equal(existsSync(file), false);
	await page.getByRole('button', { name: 'Write index.xml' }).click();
	await page.getByRole('heading', { name: 'index.xml is up to date' }).waitFor();
	// It follows the file: whoever removes it, and Write from elsewhere.
	rmSync(file);
	await page.getByRole('heading', { name: 'index.xml is missing' }).waitFor();
	await workbench.runCommand('Metro: Write index.xml');
	await page.getByRole('heading', { name: 'index.xml is up to date' }).waitFor();
	const listed = readFileSync(file, 'utf8');
	writeFileSync(
		file,
		listed.replaceAll(/(stage3-corei7-funtoo-current-)\d{4}/g, (_, name: string) => `${name}1999`),
	);
	await page.getByRole('heading', { name: 'index.xml is out of date' }).waitFor();
	await page.getByRole('searchbox').fill('corei7');
	await page.getByRole('row').filter({ hasText: 'its archive is not there' }).first().waitFor();
	await workbench.runCommand('View: Close All Editors');
	writeFileSync(file, listed);
});

test('Create Directory: a subarch without one gets it, and is built like the others', async () => {
	const path = ['funtoo-current-hardened', 'x86-64bit', 'amd64-k8'] as const;
	const directory = join(sample.mirror, ...path);
	assert.equal(existsSync(directory), false);
	const row = await workbench.row(...path);
	await row.getByText('without a directory').waitFor();
	await row.hover();
	await row.getByRole('button', { name: 'Create Directory' }).click();
	await workbench
		.notification(/Created the directory of funtoo-current-hardened\/x86-64bit\/amd64-k8/)
		.waitFor();
	assert.ok(existsSync(directory));
	await (await workbench.row(...path)).getByText('never built').waitFor();
});

test('Create Directory: a repository that is not there is made where .metro names it, after a question', async () => {
	renameSync(sample.mirror, `${sample.mirror}.away`);
	await workbench.welcome().getByRole('button', { name: 'Create Directory…' }).click();
	await answer(`Create ${sample.mirror}?`, 'Create');
	await eventually(
		'the directory',
		async () => existsSync(sample.mirror),
		(made) => made,
	);
	await workbench
		.welcome()
		.getByText(/none of the directories/)
		.waitFor();
	rmSync(sample.mirror, { recursive: true });
	renameSync(`${sample.mirror}.away`, sample.mirror);
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
});

test('Create .buildbot asks, writes the example or what lies in the mirror, and opens it', async () => {
	const file = join(sample.home, '.buildbot');
	renameSync(file, `${file}.away`);
	await workbench.welcome().getByRole('button', { name: 'Create .buildbot', exact: true }).click();
	await answer('.buildbot?', 'Create');
	await workbench.page.locator('.tabs-container .tab.active', { hasText: '.buildbot' }).waitFor();
	assert.match(readFileSync(file, 'utf8'), /^builds = \(\n\t"funtoo-current",/);
	rmSync(file);
	await workbench.welcome().getByRole('button', { name: 'Create .buildbot from the Mirror' }).click();
	await answer('.buildbot?', 'Create');
	await eventually(
		'the names of what lies in the mirror',
		async () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
		(text) => text.includes('\t"core2_64",\n') && text.includes('return "full"'),
	);
	renameSync(`${file}.away`, file);
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
});

test('a set-up that cannot be used: the exact reason is in the view, and the place one click away', async () => {
	const file = join(sample.home, '.buildbot');
	const good = readFileSync(file);
	writeFileSync(file, 'builds = ("funtoo-current",)\narches = (\n');
	const trouble = workbench.page.locator('.sidebar .pane:has(.pane-header[aria-label*="Problems"])');
	await trouble.getByText(/\.buildbot line \d/).waitFor();
	await trouble.getByText('Open .buildbot at line').click();
	await workbench.page.locator('.tabs-container .tab.active', { hasText: '.buildbot' }).waitFor();
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	await workbench.page.getByText('Showing the last valid configuration').waitFor();
	await workbench.page
		.locator('.statusbar')
		.getByText(/Ln [23], Col/)
		.waitFor();
	await workbench.runCommand('View: Close All Editors');
	await workbench.page.locator('.statusbar').getByText('Metro: configuration problem').click();
	await workbench.page.locator('.tabs-container .tab.active', { hasText: '.buildbot' }).waitFor();
	writeFileSync(file, good);
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	await trouble.waitFor({ state: 'detached' });
});
