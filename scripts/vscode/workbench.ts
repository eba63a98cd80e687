/** A VS Code as its user sees it: reads the page, and sends keys and clicks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

/** A row of the Repository view, as it is drawn. */
export interface DrawnRow {
	/** Its index among all rows, including those that are not on the screen. */
	readonly index: number;
	/** 1 at the top. */
	readonly level: number;
	readonly label: string;
	readonly description: string;
	/** The letters of a decoration at the row's end; empty without one. */
	readonly badge: string;
	/** `undefined` for a row without children. */
	readonly expanded: boolean | undefined;
	/** What a screen reader says. */
	readonly accessibleLabel: string;
}

export interface Workbench {
	readonly page: Page;
	/** Shows the Metro container. */
	showMetro(): Promise<void>;
	/** The rows of the Repository view that are on the screen, from the top. */
	rows(): Promise<DrawnRow[]>;
	/** The drawn row with this label, below the rows with the labels before it; rows above it are opened as needed. */
	row(...labels: readonly string[]): Promise<Locator>;
	/** Runs a command by its title in the palette. */
	runCommand(title: string): Promise<void>;
	/** Opens the walkthrough of the extension. */
	openWalkthrough(): Promise<void>;
	/** Runs a command of the menu that has just opened. */
	pickInMenu(title: string): Promise<void>;
	/** The titles of the commands that the palette offers for these words, sorted. */
	offeredCommands(words: string): Promise<string[]>;
	/** Waits for a notification that contains this text. */
	notification(text: string | RegExp): Locator;
	/** The text that the view shows while it has no rows. */
	welcome(): Locator;
	/** Opens a file of the folder in the editor. */
	openFile(name: string): Promise<void>;
	/** Puts the cursor into the open file; both count from 1. */
	putCursor(line: number, column: number): Promise<void>;
	/** Makes the side bar wider by so many pixels. */
	widenSidebar(pixels: number): Promise<void>;
	close(): Promise<void>;
}

/** Opens an address in an isolated browser window (with its own record of trust) and waits for the workbench. */
export async function openWorkbench(browser: Browser, address: string): Promise<Workbench> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.addInitScript(stopAnimations);
	const page = await context.newPage();
	// Long enough for a busy machine.
	page.setDefaultTimeout(180_000);
	await page.goto(address, { waitUntil: 'commit' });
	await page.locator('.monaco-workbench .activitybar').waitFor();
	return workbenchOn(page, () => context.close());
}

/** The icon of a running build turns for ever. Without a graphics processor, drawing it takes a third of a processor. */
const stopAnimations = `addEventListener('DOMContentLoaded', () => {
	const style = document.createElement('style');
	style.textContent = '*, ::before, ::after { animation: none !important; }';
	document.head.append(style);
});`;

