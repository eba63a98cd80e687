/** The language features, asked for as the editor asks for them, in the sample's own files. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { home, until } from '../support/host.ts';

const buildbot = (): string => join(home(), '.buildbot');
const commonConf = (): string => join(home(), 'metro', 'etc', 'builds', 'common.conf');

async function open(path: string): Promise<vscode.TextEditor> {
	return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path));
}

/** Replaces the first occurrence of `old` with `text`; returns the position after it. */
async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<vscode.Position> {
	const { document } = editor;
	const offset = document.getText().indexOf(old);
	assert.ok(offset >= 0, `${old} is not in ${document.fileName}`);
	const start = document.positionAt(offset);
	await editor.edit((edit) =>
		edit.replace(new vscode.Range(start, document.positionAt(offset + old.length)), text),
	);
	return document.positionAt(offset + text.length);
}

function diagnostics(editor: vscode.TextEditor): vscode.Diagnostic[] {
	return vscode.languages
		.getDiagnostics(editor.document.uri)
		.filter(({ source }) => source?.toLowerCase().includes('metro'));
}

function labelOf({ label }: vscode.CompletionItem): string {
	return typeof label === 'string' ? label : label.label;
}

async function completions(editor: vscode.TextEditor, at: vscode.Position): Promise<vscode.CompletionItem[]> {
	const list = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		editor.document.uri,
		at,
	);
	return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

async function hoverText(editor: vscode.TextEditor, at: vscode.Position): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		'vscode.executeHoverProvider',
		editor.document.uri,
		at,
	);
	const contents = hovers.flatMap((hover) => hover.contents);
	return contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
}

async function quickFixes(editor: vscode.TextEditor, range: vscode.Range): Promise<vscode.CodeAction[]> {
	return vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		editor.document.uri,
		range,
	);
}

afterEach(async () => {
	await vscode.commands.executeCommand('workbench.action.files.revert');
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});

describe('.buildbot', () => {
	it('is known by its name', async () => {
		const { document } = await open(buildbot());
		assert.equal(document.languageId, 'metro-buildbot');
	});

	it('shows beside its names how their subarches stand, and above map_build what it answers', async () => {
		const { document } = await open(buildbot());
		const whole = new vscode.Range(0, 0, document.lineCount, 0);
		const hints = await until('hints', async () => {
			const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
				'vscode.executeInlayHintProvider',
				document.uri,
				whole,
			);
			return found.length > 0 && found.map(({ label }) => label);
		});
		assert.ok(hints.includes('never built · next · no directory in 1 build'), hints.join('\n'));
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		const titles = lenses.map(({ command }) => command?.title ?? '').join('\n');
		assert.match(
			titles,
			/28 subarches: [^\n]*\nNext Build: amd64-k8\nFor amd64-jaguar: [^\n]*\nTry map_build…/,
		);
	});

	it('has nothing to complain of in the sample', async () => {
		const editor = await open(buildbot());
		await replace(editor, '"corei7",', '"corei8",');
		await until('a diagnostic', () => diagnostics(editor).length > 0);
		await vscode.commands.executeCommand('undo');
		await until('no diagnostic', () => diagnostics(editor).length === 0);
	});

	it('flags an unknown subarch, explains that on a page, and offers the nearest one', async () => {
		const editor = await open(buildbot());
		await replace(editor, '"generic_64",', '"genric_64",');
		const [diagnostic] = await until(
			'a diagnostic',
			() => diagnostics(editor).length > 0 && diagnostics(editor),
		);
		assert.ok(diagnostic);
		assert.match(editor.document.getText(diagnostic.range), /genric_64/);
		const { code } = diagnostic;
		assert.ok(typeof code === 'object');
		assert.equal(code.target.scheme, 'command');
		await vscode.commands.executeCommand(code.target.path, ...JSON.parse(code.target.query));
		await until('the page that explains it', () =>
			vscode.window.tabGroups.all
				.flatMap(({ tabs }) => tabs)
				.some(({ label }) => label === 'Preview diagnostics.md'),
		);
		const fix = await until('a fix', async () =>
			(await quickFixes(editor, diagnostic.range)).find(({ title }) => title.includes('generic_64')),
		);
		assert.ok(fix.edit);
		assert.ok(await vscode.workspace.applyEdit(fix.edit));
		assert.match(editor.document.getText(), /"generic_64",/);
		await until('no diagnostic', () => diagnostics(editor).length === 0);
	});

	it('completes subarches with arch and compiler flags, in text that is not finished', async () => {
		const editor = await open(buildbot());
		const at = await replace(editor, '\t"i686",\n', '\t"amd64-');
		const item = await until('amd64-bulldozer', async () =>
			(await completions(editor, at)).find((found) => labelOf(found) === 'amd64-bulldozer'),
		);
		const said = JSON.stringify([item.label, item.detail, item.documentation]);
		assert.match(said, /x86-64bit/);
		assert.match(said, /-march=bdver1/);
	});
});

describe('configuration', () => {
	it('is known by its place', async () => {
		for (const path of [
			'.metro',
			'metro/etc/builds/common.conf',
			'metro/etc/multi-targets/full',
			'metro/subarch/corei7.spec',
		]) {
			const { document } = await open(join(home(), path));
			assert.equal(document.languageId, 'metro', path);
		}
	});

	it('of the sample has nothing to complain of', async () => {
		const files = [
			'.metro',
			'metro/etc/master.conf',
			'metro/etc/fslayouts/funtoo/layout.conf',
			'metro/targets/gentoo/stage3.spec',
			'metro/subarch/corei7.spec',
		].map((name) => vscode.Uri.file(join(home(), name)));
		for (const file of files) await open(file.fsPath);
		// What comes last is the answer about a file that does have a fault; what was asked before has been answered then.
		const editor = await open(commonConf());
		await replace(editor, 'options/stage:', 'options/stage: cache/packages');
		await until('a diagnostic', () => diagnostics(editor).length > 0);
		const complaints = files.flatMap((file) =>
			vscode.languages
				.getDiagnostics(file)
				// Whether ShellCheck has hints depends on whether it is installed.
				.filter(({ source }) => source !== 'shellcheck')
				.map(({ message }) => message),
		);
		assert.deepEqual(complaints, []);
	});

	it('completes the values of options/stage', async () => {
		const editor = await open(commonConf());
		const at = await replace(editor, '\noptions/stage:', '\noptions/stage: ');
		const labels = await until('options', async () => {
			const found = (await completions(editor, at)).map(labelOf);
			return found.length > 0 && found;
		});
		assert.ok(labels.includes('cache/package'), labels.join(' '));
	});

	it('explains the binary package cache', async () => {
		const editor = await open(commonConf());
		const behind = await replace(editor, '\noptions/stage:', '\noptions/stage: cache/package');
		const text = await until('a hover', async () => {
			const found = await hoverText(editor, behind.translate(0, -3));
			return found.includes('cache') && found;
		});
		assert.match(text, /\/var\/tmp\/metro\/cache\/package-cache/);
	});

	it('switches the binary package cache on by a code action', async () => {
		const editor = await open(commonConf());
		const offset = editor.document.getText().indexOf('\noptions/stage:') + 2;
		const at = editor.document.positionAt(offset);
		const action = await until('an action', async () =>
			(await quickFixes(editor, new vscode.Range(at, at))).find(({ title }) => /cache/i.test(title)),
		);
		assert.ok(action.edit, action.title);
		assert.ok(await vscode.workspace.applyEdit(action.edit));
		assert.match(editor.document.getText(), /^options\/stage: cache\/package$/m);
	});
});
