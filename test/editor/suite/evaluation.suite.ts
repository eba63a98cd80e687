/** Metro's configuration as one run of Metro sees it: chosen, shown whole, compared. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Services } from '../../../client/src/services.ts';
import { home, until } from '../support/host.ts';
import { readyServices } from '../support/metro.ts';

describe('evaluation', () => {
	let metro: Services;
	before(async () => {
		metro = await readyServices();
	});
	afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
	after(() => metro.server.setContext({ home: home() }));

	/** Accepts the first offer, the current value, in each of the three steps. */
	async function takeFirst(command: string, done: () => boolean): Promise<void> {
		const ended = vscode.commands.executeCommand(command);
		await until(`the end of ${command}`, async () => {
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return done();
		});
		await ended;
	}

	it('is chosen in three steps', async () => {
		let told: string | undefined;
		const listener = metro.server.onDidChangeContext(({ title }) => {
			told = title;
		});
		await takeFirst('metro.evaluateAs', () => told !== undefined);
		listener.dispose();
		const now = await metro.server.contexts({ home: home() });
		assert.equal(now?.title, told);
		assert.match(told ?? '', /^funtoo-current x86-64bit \S+ stage\S* \(\w+\)$/);
	});

	it('is shown whole, each key a link to where it is set', async () => {
		await vscode.commands.executeCommand('metro.showResolvedConfiguration');
		const document = await until(
			'the document',
			() =>
				vscode.window.activeTextEditor?.document.uri.scheme === 'metro-resolved' &&
				vscode.window.activeTextEditor.document,
		);
		assert.equal(document.languageId, 'metro');
		assert.ok(document.getText().includes(`\npath/mirror: ${join(home(), 'mirror')}\n`));
		const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
			'vscode.executeLinkProvider',
			document.uri,
		);
		const mirror = links.find((link) => document.getText(link.range) === 'path/mirror');
		assert.equal(mirror?.target?.path, join(home(), '.metro'));
		assert.match(mirror?.target?.fragment ?? '', /^L\d+,\d+$/);
	});

	it('is compared with another run', async () => {
		const contexts = await metro.server.contexts({ home: home() });
		const other = contexts?.combinations.find(({ subarch }) => subarch !== contexts.current.subarch);
		assert.ok(other);
		const answer = await metro.server.compareContexts({ home: home(), right: other });
		assert.ok(answer?.differences.some(({ key }) => key === 'target/subarch'));

		const ended = vscode.commands.executeCommand('metro.compareConfigurations');
		const shown = await until('the differences', async () => {
			await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			const { activeTab } = vscode.window.tabGroups.activeTabGroup;
			return activeTab?.input instanceof vscode.TabInputTextDiff && activeTab;
		});
		await ended;
		assert.match(shown.label, /^Current run ↔ funtoo/);
		// Both sides exist; the left one is the run being evaluated, whichever that is.
		const left = await until('the left side', () =>
			vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/Current run.metro')),
		);
		await metro.server.setContext({ home: home(), context: other });
		await until('the other run on the left', () =>
			left.getText().includes(`\ntarget/subarch: ${other.subarch}\n`),
		);
	});

	it('an open document of it follows the run and the files', async () => {
		await metro.server.setContext({ home: home() });
		await vscode.commands.executeCommand('metro.showResolvedConfiguration');
		const document = await until(
			'the document',
			() =>
				vscode.window.activeTextEditor?.document.uri.scheme === 'metro-resolved' &&
				vscode.window.activeTextEditor.document,
		);
		const contexts = await metro.server.contexts({ home: home() });
		const other = contexts?.combinations.find(({ subarch }) => subarch !== contexts.current.subarch);
		await metro.server.setContext({ home: home(), context: other ?? {} });
		await until('the other run', () => document.getText().includes(`\ntarget/subarch: ${other?.subarch}\n`));

		// An edit shows before it is saved, and vanishes with the edit.
		const file = await vscode.workspace.openTextDocument(join(home(), '.metro'));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(file.uri, new vscode.Position(0, 0), 'test/follows: yes\n');
		await vscode.workspace.applyEdit(edit);
		await until('the edit', () => document.getText().includes('\ntest/follows: yes\n'));
		await vscode.window.showTextDocument(file);
		await vscode.commands.executeCommand('workbench.action.files.revert');
		// Behind another tab it is read again when somebody looks.
		await vscode.window.showTextDocument(document);
		await until('the file as it was', () => !document.getText().includes('test/follows'));
		const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
			'vscode.executeLinkProvider',
			document.uri,
		);
		assert.ok(links.some((link) => document.getText(link.range) === 'path/mirror'));
	});

	it('follows files that other programs write, in the folder that is open and where a link leads', async () => {
		const metroFile = join(home(), '.metro');
		const before = readFileSync(metroFile, 'utf8');
		const elsewhere = mkdtempSync(join(tmpdir(), 'metro-elsewhere-'));
		const outside = join(elsewhere, 'outside.conf');
		const link = join(home(), 'link');
		symlinkSync(elsewhere, link);
		const writeOutside = (value: string): void =>
			writeFileSync(outside, `[section test]\n\noutside: ${value}\n`);
		try {
			await vscode.commands.executeCommand('metro.showResolvedConfiguration');
			const shown = await until(
				'the document',
				() =>
					vscode.window.activeTextEditor?.document.uri.scheme === 'metro-resolved' &&
					vscode.window.activeTextEditor.document,
			);
			writeOutside('one');
			writeFileSync(metroFile, `${before}\n[collect ${link}/outside.conf]\n`);
			await until('the first value', () => shown.getText().includes('\ntest/outside: one\n'));
			for (const value of ['two', 'three', 'four']) {
				writeOutside(value);
				await until(`the value ${value}`, () => shown.getText().includes(`\ntest/outside: ${value}\n`));
			}
			writeFileSync(metroFile, before);
			await until('the file as it was', () => !shown.getText().includes('test/outside'));
		} finally {
			writeFileSync(metroFile, before);
			rmSync(link);
			rmSync(elsewhere, { recursive: true });
		}
	});

	it('follows the settings without another server', async () => {
		let restarts = 0;
		const listener = metro.server.onDidChangeHealth(() => {
			restarts++;
		});
		const path = join(home(), 'metro', 'etc', 'builds', 'common.conf');
		const document = await vscode.workspace.openTextDocument(path);
		const lenses = async (): Promise<number> => {
			const found: vscode.CodeLens[] = await vscode.commands.executeCommand(
				'vscode.executeCodeLensProvider',
				document.uri,
			);
			return found.length;
		};
		const settings = vscode.workspace.getConfiguration('metro');
		await until('lenses', async () => (await lenses()) > 0);
		await settings.update('codeLens', false, vscode.ConfigurationTarget.Global);
		await until('no lenses', async () => (await lenses()) === 0);
		await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
		await until('lenses again', async () => (await lenses()) > 0);
		listener.dispose();
		assert.equal(restarts, 0);
	});

	it('code lenses of the server show their places', async () => {
		const path = join(home(), 'metro', 'etc', 'builds', 'common.conf');
		const document = await vscode.workspace.openTextDocument(path);
		await vscode.window.showTextDocument(document);
		const [lens] = await until('a lens', async () => {
			const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand(
				'vscode.executeCodeLensProvider',
				document.uri,
				1,
			);
			return lenses.length > 0 && lenses;
		});
		assert.equal(lens?.command?.command, 'metro.showReferences');
		await vscode.commands.executeCommand('metro.showReferences', ...(lens.command.arguments ?? []));
	});
});
