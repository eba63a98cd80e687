/**
 * Takes the pictures of the documentation in the real editor: `npm run screenshots [-- NAME …]` writes
 * docs/images/NAME.png. Each scene opens a fresh sample home in its own window.
 */
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateText } from './sample/calendar.ts';
import { makeSampleHome, type SampleHome } from './sample/makeSampleHome.ts';
import { type Editor, startEditor } from './vscode/editor.ts';
import { packageExtension } from './vscode/packageExtension.ts';
import { exitOnSignals } from './vscode/processes.ts';
import type { Settings } from './vscode/settings.ts';
import { keepPicture, type Workbench } from './vscode/workbench.ts';

interface Scene {
	readonly name: string;
	/** Whether the picture shows an untrusted folder. */
	readonly restricted?: true;
	/** Changes the sample before it is opened. */
	prepare?(sample: SampleHome): void;
	/** Brings the window into the state for the picture. */
	play(workbench: Workbench, sample: SampleHome): Promise<void>;
}

const scenes: readonly Scene[] = [
	{
		name: 'tree',
		async play(workbench) {
			await workbench.openFile('.buildbot');
			await showTree(workbench);
			await workbench.row('funtoo-current', 'x86-64bit', 'corei7');
			await workbench.row('funtoo-current', 'pure64', 'corei7-pure64');
		},
	},
	{
		name: 'completion',
		async play(workbench, sample) {
			await showTree(workbench);
			await workbench.openFile('.buildbot');
			await putCursorBehind(workbench, join(sample.home, '.buildbot'), '"core2_64",');
			await workbench.page.keyboard.type('\n"amd64');
			await workbench.page.keyboard.press('Control+Space');
			await workbench.page.locator('.suggest-widget .monaco-list-row').first().waitFor();
			// The second time shows the details of the chosen one.
			await workbench.page.keyboard.press('Control+Space');
			await workbench.page.locator('.suggest-details').waitFor();
		},
	},
	{
		name: 'diagnostics',
		async play(workbench, sample) {
			await showTree(workbench);
			await workbench.openFile('.buildbot');
			await putCursorBehind(workbench, join(sample.home, '.buildbot'), '"corei7');
			await workbench.page.keyboard.type('x');
			await workbench.page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
			await workbench.runCommand('Quick Fix...');
			await workbench.page.locator('.action-widget .monaco-list-row').first().waitFor();
		},
	},
	{
		name: 'buildbot',
		async play(workbench) {
			await showTree(workbench);
			await workbench.openFile('.buildbot');
			await workbench.page.locator('.codelens-decoration', { hasText: 'local' }).first().waitFor();
			await workbench.page.locator('.view-line', { hasText: 'in line' }).first().waitFor();
		},
	},
	{
		name: 'edit',
		async play(workbench) {
			await showTree(workbench);
			const row = await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
			await row.click({ button: 'right' });
			await workbench.pickInMenu('Build Elsewhere…');
			await workbench.page.locator('.monaco-diff-editor').first().waitFor();
			await workbench.page.locator('.quick-input-list', { hasText: 'Change .buildbot' }).waitFor();
		},
	},
	{
		name: 'rotation',
		async play(workbench, sample) {
			await showTree(workbench);
			await workbench.openFile('.buildbot');
			// Takes what is next out of the list.
			await putCursorBehind(workbench, join(sample.home, '.buildbot'), '"core2_64",\n');
			await workbench.page.keyboard.type('#');
			await workbench.runCommand('Metro: Preview Rotation');
			const preview = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
			await preview.getByText('Your changes').first().waitFor();
			await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
		},
	},
	{
		name: 'hover',
		async play(workbench, sample) {
			await showTree(workbench);
			await workbench.openFile('master.conf');
			await putCursorBehind(workbench, masterConf(sample), '\ncompiler: $[:bu');
			await workbench.page.locator('.codelens-decoration', { hasText: 'use' }).first().waitFor();
			await workbench.runCommand('Show or Focus Hover');
			const hover = workbench.page.locator('.monaco-editor .monaco-hover-content:visible');
			await hover.filter({ hasText: '→' }).waitFor();
		},
	},
	{
		name: 'clean',
		async play(workbench) {
			await showTree(workbench);
			await workbench.runCommand('Metro: Clean');
			const page = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
			await page.getByRole('checkbox').first().waitFor();
		},
	},
	{
		name: 'running',
		async play(workbench, sample) {
			await showTree(workbench);
			await workbench.runCommand('Metro: Run Next Build');
			const row = await workbench.row('funtoo-current', 'x86-64bit', 'amd64-k8');
			await row.getByText('building').waitFor();
			await workbench.page.locator('.terminal-wrapper.active').waitFor();
			// The terminal is drawn on a canvas, so its text is read from where the build writes it as well.
			const dated = join(sample.mirror, 'funtoo-current', 'x86-64bit', 'amd64-k8', dateText(new Date(), 0));
			while (!readFileSync(join(dated, 'log', 'stage1.txt'), 'utf8').includes('(4 of')) {
				await workbench.page.waitForTimeout(200);
			}
		},
	},
	{
		name: 'health',
		async play(workbench) {
			await showTree(workbench);
			await workbench.runCommand('Metro: Show Repository Health');
			const health = workbench.page.frameLocator('iframe.webview').last().frameLocator('#active-frame');
			await health.locator('.timelines metro-list .mark').first().waitFor();
			await health
				.getByText(/Clean would free/)
				.first()
				.waitFor();
			// The whole width is the page's.
			await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
			await workbench.page.setViewportSize({ width: 1280, height: 1420 });
		},
	},
	{
		name: 'next-build',
		async play(workbench) {
			await showTree(workbench);
			await workbench.runCommand('Metro: Next Build');
			await workbench.notification(/^.*Next: /).waitFor();
		},
	},
	{
		name: 'welcome',
		prepare: ({ home }) => renameSync(join(home, '.buildbot'), join(home, 'buildbot.txt')),
		async play(workbench) {
			await workbench.showMetro();
			await workbench.welcome().getByText('Create .buildbot', { exact: true }).waitFor();
		},
	},
	{
		name: 'restricted',
		restricted: true,
		async play(workbench) {
			await showTree(workbench);
			await workbench.row('funtoo-current', 'x86-64bit');
		},
	},
];

