/** The packaged extension is installed and activates in a Metro home. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { isLocal, linkFault, linksOf, textOfPage } from '../../support/pageLinks.ts';
import { extension } from '../support/host.ts';

describe('activation', () => {
	it('runs from the installed package, not from the sources', () => {
		assert.ok(extension().extensionPath.includes('extensions'), extension().extensionPath);
		assert.equal(extension().packageJSON.main, './dist/extension.cjs');
	});

	it('has a page whose pictures are part of it and whose links the editor opens', () => {
		const root = extension().extensionPath;
		const links = linksOf(root, 'readme.md');
		const pictures = links.filter((link) => link.startsWith('data:'));
		assert.ok(pictures.length > 2, `${pictures.length} pictures`);
		for (const picture of pictures) {
			const bytes = Buffer.from(picture.slice(picture.indexOf(',') + 1), 'base64');
			assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
			assert.ok(bytes.readUInt32BE(16) > 600, 'width');
		}
		const others = links.filter((link) => !pictures.includes(link) && !link.startsWith('https:'));
		assert.deepEqual(
			others.filter((link) => !link.startsWith('#') || linkFault(root, 'readme.md', link) !== undefined),
			[],
		);
		assert.match(textOfPage(root, 'readme.md'), /^# Metro for VS Code/);
	});

	it('has all pages that its pages link to', () => {
		const root = extension().extensionPath;
		const pages = ['changelog.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
		const faults = pages
			.filter((page) => page.endsWith('.md'))
			.flatMap((page) => linksOf(root, page).map((link) => [page, link] as const))
			.filter(([, link]) => isLocal(link))
			.map(([page, link]) => linkFault(root, page, link))
			.filter((fault) => fault !== undefined);
		assert.deepEqual(faults, []);
		for (const [named] of textOfPage(root, 'readme.md').matchAll(/docs\/[\w-]+\.md/g)) {
			assert.ok(existsSync(join(root, named)), named);
		}
	});

	it('is active once a Metro home is open', async () => {
		await extension().activate();
		assert.equal(extension().isActive, true);
	});

	it('offers its commands', async () => {
		const contributed: { command: string }[] = extension().packageJSON.contributes.commands;
		assert.ok(contributed.length > 0);
		const commands = new Set(await vscode.commands.getCommands(true));
		const missing = contributed.filter(({ command }) => !commands.has(command));
		assert.deepEqual(missing, []);
	});
});