function workbenchOn(page: Page, close: () => Promise<void>): Workbench {
	// The header of a container's only view is not drawn, but it is there and names the view.
	const view = page.locator('.sidebar .pane:has(.pane-header[aria-label*="Repository"]) .pane-body');
	const tree = view.locator('.monaco-list');

	const quickInput = page.locator('.quick-input-widget input');

	/**
	 * Opens the quick input by its key and types into it. A key pressed while the focus moves away is lost, and an input that loses
	 * the focus closes: both are tried until they take effect.
	 */
	async function typeInto(key: string, text: string): Promise<Locator> {
		for (let tries = 0; tries < 20; tries++) {
			await page.keyboard.press(key);
			const isTyped = await quickInput
				.waitFor({ timeout: 8000 })
				.then(() => quickInput.fill(text, { timeout: 5000 }))
				.then(
					() => true,
					() => false,
				);
			if (isTyped) return quickInput;
		}
		throw new Error(`the quick input of ${key} does not open`);
	}

	async function runCommand(title: string): Promise<void> {
		const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
		// A key that takes effect late reopens the palette, without the text typed so far.
		for (let tries = 0; tries < 10; tries++) {
			await typeInto('F1', `>${title}`);
			// Selects the row itself: the first entry of the palette may be another one.
			const isChosen = await row.click({ timeout: 20_000 }).then(
				() => true,
				() => false,
			);
			if (isChosen) return;
			// An open palette keeps the list that it had when the text was typed: a command that became possible later is not in it.
			await page.keyboard.press('Escape');
			await quickInput.waitFor({ state: 'hidden', timeout: 5000 }).catch(() => undefined);
		}
		throw new Error(`the palette does not offer ${title}`);
	}

	/** A pointer that stays on a row opens its tooltip, which covers the rows below and catches their clicks. */
	async function leaveRows(): Promise<void> {
		await page.mouse.move(800, 300);
	}

	/** Looks again after a while: a window that opens may show the view by itself just then, and the click closes it. */
	async function openView(tries: number): Promise<void> {
		const icon = page.locator('.activitybar .action-item:has([aria-label^="Metro"])');
		await icon.waitFor();
		if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
		const isShown = view.waitFor({ timeout: 10_000 });
		return tries === 1 ? isShown : isShown.catch(() => openView(tries - 1));
	}

	/** Clicks once and waits, because a second click would close the row again. Rejects if the row has moved away. */
	async function openRow(row: Locator, index: number): Promise<void> {
		await row.click({ timeout: 5000 });
		await leaveRows();
		await tree
			.locator(`.monaco-list-row[data-index="${index}"][aria-expanded="true"]`)
			.waitFor({ timeout: 20_000 });
	}

	async function offeredCommands(words: string): Promise<string[]> {
		const input = await typeInto('F1', `>${words}`);
		const titles = page.locator('.quick-input-list .monaco-list-row .label-name');
		await titles.first().waitFor();
		const offered = new Set(await titles.allInnerTexts());
		// Only the lines in view are drawn.
		for (let before = 0; offered.size > before; ) {
			before = offered.size;
			// The first press only goes to the last line in view.
			await page.keyboard.press('PageDown');
			await page.keyboard.press('PageDown');
			await page.waitForTimeout(300);
			for (const title of await titles.allInnerTexts()) offered.add(title);
		}
		await page.keyboard.press('Escape');
		await input.waitFor({ state: 'hidden' });
		return [...offered].filter((title) => title.startsWith(words)).sort();
	}

	return {
		page,
		runCommand,
		async openWalkthrough() {
			await runCommand('Welcome: Open Walkthrough');
			// What is typed while the list opens may be lost.
			await page
				.locator('.quick-input-list .monaco-list-row', { hasText: 'Run a Metro build server' })
				.first()
				.click();
			await page.locator('.gettingStartedSlideDetails').waitFor();
		},
		async pickInMenu(title) {
			// A menu that has just opened takes no click, which may come from the hand that opened it.
			await page.locator('.monaco-menu').getByText(title).hover();
			await page.keyboard.press('Enter');
		},
		offeredCommands,
		close,
		async showMetro() {
			await openView(20);
			await leaveRows();
		},
		rows: async () => await tree.locator('.monaco-list-row').evaluateAll(readRows),
		async row(...labels) {
			const deadline = Date.now() + 180_000;
			let cause: unknown;
			await leaveRows();
			for (;;) {
				const drawn = await tree.locator('.monaco-list-row').evaluateAll(readRows);
				const found = findRow(drawn, labels);
				if (found !== undefined) {
					const row = tree
						.locator(`.monaco-list-row[data-index="${found.index}"]`)
						.filter({ hasText: found.label });
					if (found.isWhole) return row;
					// Whatever has moved meanwhile is located again.
					if (found.expanded === false) {
						await openRow(row, found.index).catch((error: unknown) => {
							cause = error;
						});
					}
				}
				if (Date.now() > deadline) throw new Error(noRow(labels, drawn), { cause });
				await page.waitForTimeout(100);
			}
		},
		notification: (text) => page.locator('.notification-toast .notification-list-item', { hasText: text }),
		welcome: () => view.locator('.welcome-view-content'),
		async openFile(name) {
			await typeInto('Control+P', name);
			await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
			await page.keyboard.press('Enter');
			await page
				.locator('.tabs-container .tab.active', { hasText: name.split('/').at(-1) ?? name })
				.waitFor();
		},
		async putCursor(line, column) {
			const input = await typeInto('Control+G', `:${line}:1`);
			await page.keyboard.press('Enter');
			await input.waitFor({ state: 'hidden' });
			// A column in the address would count a tab as several.
			for (let moves = 1; moves < column; moves++) await page.keyboard.press('ArrowRight');
		},
		async widenSidebar(pixels) {
			const box = await page.locator('.part.sidebar').boundingBox();
			if (box === null) throw new Error('the side bar is hidden');
			const edge = { x: box.x + box.width + 2, y: box.y + box.height / 3 };
			await page.mouse.move(edge.x, edge.y);
			await page.mouse.down();
			await page.mouse.move(edge.x + pixels, edge.y, { steps: 4 });
			await page.mouse.up();
		},
	};
}

/** The parts of the browser's types that the page functions use. */
interface PageElement {
	readonly textContent: string | null;
	getAttribute(name: string): string | null;
	querySelector(selector: string): PageElement | null;
	getBoundingClientRect(): { readonly top: number };
}
declare function getComputedStyle(element: PageElement, pseudo: string): { readonly content: string };

/** Runs in the page. Rows are drawn in any order, so they are sorted by position. */
function readRows(elements: readonly PageElement[]): DrawnRow[] {
	return elements
		.map((element) => ({ element, top: element.getBoundingClientRect().top }))
		.sort((one, other) => one.top - other.top)
		.map(({ element }) => {
			const icon = element.querySelector('.monaco-icon-label');
			const badge = icon === null ? 'none' : getComputedStyle(icon, '::after').content;
			const expanded = element.getAttribute('aria-expanded');
			return {
				index: Number(element.getAttribute('data-index')),
				level: Number(element.getAttribute('aria-level')),
				label: element.querySelector('.label-name')?.textContent ?? '',
				description: element.querySelector('.label-description')?.textContent ?? '',
				badge: badge.startsWith('"') ? badge.slice(1, -1) : '',
				expanded: expanded === null ? undefined : expanded === 'true',
				accessibleLabel: element.getAttribute('aria-label') ?? '',
			};
		});
}

/** The row below rows with these labels, or the lowest drawn one of them; a label may occur in several places. */
export function findRow(
	rows: readonly DrawnRow[],
	labels: readonly string[],
): (DrawnRow & { readonly isWhole: boolean }) | undefined {
	let found: DrawnRow | undefined;
	let depth = 0;
	for (const row of rows) {
		// The children of the found row end here.
		if (row.level <= depth) break;
		if (row.level !== depth + 1 || row.label !== labels[depth]) continue;
		found = row;
		depth++;
		if (depth === labels.length) break;
	}
	return found && { ...found, isWhole: depth === labels.length };
}

function noRow(labels: readonly string[], drawn: readonly DrawnRow[]): string {
	const lines = drawn.map(({ level, label, expanded }) => {
		const state = expanded === undefined ? '' : expanded ? ' (open)' : ' (closed)';
		return `${'  '.repeat(level)}${label}${state}`;
	});
	return [`there is no row ${labels.join(' / ')}; the drawn rows are:`, ...lines].join('\n');
}

/** Keeps a picture of the page, for a test that failed. */
export async function keepPicture(page: Page, folder: string, name: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) });
}