function masterConf(sample: SampleHome): string {
	return join(sample.install, 'etc', 'master.conf');
}

/** Puts the cursor after the first place where the open file has this text. */
async function putCursorBehind(workbench: Workbench, file: string, text: string): Promise<void> {
	const content = readFileSync(file, 'utf8');
	const lines = content.slice(0, content.indexOf(text) + text.length).split('\n');
	await workbench.putCursor(lines.length, (lines.at(-1)?.length ?? 0) + 1);
}

/** Opens the view and waits for its first badge, which is drawn last. */
async function showTree(workbench: Workbench): Promise<void> {
	await workbench.showMetro();
	await workbench.widenSidebar(70);
	await workbench.row('funtoo-current', 'x86-64bit', 'core2_64');
}

exitOnSignals();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length > 0) {
	console.error(`no scene ${unknown.join(', ')}; there are: ${scenes.map(({ name }) => name).join(', ')}`);
	process.exit(2);
}
const images = join(import.meta.dirname, '..', 'docs', 'images');
/** Where the picture of a failed scene is kept. */
const out = join(import.meta.dirname, '..', 'out', 'screenshots');
/** The pictures show paths, so this one is short and reveals nothing about the machine. */
const place = join(tmpdir(), 'metro-sample');
mkdirSync(images, { recursive: true });
const vsix = await packageExtension();
for (const scene of scenes) {
	if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
	// One editor per scene: unsaved changes of one scene would return in the next, which opens the same folder.
	const editor = await startEditor({ vsix, trusted: scene.restricted !== true, settings: pictureSettings() });
	try {
		await picture(editor, scene);
	} finally {
		await editor.stop();
	}
}
rmSync(place, { recursive: true, force: true });

/** Settings that make pictures easy to read. */
function pictureSettings(): Settings {
	return {
		'workbench.colorTheme': 'Default Dark Modern',
		'editor.fontSize': 13,
		'editor.minimap.enabled': false,
		'editor.cursorBlinking': 'solid',
		'editor.occurrencesHighlight': 'off',
		// Suggestions appear on request, and only once.
		'editor.quickSuggestions': false,
		'editor.suggestOnTriggerCharacters': false,
		'breadcrumbs.enabled': false,
		'window.commandCenter': false,
		'window.title': 'Metro',
	};
}

async function picture(editor: Editor, scene: Scene): Promise<void> {
	const sample = await makeSampleHome(place, {
		now: new Date(),
		runner: process.pid,
	});
	scene.prepare?.(sample);
	const workbench = await editor.open(sample.home);
	try {
		await scene.play(workbench, sample);
		// Icons, fonts and animations have settled when two consecutive pictures are equal.
		const path = join(images, `${scene.name}.png`);
		let before: Buffer | undefined;
		for (let tries = 0; tries < 20; tries++) {
			const now = await workbench.page.screenshot({ path, animations: 'disabled' });
			if (before?.equals(now)) break;
			before = now;
			await workbench.page.waitForTimeout(250);
		}
		console.log(`docs/images/${scene.name}.png`);
	} catch (error) {
		await keepPicture(workbench.page, out, scene.name);
		throw error;
	} finally {
		await workbench.close();
	}
}
