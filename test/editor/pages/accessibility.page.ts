/** What axe finds in our parts of the window, in each kind of theme. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { axeIn, themes, type Violation, violationText, webviewAddress } from '../support/axe.ts';
import { editorTests } from '../support/editorTests.ts';
import { talkIn } from '../support/talk.ts';

const { open, sample: makeSample } = editorTests({ trusted: true });
let sample: SampleHome;
let workbench: Workbench;
let runAxe: (selector: string) => Promise<readonly Violation[]>;

const { describedAs } = talkIn(() => workbench);

const repository = '.part.sidebar .pane:has(.pane-header[aria-label*="Repository"])';
const problems = '.part.sidebar .pane:has(.pane-header[aria-label*="Problems"])';

/** Violations that come from the editor itself, by part of the page; the tests check the names themselves. */
const editorsOwn: ReadonlyMap<string, readonly string[]> = new Map([
	// Label and description are two texts with no blank between them.
	['tree', ['label-content-name-mismatch']],
	// Icons stand between the numbers, of which the name says what they count.
	['status bar', ['label-content-name-mismatch']],
	// Lines have a level, hidden keybindings a name, and label and description are two texts as above.
	['question', ['aria-allowed-attr', 'aria-prohibited-attr', 'label-content-name-mismatch']],
	// Steps are buttons in a list, with aria-checked and links inside.
	[
		'walkthrough',
		['aria-allowed-attr', 'aria-required-children', 'label-content-name-mismatch', 'nested-interactive'],
	],
]);

before(async () => {
	sample = await makeSample('home');
	writeFileSync(join(sample.mirror, 'funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount'), 'many');
	mkdirSync(join(sample.home, '.vscode'));
	workbench = await open(sample.home);
	await workbench.showMetro();
	await workbench.widenSidebar(200);
	runAxe = await axeIn(workbench.page);
});

/** The settings of the folder reach an open window; those of the user would not. */
async function useTheme(name: string, className: string): Promise<void> {
	const settings = { 'workbench.colorTheme': name };
	writeFileSync(join(sample.home, '.vscode', 'settings.json'), JSON.stringify(settings));
	await workbench.page.locator(`.monaco-workbench.${className}`).waitFor();
}

/** Expects that axe finds nothing wrong with these parts of the page, in any theme. */
async function expectAccessible(parts: Readonly<Record<string, string>>): Promise<void> {
	const { page } = workbench;
	for (const part of Object.values(parts)) await page.locator(part).first().waitFor();
	const found: string[] = [];
	for (const [name, className] of themes) {
		await useTheme(name, className);
		for (const [part, selector] of Object.entries(parts)) {
			const violations = await runAxe(selector);
			const ours = violations.filter(({ id }) => !editorsOwn.get(part)?.includes(id));
			found.push(...ours.map((violation) => violationText(`${name}, ${part}`, violation)));
		}
	}
	assert.equal(found.join('\n'), '');
}

/** Expects that axe finds nothing wrong with the page (a webview) in front of the user, or a part of it, in any theme. */
async function expectPageAccessible(what: string, selector = 'body'): Promise<void> {
	const found: string[] = [];
	for (const [name, className] of themes) {
		await useTheme(name, className);
		const run = await axeIn(workbench.page, webviewAddress);
		found.push(...(await run(selector)).map((violation) => violationText(`${name}, ${what}`, violation)));
	}
	assert.equal(found.join('\n'), '');
}

test('rows in every state, the status bar, a review, a message and a question', async () => {
	await workbench.row('funtoo-current', 'x86-64bit', 'generic_64');
	await describedAs('amd64-jaguar', /yesterday/);
	for (const { label, description, accessibleLabel } of await workbench.rows()) {
		assert.ok(accessibleLabel.startsWith(`${label}, ${description}`), accessibleLabel);
	}
	const status = workbench.page.locator('.statusbar-item[id*="metro"] [aria-label^="Next: amd64-k8. "]');
	await status.waitFor();
	await workbench.runCommand('Metro: Clean');
	const review = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
	await review.getByRole('checkbox').first().waitFor();
	await expectPageAccessible('Clean');
	await workbench.runCommand('Metro: Next Build');
	await workbench.notification(/amd64-k8/).waitFor();
	await workbench.runCommand('Notifications: Show Notifications');
	await workbench.runCommand('Metro: Zap Failcounts');
	await expectAccessible({
		tree: repository,
		'status bar': '.statusbar-item[id*="metro"]',
		message: '.notifications-center .notification-list-item',
		question: '.quick-input-widget',
	});
	await workbench.page.keyboard.press('Escape');
	await workbench.runCommand('Notifications: Clear All Notifications');
	await workbench.runCommand('View: Close All Editors');
});

test('the details of a subarch', async () => {
	const row = await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
	await row.hover();
	await row.getByRole('button', { name: 'Show Details' }).click();
	const details = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
	await details.getByRole('heading', { name: 'Builds' }).waitFor();
	const look = async (): Promise<void> => {
		// The preview is transparent, and axe does not see the editor behind it.
		await details.locator('html').evaluate((html) => {
			html.style.background = 'var(--vscode-editor-background)';
		});
		await expectPageAccessible('Details', '.markdown-body');
	};
	await look().catch((error: unknown) => {
		// The editor loads a preview anew while it begins.
		if (!String(error).includes('Execution context was destroyed')) throw error;
		return look();
	});
	await workbench.runCommand('View: Close All Editors');
});

test('the view of problems, and the walkthrough', async () => {
	const file = join(sample.home, '.buildbot');
	const good = readFileSync(file);
	writeFileSync(file, 'builds = (\n');
	await workbench.openWalkthrough();
	await expectAccessible({ problems, tree: repository, walkthrough: '.gettingStartedSlideDetails' });
	writeFileSync(file, good);
	await workbench.runCommand('View: Close All Editors');
	await workbench.page.locator(problems).waitFor({ state: 'detached' });
});

test('a view without rows', async () => {
	renameSync(join(sample.home, '.metro'), join(sample.home, 'away'));
	await workbench.welcome().getByRole('button', { name: 'Choose Metro Home' }).waitFor();
	await expectAccessible({ welcome: repository });
});
