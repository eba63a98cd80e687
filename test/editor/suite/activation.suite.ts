/** The packaged extension is there and comes alive on a Metro home. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { extension } from '../support/host.ts';

describe('activation', () => {
	it('runs from the installed package, not from the sources', () => {
		assert.ok(extension().extensionPath.includes('extensions'), extension().extensionPath);
		assert.equal(extension().packageJSON.main, './dist/extension.cjs');
	});

	it('has a page without pictures that the editor would not show', () => {
		const page = readFileSync(join(extension().extensionPath, 'readme.md'), 'utf8');
		assert.match(page, /^# Metro for VS Code/);
		assert.doesNotMatch(page, /!\[[^\]]*\]\((?!https:)/);
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
